package io.linkgrid.truth;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Reads a table row by row: tabs without quoting when its first line holds a tab, otherwise commas
 * with double quotes. Text is UTF-8; bytes that are not become replacement characters. A name that
 * ends in {@code .gz} is unpacked.
 */
final class Table {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final Path path;

  Table(Path path) {
    this.path = path;
  }

  /** Takes one line of the table, the header included. */
  interface LineVisitor {
    /** Takes the fields of the line with this number, counted from 1. */
    void visit(long line, List<String> fields);
  }

  /**
   * Visits all lines that are not empty.
   *
   * @throws LinkgridException if the file cannot be read
   */
  void forEachLine(LineVisitor visitor) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(open(), StandardCharsets.UTF_8), 1 << 16)) {
      if (firstLine().indexOf('\t') >= 0) {
        visitTabs(reader, visitor);
      } else {
        visitCommas(reader, visitor);
      }
    } catch (NoSuchFileException e) {
      throw new LinkgridException(Kind.DATA, "There is no file " + path + ". Check the path.", e);
    } catch (CsvParseException e) {
      throw new LinkgridException(
          Kind.DATA, "Cannot read " + path + " as CSV: " + e.getMessage(), e);
    } catch (UncheckedIOException | IOException e) {
      throw new LinkgridException(Kind.DATA, "Cannot read " + path + ": " + e.getMessage(), e);
    }
  }

  /** Returns a problem at a line of this file. */
  LinkgridException problem(long line, String sentence) {
    return new LinkgridException(Kind.DATA, name() + " line " + line + ": " + sentence);
  }

  /** Returns the file's own name. */
  String name() {
    return String.valueOf(path.getFileName());
  }

  private String firstLine() throws IOException {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(open(), StandardCharsets.UTF_8))) {
      String line = reader.readLine();
      return line == null ? "" : line;
    }
  }

  private InputStream open() throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(path));
    return name().endsWith(".gz") ? new GZIPInputStream(in) : in;
  }

  private static void visitTabs(BufferedReader reader, LineVisitor visitor) throws IOException {
    long number = 0;
    String line = reader.readLine();
    while (line != null) {
      number++;
      if (number == 1 && line.startsWith(BYTE_ORDER_MARK)) {
        line = line.substring(1);
      }
      if (!line.isEmpty()) {
        visitor.visit(number, Arrays.asList(line.split("\t", -1)));
      }
      line = reader.readLine();
    }
  }

  private static void visitCommas(BufferedReader reader, LineVisitor visitor) throws IOException {
    try (CsvReader<CsvRecord> records =
        CsvReader.builder()
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .skipEmptyLines(true)
            .detectBomHeader(false)
            .ofCsvRecord(reader)) {
      for (CsvRecord record : records) {
        List<String> fields = record.getFields();
        if (record.getStartingLineNumber() == 1 && fields.get(0).startsWith(BYTE_ORDER_MARK)) {
          fields = new ArrayList<>(fields);
          fields.set(0, fields.get(0).substring(1));
        }
        visitor.visit(record.getStartingLineNumber(), fields);
      }
    }
  }
}

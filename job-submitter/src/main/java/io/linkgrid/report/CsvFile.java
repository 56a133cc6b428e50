package io.linkgrid.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.CsvWriter.CsvWriterRecord;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A CSV file in UTF-8 with RFC 4180 quoting and a line feed after each row, that appears only when
 * it is complete.
 *
 * <p>Texts that a spreadsheet would run as a formula, those that start with {@code = + - @}, a tab
 * or a carriage return, get a single quote in front, since they come from files that somebody else
 * wrote. Numbers and pairs of numbers, such as coordinates, stay as they are.
 *
 * <p>For one thread.
 */
final class CsvFile implements AutoCloseable {
  private static final Pattern NUMBERS =
      Pattern.compile("[+-]?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?([, ][+-]?[0-9]+(\\.[0-9]+)?)?");
  private static final int BUFFER = 1 << 16;

  private final Path target;
  private final WholeFile file;
  private final CsvWriter writer;
  private CsvWriterRecord row;
  private long rows;

  CsvFile(Path target, List<String> header) {
    this.target = target;
    this.file = new WholeFile(target);
    this.writer =
        CsvWriter.builder()
            .lineDelimiter(LineDelimiter.LF)
            .bufferSize(BUFFER)
            .build(file.stream(), StandardCharsets.UTF_8);
    writer.writeRecord(header.stream().map(CsvFile::harmless).toList());
    this.row = writer.writeRecord();
  }

  /** Adds a text, which may come from anywhere. */
  CsvFile text(String value) {
    row.writeField(harmless(value));
    return this;
  }

  /** Adds a word of ours or a formatted number, as it is. */
  CsvFile word(String value) {
    row.writeField(value);
    return this;
  }

  CsvFile number(long value) {
    row.writeField(Long.toString(value));
    return this;
  }

  void endRow() {
    row.endRecord();
    rows++;
    row = writer.writeRecord();
  }

  long rows() {
    return rows;
  }

  /** Ends the content and returns its SHA-256 in hex. */
  String complete() {
    try {
      writer.flush();
      return file.complete();
    } catch (IOException e) {
      throw WholeFile.cannotWrite(target, e);
    }
  }

  void publish() {
    try {
      file.publish();
    } catch (IOException e) {
      throw WholeFile.cannotWrite(target, e);
    }
  }

  @Override
  public void close() {
    file.close();
  }

  static String harmless(String value) {
    if (value.isEmpty()) {
      return value;
    }
    boolean formula =
        switch (value.charAt(0)) {
          case '=', '@', '\t', '\r' -> true;
          case '+', '-' -> !NUMBERS.matcher(value).matches();
          default -> false;
        };
    return formula ? "'" + value : value;
  }
}

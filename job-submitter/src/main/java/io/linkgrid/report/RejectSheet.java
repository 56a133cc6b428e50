package io.linkgrid.report;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A {@code rejects.csv} that comes back. A spreadsheet may have separated it by semicolons or tabs,
 * and put the columns into another order.
 */
public final class RejectSheet {
  private static final List<String> NEEDED = List.of("file", "row", "raw");
  private static final int MOST_PROBLEMS = 20;

  private final Path path;
  private final List<String> problems = new ArrayList<>();

  private RejectSheet(Path path) {
    this.path = path;
  }

  /**
   * A row of the sheet.
   *
   * @param line where it stands in the sheet
   * @param role the role of the file that it comes from
   * @param row its row there
   * @param raw its text, as it shall stand in that file
   */
  public record Row(long line, String role, long row, String raw) {}

  /** What is to be done with a row: nothing, or the sentence that says what is wrong with it. */
  @FunctionalInterface
  public interface Taker {
    Optional<String> take(Row row);
  }

  /**
   * Reads a sheet to its end.
   *
   * @throws LinkgridException DATA if it is no sheet, or anything is wrong with one of its rows
   */
  public static void read(Path path, Taker taker) {
    RejectSheet sheet = new RejectSheet(path);
    try {
      sheet.readAll(taker);
    } catch (CharacterCodingException e) {
      throw sheet.unusable("it is not UTF-8", e);
    } catch (CsvParseException e) {
      throw sheet.unusable("its quotes are wrong", e);
    } catch (UncheckedIOException e) {
      throw sheet.unusable(
          e.getCause() instanceof CharacterCodingException
              ? "it is not UTF-8"
              : WholeFile.reason(Objects.requireNonNull(e.getCause())),
          e);
    } catch (IOException e) {
      throw sheet.unusable(WholeFile.reason(e), e);
    }
    sheet.refuseIfWrong();
  }

  private void readAll(Taker taker) throws IOException {
    char separator = separator();
    // A reader of java.nio refuses bytes that are no UTF-8 instead of replacing them.
    try (BufferedReader in = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
      in.mark(1);
      if (in.read() != '\ufeff') {
        in.reset();
      }
      try (CsvReader<CsvRecord> rows =
          CsvReader.builder()
              .fieldSeparator(separator)
              .allowUnclosedQuote(false)
              .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
              .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
              .ofCsvRecord(in)) {
        List<String> header = List.of();
        for (CsvRecord row : rows) {
          if (header.isEmpty()) {
            header = header(row.getFields());
          } else {
            take(row, header, taker);
          }
        }
        if (header.isEmpty()) {
          throw noSheet("it is empty");
        }
      }
    }
  }

  private char separator() throws IOException {
    try (BufferedReader in = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
      char[] start = new char[200];
      int length = Math.max(0, in.read(start));
      String first = new String(start, 0, length).lines().findFirst().orElse("");
      for (char other : new char[] {';', '\t'}) {
        if (first.indexOf(other) >= 0 && first.indexOf(',') < 0) {
          return other;
        }
      }
      return ',';
    }
  }

  private List<String> header(List<String> fields) {
    for (String column : NEEDED) {
      if (fields.stream().filter(column::equals).count() != 1) {
        throw noSheet("the column '" + column + "' is not there once");
      }
    }
    return List.copyOf(fields);
  }

  private void take(CsvRecord row, List<String> header, Taker taker) {
    List<String> fields = row.getFields();
    long line = row.getStartingLineNumber();
    if (fields.size() != header.size()) {
      problem(line, fields.size() + " fields, but the header has " + header.size() + ".");
      return;
    }
    long number;
    try {
      number = Long.parseLong(fields.get(header.indexOf("row")).strip());
    } catch (NumberFormatException e) {
      problem(line, "its row is no whole number. Leave that column as it was written.");
      return;
    }
    String role = fields.get(header.indexOf("file")).strip();
    String raw = SpreadsheetText.plain(fields.get(header.indexOf("raw")));
    taker.take(new Row(line, role, number, raw)).ifPresent(sentence -> problem(line, sentence));
  }

  private void problem(long line, String sentence) {
    if (problems.size() <= MOST_PROBLEMS) {
      problems.add("line " + line + ": " + sentence);
    }
  }

  private void refuseIfWrong() {
    if (problems.isEmpty()) {
      return;
    }
    boolean more = problems.size() > MOST_PROBLEMS;
    throw new LinkgridException(
        Kind.DATA,
        path
            + " cannot be taken in; nothing was changed. Correct it and run again.\n"
            + String.join("\n", problems.subList(0, Math.min(problems.size(), MOST_PROBLEMS)))
            + (more ? "\n… and further lines" : ""));
  }

  private LinkgridException noSheet(String found) {
    return new LinkgridException(
        Kind.DATA,
        path
            + " line 1: a header with the columns file, row, line, reason, raw was expected, but "
            + found
            + ". Give --retry-rejects a rejects.csv of an earlier run.");
  }

  private LinkgridException unusable(String reason, Exception cause) {
    return new LinkgridException(
        Kind.DATA,
        "Cannot read "
            + path
            + ": "
            + reason
            + ". Nothing was changed. Give --retry-rejects a rejects.csv of an earlier run, saved as"
            + " CSV in UTF-8.",
        cause);
  }
}

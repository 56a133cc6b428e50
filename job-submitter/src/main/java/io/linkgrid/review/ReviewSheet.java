package io.linkgrid.review;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.report.SpreadsheetText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The queue as a CSV file that a person fills in: UTF-8, a line feed after each row, quotes where
 * they are needed. Texts that a spreadsheet would run as a formula get a single quote in front, as
 * in the result files. What comes back may be separated by commas, semicolons or tabs.
 */
public final class ReviewSheet {
  private static final String MENTION = "mention_id";
  private static final String ANSWER = "answer";
  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final int SHOWN = 40;

  private final Path path;
  private final List<Given> given = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  private ReviewSheet(Path path) {
    this.path = path;
  }

  /**
   * An answer of a sheet.
   *
   * @param line where it stands, counted from 1
   */
  record Given(long line, long mention, Answer answer) {}

  private record Problem(long line, String sentence) {}

  /**
   * Writes the queue to a file that is not there yet.
   *
   * @param attributes the names of the attributes in the order of the spec
   * @throws LinkgridException USAGE if the file is there, or cannot be written
   */
  public static void write(Path path, List<String> attributes, List<ReviewItem> items) {
    boolean made = false;
    boolean whole = false;
    try {
      try (CsvWriter csv =
          CsvWriter.builder()
              .lineDelimiter(LineDelimiter.LF)
              .build(
                  Files.newOutputStream(path, StandardOpenOption.CREATE_NEW),
                  StandardCharsets.UTF_8)) {
        made = true;
        csv.writeRecord(columns(attributes));
        items.forEach(item -> csv.writeRecord(row(attributes.size(), item)));
      }
      whole = true;
    } catch (FileAlreadyExistsException e) {
      throw new LinkgridException(
          Kind.USAGE,
          path + " is there already, perhaps with answers. Give --export another name.",
          e);
    } catch (NoSuchFileException e) {
      throw cannotWrite(path, "there is no such directory", e);
    } catch (UncheckedIOException | IOException e) {
      throw cannotWrite(path, String.valueOf(e.getMessage()), e);
    } finally {
      if (made && !whole) {
        remove(path);
      }
    }
  }

  private static void remove(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // The first problem says it all.
      return;
    }
  }

  private static LinkgridException cannotWrite(Path path, String reason, Exception cause) {
    return new LinkgridException(
        Kind.USAGE,
        "Cannot write " + path + ": " + reason + ". Give --export a place that you may write to.",
        cause);
  }

  private static List<String> columns(List<String> attributes) {
    List<String> header =
        new ArrayList<>(List.of(MENTION, "probability", "best_entity_id", "record_id"));
    for (String attribute : attributes) {
      header.add(SpreadsheetText.harmless(attribute + "_record"));
      header.add(SpreadsheetText.harmless(attribute + "_entity"));
    }
    header.add(ANSWER);
    return header;
  }

  private static List<String> row(int attributes, ReviewItem item) {
    List<String> row = new ArrayList<>();
    row.add(Long.toString(item.mention()));
    row.add(String.format(Locale.ROOT, "%.6f", item.probability()));
    row.add(SpreadsheetText.harmless(item.bestEntityId().orElse("")));
    row.add(SpreadsheetText.harmless(item.recordId()));
    for (int i = 0; i < attributes; i++) {
      row.add(SpreadsheetText.harmless(i < item.values().size() ? item.values().get(i) : ""));
      row.add(SpreadsheetText.harmless(item.entityValue(i)));
    }
    row.add("");
    return row;
  }

  /**
   * Reads the answers of a file. What is wrong with single lines is kept for {@link
   * ReviewQueue#answer(ReviewSheet, String)}, which refuses the whole sheet for it.
   *
   * @throws LinkgridException DATA if the file cannot be read as a sheet at all
   */
  public static ReviewSheet read(Path path) {
    ReviewSheet sheet = new ReviewSheet(path);
    try {
      // Spreadsheets write other encodings; what is read here is ASCII in all of them.
      String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
      if (text.startsWith(BYTE_ORDER_MARK)) {
        text = text.substring(1);
      }
      sheet.read(text);
      return sheet;
    } catch (NoSuchFileException e) {
      throw new LinkgridException(Kind.DATA, "There is no file " + path + ". Check the path.", e);
    } catch (CsvParseException e) {
      throw new LinkgridException(
          Kind.DATA,
          "Cannot read "
              + path
              + " as CSV: "
              + e.getMessage()
              + ". Nothing was changed. Save it as CSV and import again.",
          e);
    } catch (UncheckedIOException | IOException e) {
      throw new LinkgridException(
          Kind.DATA,
          "Cannot read "
              + path
              + ": "
              + e.getMessage()
              + ". Nothing was changed. Give --import a file that --export wrote.",
          e);
    }
  }

  private void read(String text) throws IOException {
    try (CsvReader<CsvRecord> records =
        CsvReader.builder()
            .fieldSeparator(separator(text))
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .skipEmptyLines(true)
            .ofCsvRecord(text)) {
      List<String> header = List.of();
      Map<Long, Long> lines = new HashMap<>();
      for (CsvRecord row : records) {
        if (header.isEmpty()) {
          header = header(row.getFields());
        } else {
          read(row, header, lines);
        }
      }
      if (header.isEmpty()) {
        throw notASheet("it is empty");
      }
    }
  }

  private static char separator(String text) {
    String first = text.lines().findFirst().orElse("");
    for (char other : new char[] {';', '\t'}) {
      if (first.indexOf(other) >= 0 && first.indexOf(',') < 0) {
        return other;
      }
    }
    return ',';
  }

  private List<String> header(List<String> fields) {
    for (String column : List.of(MENTION, ANSWER)) {
      long times = fields.stream().filter(column::equals).count();
      if (times != 1) {
        throw notASheet("found " + times + " of '" + column + "' in: " + String.join(", ", fields));
      }
    }
    return List.copyOf(fields);
  }

  private LinkgridException notASheet(String found) {
    return new LinkgridException(
        Kind.DATA,
        path
            + " line 1: expected a header with one column '"
            + MENTION
            + "' and one column '"
            + ANSWER
            + "', but "
            + found
            + ". Nothing was changed. Import a file that --export wrote.");
  }

  private void read(CsvRecord row, List<String> header, Map<Long, Long> lines) {
    long line = row.getStartingLineNumber();
    List<String> fields = row.getFields();
    if (fields.size() != header.size()) {
      problem(
          line,
          "expected " + header.size() + " fields as in the header, found " + fields.size() + ".");
      return;
    }
    String text = fields.get(header.indexOf(ANSWER)).strip();
    if (text.isEmpty()) {
      return;
    }
    Optional<Answer> answer = Answer.read(text);
    if (answer.isEmpty()) {
      problem(
          line,
          "expected an answer y, n or u (yes, no, unsure; same, different), or none, found '"
              + shown(text)
              + "'.");
    }
    Optional<Long> mention = mention(line, fields.get(header.indexOf(MENTION)).strip());
    mention.ifPresent(
        id -> {
          Long before = lines.putIfAbsent(id, line);
          if (before != null) {
            problem(
                line,
                "expected each mention once, found " + id + " again, as in line " + before + ".");
          } else {
            answer.ifPresent(a -> given.add(new Given(line, id, a)));
          }
        });
  }

  private Optional<Long> mention(long line, String text) {
    try {
      return Optional.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      problem(
          line,
          "expected a mention_id, which is a whole number, found '"
              + shown(text)
              + "'. Did a spreadsheet round it? Import that column as text.");
      return Optional.empty();
    }
  }

  /** A field whose quote is not closed holds the rest of the file. */
  private static String shown(String text) {
    String line = text.substring(0, Math.min(text.length(), SHOWN)).replaceAll("\\p{Cc}", " ");
    return text.length() <= SHOWN ? line : line + "…";
  }

  /** Returns the answers in the order of the file. */
  List<Given> given() {
    return List.copyOf(given);
  }

  /** Notes what is wrong with a line. */
  void problem(long line, String sentence) {
    problems.add(new Problem(line, sentence));
  }

  /**
   * Refuses the sheet if anything is wrong with it.
   *
   * @throws LinkgridException DATA with all problems
   */
  void refuseIfWrong() {
    if (problems.isEmpty()) {
      return;
    }
    problems.sort(Comparator.comparingLong(Problem::line));
    throw new LinkgridException(
        Kind.DATA,
        path
            + " has "
            + (problems.size() == 1 ? "1 problem" : problems.size() + " problems")
            + "; nothing was changed. Correct and import again.\n"
            + problems.stream()
                .map(p -> "line " + p.line() + ": " + p.sentence())
                .collect(Collectors.joining("\n")));
  }
}

package io.linkgrid.source;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.spec.FileFormat;
import io.linkgrid.spec.FileFormat.Quoting;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * How the rows of one particular file are written.
 *
 * @param separator the character between columns
 * @param quoting whether fields may be wrapped in double quotes; never {@link Quoting#DETECT}
 * @param columns the names of the columns in the order of the file, spelt as the spec spells them
 *     where it names them
 * @param header whether the first row is a header
 */
record Layout(char separator, Quoting quoting, List<String> columns, Header header) {
  /** Whether the first row names the columns. */
  enum Header {
    PRESENT,
    ABSENT
  }

  private static final char[] SEPARATORS = {',', '\t', ';', '|'};
  private static final int SAMPLE_ROWS = 1000;
  // Of a longer text nobody means a column; to compare it with one would take long.
  private static final int LONGEST_NAME = 200;

  // A header beats a fitting number of columns, which beats a part of a header, which beats rows
  // that merely agree among themselves.
  private static final double FULL_HEADER = 1000;
  private static final double RIGHT_COUNT = 100;
  private static final double PART_OF_HEADER = 10;

  /** The start of a file. */
  static final class Start {
    private final String name;
    private final byte[] bytes;
    private final int from;
    private final Charset charset;

    /**
     * The start of a file.
     *
     * @param name the file's name, for messages
     * @param bytes the bytes, a byte order mark included; they are not copied
     * @param from the first byte of text
     * @param charset the character set, as far as it is known
     */
    Start(String name, byte[] bytes, int from, Charset charset) {
      this.name = name;
      this.bytes = bytes;
      this.from = from;
      this.charset = charset;
    }

    private boolean isBlank() {
      for (int i = from; i < bytes.length; i++) {
        if (bytes[i] != '\n' && bytes[i] != '\r') {
          return false;
        }
      }
      return true;
    }
  }

  /** A row of the start: where it is, and whether it holds quotes. */
  private record Row(int from, int to, long line, boolean quotes) {}

  /** The file's start under one separator. */
  private record Reading(
      char separator, Quoting quoting, List<Row> rows, List<String> first, List<Integer> counts) {
    double shareOf(int columns) {
      long agreeing = counts.stream().filter(count -> count == columns).count();
      return counts.isEmpty() ? 0 : agreeing / (double) counts.size();
    }
  }

  Layout {
    columns = List.copyOf(columns);
  }

  /**
   * Finds the layout of a file, or throws the sentence that says why it does not fit what is
   * expected.
   */
  static Layout of(Start start, FileFormat expected) {
    if (start.isBlank()) {
      throw problem(
          start.name
              + " holds nothing but blank lines, but rows of data were expected. Check how it was"
              + " made.");
    }
    Reading reading = reading(start, expected);
    List<String> first = reading.first();
    List<String> missing = missing(first, expected.columns());
    if (missing.isEmpty()) {
      return withHeader(start, reading, expected.columns());
    }
    if (expected.header() == FileFormat.Header.REQUIRED
        || looksLikeHeader(first, expected.columns())) {
      throw missingColumns(start, reading, missing, expected);
    }
    refuseWrongCounts(start, reading, expected);
    return new Layout(reading.separator(), reading.quoting(), expected.columns(), Header.ABSENT);
  }

  private static Reading reading(Start start, FileFormat expected) {
    if (expected.separator() != FileFormat.DETECT) {
      return read(start, expected.separator(), expected);
    }
    return bestReading(start, expected)
        .orElseThrow(
            () ->
                problem(
                    start.name
                        + " line 1: cannot tell what separates the columns; "
                        + expected.columns().size()
                        + " columns separated by comma, tab, semicolon or '|' were expected. Name"
                        + " the separator in the spec, or check that this is the right file."));
  }

  private static Optional<Reading> bestReading(Start start, FileFormat expected) {
    Reading best = null;
    double bestScore = 0;
    for (char separator : SEPARATORS) {
      Reading reading = read(start, separator, expected);
      double score = score(reading, expected);
      if (score > bestScore) {
        best = reading;
        bestScore = score;
      }
    }
    return Optional.ofNullable(best);
  }

  private static double score(Reading reading, FileFormat expected) {
    List<String> columns = expected.columns();
    int named = columns.size() - missing(reading.first(), columns).size();
    if (named == columns.size()) {
      return FULL_HEADER;
    }
    double rightCount = reading.shareOf(columns.size());
    if (expected.header() == FileFormat.Header.OPTIONAL && rightCount >= 0.5) {
      return RIGHT_COUNT + rightCount;
    }
    if (named > 0) {
      return PART_OF_HEADER + named;
    }
    int usual = mostFrequent(reading.counts());
    // Two separators may both agree with themselves; the one that makes more columns is the one.
    return usual > 1 && reading.shareOf(usual) >= 0.5 ? 1 - 1.0 / usual : 0;
  }

  private static int mostFrequent(List<Integer> counts) {
    Map<Integer, Integer> times = new HashMap<>();
    for (int count : counts) {
      times.merge(count, 1, Integer::sum);
    }
    return times.entrySet().stream()
        .max(
            Map.Entry.<Integer, Integer>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .orElse(0);
  }

  private static Reading read(Start start, char separator, FileFormat expected) {
    Quoting quoting =
        switch (expected.quoting()) {
          case DETECT -> separator == '\t' ? Quoting.NONE : Quoting.DOUBLE_QUOTES;
          case NONE, DOUBLE_QUOTES -> expected.quoting();
        };
    List<Row> rows = rows(start, separator, quoting);
    if (rows.isEmpty()) {
      // A quote that opens in the first row and does not close here hides all separators.
      rows = rows(start, separator, Quoting.NONE);
    }
    RowParser counting = RowParser.counting(separator, start.charset);
    List<Integer> counts =
        rows.stream()
            .map(row -> counting.parse(start.bytes, row.from(), row.to(), row.quotes()))
            .toList();
    List<String> first = List.of();
    if (!rows.isEmpty() && counts.get(0) > 0) {
      Row row = rows.get(0);
      RowParser all = RowParser.ofAll(separator, start.charset, counts.get(0));
      all.parse(start.bytes, row.from(), row.to(), row.quotes());
      first = renamed(List.of(all.fields()).stream().map(String::strip).toList(), expected);
    }
    return new Reading(separator, quoting, rows, first, counts);
  }

  /** A column that is called otherwise here has the spec's name, unless another one has it. */
  private static List<String> renamed(List<String> first, FileFormat expected) {
    Set<String> there = first.stream().map(Layout::folded).collect(Collectors.toSet());
    return first.stream()
        .map(
            text ->
                expected
                    .columnCalled(text)
                    .filter(column -> !there.contains(folded(column)))
                    .orElse(text))
        .toList();
  }

  private static List<Row> rows(Start start, char separator, Quoting quoting) {
    List<Row> rows = new ArrayList<>();
    RowScanner scanner =
        new RowScanner(
            separator,
            quoting,
            start.from,
            1,
            (from, to, line, quotes) -> {
              if (rows.size() < SAMPLE_ROWS) {
                rows.add(new Row((int) from, (int) to, line, quotes));
              }
            });
    scanner.scan(start.bytes, start.from, start.bytes.length);
    // The last row may be cut off. If it is the only one, it is better than nothing.
    if (rows.isEmpty()) {
      scanner.finish();
    }
    return rows;
  }

  private static Layout withHeader(Start start, Reading reading, List<String> columns) {
    Map<String, String> spelling =
        columns.stream().collect(Collectors.toMap(Layout::folded, name -> name));
    Set<String> seen = new HashSet<>();
    List<String> names = new ArrayList<>();
    for (String text : reading.first()) {
      String name = spelling.get(folded(text));
      if (name != null && !seen.add(name)) {
        throw problem(
            start.name
                + " line "
                + reading.rows().get(0).line()
                + ": the header names the column '"
                + name
                + "' twice. Rename or remove one of the two.");
      }
      names.add(name == null ? text : name);
    }
    return new Layout(reading.separator(), reading.quoting(), names, Header.PRESENT);
  }

  private static List<String> missing(List<String> first, List<String> columns) {
    Set<String> found = first.stream().map(Layout::folded).collect(Collectors.toSet());
    return columns.stream().filter(column -> !found.contains(folded(column))).toList();
  }

  /** Returns whether a third of the columns are named in the first row, nearly or exactly. */
  private static boolean looksLikeHeader(List<String> first, List<String> columns) {
    Set<String> squeezed = first.stream().map(Layout::squeezed).collect(Collectors.toSet());
    long exact = columns.stream().filter(column -> squeezed.contains(squeezed(column))).count();
    long near = columns.stream().filter(column -> isNearTo(column, first)).count();
    // One near word can be chance: a book may be called "Tile".
    return (exact > 0 || near > 1) && 3 * Math.max(exact, near) >= columns.size();
  }

  private static boolean isNearTo(String column, List<String> first) {
    LevenshteinDistance atMostTwo = new LevenshteinDistance(2);
    return first.stream()
        .filter(text -> text.length() >= 5 && text.length() <= LONGEST_NAME)
        .anyMatch(text -> atMostTwo.apply(folded(text), folded(column)) >= 0);
  }

  private static void refuseWrongCounts(Start start, Reading reading, FileFormat expected) {
    int columns = expected.columns().size();
    List<Integer> counts = reading.counts();
    int wrong = 0;
    int firstWrong = -1;
    for (int i = 0; i < counts.size(); i++) {
      if (counts.get(i) != columns && counts.get(i) != RowParser.BAD_QUOTES) {
        firstWrong = wrong == 0 ? i : firstWrong;
        wrong++;
      }
    }
    if (2 * wrong <= counts.size()) {
      return;
    }
    String hint =
        bestReading(start, detecting(expected))
            .filter(other -> other.separator() != reading.separator())
            .filter(other -> score(other, detecting(expected)) >= RIGHT_COUNT)
            .map(
                other ->
                    String.format(
                        Locale.ROOT,
                        " With %s as the separator it has %d.",
                        named(other.separator()),
                        other.counts().get(0)))
            .orElse("");
    throw problem(
        String.format(
            Locale.ROOT,
            "%s line %d: %s, but the spec has %d (%s). So it is in %,d of the first %,d rows, and"
                + " there is no header.%s Correct the columns in the spec, or check that this is"
                + " the right file.",
            start.name,
            reading.rows().get(firstWrong).line(),
            counted(counts.get(firstWrong)),
            columns,
            String.join(", ", expected.columns()),
            wrong,
            counts.size(),
            hint));
  }

  private static LinkgridException missingColumns(
      Start start, Reading reading, List<String> missing, FileFormat expected) {
    List<String> columns = expected.columns();
    boolean needed = expected.header() == FileFormat.Header.REQUIRED;
    String where = start.name + " line " + reading.rows().get(0).line() + ": ";
    if (missing.size() == columns.size() && !looksLikeHeader(reading.first(), columns)) {
      return problem(
          where
              + "a header with the columns "
              + String.join(", ", columns)
              + " was expected, but the first row names none of them: "
              + reading.first().stream()
                  .limit(5)
                  .map(ShownText::of)
                  .collect(Collectors.joining(", "))
              + ". Add a header, or check that this is the right file.");
    }
    List<String> spare =
        reading.first().stream()
            .filter(text -> !text.isEmpty() && text.length() <= LONGEST_NAME)
            .filter(text -> columns.stream().noneMatch(c -> folded(c).equals(folded(text))))
            .toList();
    String names =
        missing.stream()
            .map(column -> "'" + column + "'" + nearest(column, spare))
            .collect(Collectors.joining(", "));
    return problem(
        where
            + (needed
                ? "the header lacks columns that are needed: "
                : "the header lacks columns of the spec: ")
            + names
            + (needed
                ? ". Rename the columns in the file, or check that this is the right file."
                : ". Rename the columns in the file, or in the spec."));
  }

  private static String nearest(String column, List<String> spare) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    return spare.stream()
        .min(Comparator.comparingInt((String text) -> distance.apply(folded(text), folded(column))))
        .map(text -> " (nearest found: '" + ShownText.of(text) + "')")
        .orElse("");
  }

  private static FileFormat detecting(FileFormat expected) {
    return new FileFormat(FileFormat.DETECT, Quoting.DETECT, expected.columns());
  }

  /** Returns a number of columns in words that fit it. */
  static String counted(int columns) {
    return columns == 1 ? "1 column" : columns + " columns";
  }

  private static String named(char separator) {
    return switch (separator) {
      case '\t' -> "tab";
      case ',' -> "comma";
      case ';' -> "semicolon";
      default -> "'" + separator + "'";
    };
  }

  private static String folded(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  private static String squeezed(String name) {
    return folded(name).replaceAll("[^\\p{L}\\p{N}]", "");
  }

  private static LinkgridException problem(String message) {
    return new LinkgridException(Kind.DATA, message);
  }
}

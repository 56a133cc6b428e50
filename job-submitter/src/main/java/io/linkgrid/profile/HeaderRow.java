package io.linkgrid.profile;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.linkgrid.clean.Standardiser;
import io.linkgrid.clean.Standardisers;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.spec.AttributeType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The first row of a file whose columns nobody has named yet.
 *
 * @param separator what stands between its columns
 * @param columns the names of the columns in the order of the file, blank ones and repeated ones
 *     included
 */
record HeaderRow(char separator, List<String> columns) {
  private static final char[] SEPARATORS = {',', '\t', ';', '|'};

  /** Rows that span lines, and rows that will be rejected, may be many. */
  private static final double FEWEST_ALIKE = 0.3;

  private static final int EARLIEST_YEAR = 1900;
  private static final int LATEST_YEAR = 2100;
  private static final int SHOWN = 40;

  private static final Standardiser NUMBERS = Standardisers.of(AttributeType.NUMBER);
  private static final Standardiser DATES = Standardisers.of(AttributeType.DATE);

  HeaderRow {
    columns = List.copyOf(columns);
  }

  /** Lines of a file, taken apart at one separator; lines whose quotes are wrong are left out. */
  private record Reading(char separator, List<List<String>> rows) {
    int columns() {
      return rows.get(0).size();
    }

    double alike() {
      return rows.stream().filter(row -> row.size() == columns()).count() / (double) rows.size();
    }
  }

  /**
   * Finds the header in the first lines of a file.
   *
   * @param file the file's name, for messages
   * @throws LinkgridException if the first line is none, or it cannot be told what separates
   *     columns
   */
  static HeaderRow of(String file, List<String> lines) {
    Optional<Reading> best = Optional.empty();
    for (char separator : SEPARATORS) {
      Optional<Reading> reading = reading(separator, lines);
      if (reading.filter(r -> best(r) > 0).isPresent()
          && best(reading.orElseThrow()) > best.map(HeaderRow::best).orElse(0.0)) {
        best = reading;
      }
    }
    Reading reading =
        best.orElseThrow(
            () ->
                new LinkgridException(
                    Kind.DATA,
                    file
                        + " line 1: cannot tell what separates the columns; a header of two columns"
                        + " or more, separated by comma, tab, semicolon or '|', was expected, but"
                        + " found '"
                        + (lines.isEmpty() ? "" : Shown.text(lines.get(0), SHOWN))
                        + "'. Check that this is the right file."));
    refuseValues(file, reading);
    return new HeaderRow(reading.separator(), reading.rows().get(0));
  }

  /** Returns how well a separator explains the lines; of two that do, more columns are better. */
  private static double best(Reading reading) {
    return reading.columns() < 2 || reading.alike() < FEWEST_ALIKE
        ? 0
        : Math.round(reading.alike() * 10) + (1 - 1.0 / reading.columns());
  }

  private static Optional<Reading> reading(char separator, List<String> lines) {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      List<String> row = row(separator, lines.get(i));
      if (row.isEmpty() && i == 0) {
        return Optional.empty();
      }
      if (!row.isEmpty()) {
        rows.add(row.stream().map(String::strip).toList());
      }
    }
    return rows.isEmpty() ? Optional.empty() : Optional.of(new Reading(separator, rows));
  }

  /** Returns the texts of a line; none when its quotes are wrong. */
  private static List<String> row(char separator, String line) {
    if (separator == '\t') {
      return Arrays.asList(line.split("\t", -1));
    }
    try {
      List<CsvRecord> records =
          CsvReader.builder()
              .fieldSeparator(separator)
              .allowUnclosedQuote(false)
              .ofCsvRecord(line)
              .stream()
              .toList();
      return records.size() == 1 ? records.get(0).getFields() : List.of();
    } catch (CsvParseException wrongQuotes) {
      return List.of();
    }
  }

  private static void refuseValues(String file, Reading reading) {
    List<String> first = reading.rows().get(0);
    for (int column = 0; column < first.size(); column++) {
      String text = first.get(column);
      if (isValue(text)) {
        throw noHeader(file, text, "which is a value and no name");
      }
    }
    Map<String, Integer> repeated = new HashMap<>();
    for (List<String> row : reading.rows().subList(1, reading.rows().size())) {
      boolean isHeaderAgain = row.equals(first);
      for (int column = 0;
          !isHeaderAgain && column < Math.min(row.size(), first.size());
          column++) {
        if (!row.get(column).isEmpty() && row.get(column).equals(first.get(column))) {
          repeated.merge(row.get(column), 1, Integer::sum);
        }
      }
    }
    first.stream()
        .filter(repeated::containsKey)
        .findFirst()
        .ifPresent(
            text -> {
              throw noHeader(file, text, "which other rows hold in the same column");
            });
  }

  /** Columns are called 2016 and line2, but not 94105, 2017-09-05 or a@b.org. */
  private static boolean isValue(String text) {
    String number = NUMBERS.standardise(text);
    boolean isYear =
        number.length() == 4
            && number.compareTo(Integer.toString(EARLIEST_YEAR)) >= 0
            && number.compareTo(Integer.toString(LATEST_YEAR)) <= 0;
    return (!number.isEmpty() && !isYear)
        || !DATES.standardise(text).isEmpty()
        || text.indexOf('@') >= 0;
  }

  private static LinkgridException noHeader(String file, String text, String why) {
    return new LinkgridException(
        Kind.DATA,
        String.format(
            Locale.ROOT,
            "%s line 1: a header with the names of the columns was expected, but found '%s', %s. Add"
                + " a header. Or, if another file has these columns and a header, start from that one"
                + " alone, and list its columns in the spec: then files without a header can be read.",
            file,
            Shown.text(text, SHOWN),
            why));
  }
}

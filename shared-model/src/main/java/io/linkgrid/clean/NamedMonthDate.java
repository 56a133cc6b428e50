package io.linkgrid.clean;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads a date in which the month has its English name: day, month and year, or month, day and
 * year, or year, month and day, with any separators between them and an ordinal ending on the day.
 */
final class NamedMonthDate {
  private static final Map<String, Integer> MONTHS = months();
  private static final int PIECES = 3;

  /** Neither the name of a month nor a year is longer. */
  private static final int LONGEST_PIECE = 9;

  private final String text;
  private final List<String> pieces = new ArrayList<>(PIECES);
  private int at;

  private NamedMonthDate(String text) {
    this.text = text;
  }

  /** Returns the standard form, or the empty text if there is no such date. */
  static String read(String text) {
    NamedMonthDate date = new NamedMonthDate(text);
    while (date.pieces.size() < PIECES && date.takePiece()) {
      // until there are three
    }
    boolean whole = date.pieces.size() == PIECES && DateStandardiser.isTime(text, date.at);
    return whole ? date.standard() : "";
  }

  private static Map<String, Integer> months() {
    Map<String, Integer> months = new HashMap<>();
    for (List<String> row : ResourceTable.rows("months.tsv", 2)) {
      Integer month = Integer.valueOf(row.get(0));
      ResourceTable.words(row.get(1)).forEach(name -> months.put(name, month));
    }
    return months;
  }

  /** Takes the next digits or letters; returns whether they can be a piece of a date. */
  private boolean takePiece() {
    while (at < text.length() && !pieces.isEmpty() && " -/.,".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    int start = at;
    boolean digits = isDigit(at);
    while (at < text.length() && Folding.isAsciiWord(text.charAt(at)) && isDigit(at) == digits) {
      at++;
    }
    if (at == start || at - start > LONGEST_PIECE) {
      return false;
    }
    pieces.add(text.substring(start, at).toUpperCase(Locale.ROOT));
    skipOrdinalEnding(start, digits);
    return true;
  }

  private void skipOrdinalEnding(int start, boolean digits) {
    int end = at + 2;
    if (digits && end <= text.length() && !Folding.isWordAt(text, end)) {
      String day = text.substring(start, end).toUpperCase(Locale.ROOT);
      at = HouseNumbers.isOrdinal(day) ? end : at;
    }
  }

  private boolean isDigit(int index) {
    return index < text.length() && Folding.isAsciiDigit(text.charAt(index));
  }

  private String standard() {
    String first = pieces.get(0);
    String second = pieces.get(1);
    String third = pieces.get(2);
    if (MONTHS.containsKey(first)) {
      return written(third, first, second);
    }
    return first.length() == 4 ? written(first, second, third) : written(third, second, first);
  }

  private static String written(String year, String month, String day) {
    boolean readable =
        (year.length() == 2 || year.length() == 4)
            && HouseNumbers.isNumber(year)
            && day.length() <= 2
            && HouseNumbers.isNumber(day);
    if (!readable) {
      return "";
    }
    int fullYear = DateStandardiser.fullYear(number(year), year.length());
    return DateStandardiser.written(fullYear, MONTHS.getOrDefault(month, 0), number(day));
  }

  private static int number(String digits) {
    return DateStandardiser.number(digits, 0, digits.length());
  }
}

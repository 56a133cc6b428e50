package io.linkgrid.clean;

import java.time.YearMonth;

/**
 * A date as {@code yyyy-mm-dd}. Read are year first ({@code 2017-09-05}, {@code 2017/9/5}, {@code
 * 20170905}), month first as in the United States ({@code 09/05/2017}, {@code 9-5-17}), day first
 * with points ({@code 5.9.2017}), and the English names of months ({@code 5 September 2017}, {@code
 * Sep 5, 2017}, {@code 05-SEP-17}), each with or without a time behind it. Two-digit years are 1970
 * to 2069. Days that no calendar has, and years before 1000, are no dates.
 */
final class DateStandardiser implements Standardiser {
  static final Standardiser INSTANCE = new DateStandardiser();

  private static final int COMPACT_LENGTH = 8;

  private DateStandardiser() {}

  @Override
  public String standardise(String raw) {
    String text = Folding.fold(raw).strip();
    int end = dateEnd(text);
    return isTime(text, end) ? date(text, end) : NamedMonthDate.read(text);
  }

  private static int dateEnd(String text) {
    int end = 0;
    while (end < text.length()
        && (Folding.isAsciiDigit(text.charAt(end)) || isSeparator(text.charAt(end)))) {
      end++;
    }
    return end;
  }

  private static boolean isSeparator(char c) {
    return c == '-' || c == '/' || c == '.';
  }

  /**
   * Tells whether nothing follows the date, or a blank or T and then only what times are made of.
   */
  static boolean isTime(String text, int from) {
    if (from == text.length()) {
      return true;
    }
    char first = text.charAt(from);
    if (first != ' ' && first != 'T' && first != 't') {
      return false;
    }
    for (int i = from + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Folding.isAsciiDigit(c) && " :.+-AaPpMmZz".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  private static String date(String text, int end) {
    int first = digitsEnd(text, 0, end);
    if (first == COMPACT_LENGTH && end == COMPACT_LENGTH) {
      return written(number(text, 0, 4), number(text, 4, 6), number(text, 6, 8));
    }
    int second = digitsEnd(text, first + 1, end);
    int third = digitsEnd(text, second + 1, end);
    if (third != end || text.charAt(first) != text.charAt(second)) {
      return "";
    }
    int secondLength = second - first - 1;
    int thirdLength = third - second - 1;
    if (!isShort(secondLength)) {
      return "";
    }
    if (first == 4 && isShort(thirdLength)) {
      return written(
          number(text, 0, first), number(text, first + 1, second), number(text, second + 1, third));
    }
    if (!isShort(first) || (thirdLength != 2 && thirdLength != 4)) {
      return "";
    }
    int year = fullYear(number(text, second + 1, third), thirdLength);
    int former = number(text, 0, first);
    int latter = number(text, first + 1, second);
    // Countries that write points put the day first; the American form has none.
    boolean dayFirst = text.charAt(first) == '.';
    return dayFirst ? written(year, latter, former) : written(year, former, latter);
  }

  /** Returns a year of the century that two digits most likely mean. */
  static int fullYear(int year, int digits) {
    return digits == 2 ? year + (year < 70 ? 2000 : 1900) : year;
  }

  private static boolean isShort(int length) {
    return length == 1 || length == 2;
  }

  /** Returns where the digits from an index end; an index behind the end is its own end. */
  private static int digitsEnd(String text, int from, int end) {
    int at = from;
    while (at < end && Folding.isAsciiDigit(text.charAt(at))) {
      at++;
    }
    return at;
  }

  static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = number * 10 + (text.charAt(i) - '0');
    }
    return number;
  }

  static String written(int year, int month, int day) {
    boolean real =
        year >= 1000
            && month >= 1
            && month <= 12
            && day >= 1
            && day <= YearMonth.of(year, month).lengthOfMonth();
    if (!real) {
      return "";
    }
    return year + (month < 10 ? "-0" : "-") + month + (day < 10 ? "-0" : "-") + day;
  }
}

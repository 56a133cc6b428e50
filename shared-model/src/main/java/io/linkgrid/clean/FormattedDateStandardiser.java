package io.linkgrid.clean;

import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * A date that is written in one known way, as {@code 2017-09-05}: the year of {@code yyyy} with at
 * most four digits, month and day of {@code MM} and {@code dd} with one or two, all else as it
 * stands, and blanks around it. Any other text, and a day that no calendar has, is no date.
 */
final class FormattedDateStandardiser implements Standardiser {
  private final String format;

  /**
   * @param format {@code yyyy}, {@code MM} and {@code dd}, each once, and other characters
   */
  FormattedDateStandardiser(String format) {
    this.format = format;
  }

  @Override
  public String standardise(String raw) {
    String text = raw.strip();
    int[] fields = new int[3];
    int at = 0;
    for (int i = 0; i < format.length(); ) {
      int field = "yMd".indexOf(format.charAt(i));
      if (field < 0) {
        if (at == text.length() || text.charAt(at) != format.charAt(i)) {
          return "";
        }
        at++;
        i++;
        continue;
      }
      int most = field == 0 ? 4 : 2;
      int start = at;
      while (at < text.length() && at - start < most && Folding.isAsciiDigit(text.charAt(at))) {
        fields[field] = 10 * fields[field] + text.charAt(at) - '0';
        at++;
      }
      if (at == start) {
        return "";
      }
      i += most;
    }
    return at == text.length() ? date(fields) : "";
  }

  private static String date(int[] fields) {
    try {
      return LocalDate.of(fields[0], fields[1], fields[2]).toString();
    } catch (DateTimeException e) {
      return "";
    }
  }
}

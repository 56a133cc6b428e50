package io.linkgrid.comparison;

import java.time.LocalDate;

/**
 * Dates as people get them wrong. 1: the same; 0.9: one slip in the eight digits, or day and month
 * changed places; 0.7: the same month, or at most 31 days apart; 0.5: the same year; else 0.
 */
final class DateComparator implements FieldComparator<DateComparator.Day> {
  private static final int NEAR_DAYS = 31;

  /** The digits of a date, also as a text, and its number among the days. */
  record Day(String digits, Text text, long number) {}

  @Override
  public Day prepare(String value) {
    String digits = value.replace("-", "");
    return new Day(digits, new Text(digits), LocalDate.parse(value).toEpochDay());
  }

  @Override
  public double similarity(Day left, Day right, double floor) {
    if (left.digits.equals(right.digits)) {
      return 1;
    }
    boolean sameYear = left.digits.regionMatches(0, right.digits, 0, 4);
    boolean swapped =
        sameYear
            && left.digits.regionMatches(4, right.digits, 6, 2)
            && left.digits.regionMatches(6, right.digits, 4, 2);
    if (swapped || isOneSlip(left.text, right.text)) {
      return 0.9;
    }
    boolean sameMonth = left.digits.regionMatches(0, right.digits, 0, 6);
    if (sameMonth || Math.abs(left.number - right.number) <= NEAR_DAYS) {
      return 0.7;
    }
    return sameYear ? 0.5 : 0;
  }

  private static boolean isOneSlip(Text left, Text right) {
    return left.fewestEdits(right) <= 1 && EditDistance.withSwaps(left, right) == 1;
  }
}

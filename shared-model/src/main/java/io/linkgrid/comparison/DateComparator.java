package io.linkgrid.comparison;

import java.time.LocalDate;

/**
 * Dates as people get them wrong. 1: the same; 0.9: one slip in the eight digits, or day and month
 * changed places; 0.7: the same month, or at most 31 days apart; 0.5: the same year; else 0.
 */
final class DateComparator implements FieldComparator<DateComparator.Day> {
  private static final int NEAR_DAYS = 31;

  /** The digits of a date, and its number among the days. */
  record Day(String digits, long number) {}

  @Override
  public Day prepare(String value) {
    return new Day(value.replace("-", ""), LocalDate.parse(value).toEpochDay());
  }

  @Override
  public double similarity(Day left, Day right) {
    if (left.digits.equals(right.digits)) {
      return 1;
    }
    boolean sameYear = left.digits.regionMatches(0, right.digits, 0, 4);
    boolean swapped =
        sameYear
            && left.digits.regionMatches(4, right.digits, 6, 2)
            && left.digits.regionMatches(6, right.digits, 4, 2);
    if (swapped || EditDistance.withSwaps(left.digits, right.digits) == 1) {
      return 0.9;
    }
    boolean sameMonth = left.digits.regionMatches(0, right.digits, 0, 6);
    if (sameMonth || Math.abs(left.number - right.number) <= NEAR_DAYS) {
      return 0.7;
    }
    return sameYear ? 0.5 : 0;
  }
}

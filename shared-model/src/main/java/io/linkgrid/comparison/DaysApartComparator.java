package io.linkgrid.comparison;

import java.time.LocalDate;

/** Dates: 1 on the same day, then 1 / (1 + days apart). */
final class DaysApartComparator implements FieldComparator<Long> {
  @Override
  public Long prepare(String value) {
    return LocalDate.parse(value).toEpochDay();
  }

  @Override
  public double similarity(Long left, Long right, double floor) {
    return 1.0 / (1 + Math.abs(left - right));
  }
}

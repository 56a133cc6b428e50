package io.linkgrid.comparison;

/** Numbers: 1 less their difference over the larger, at least 0. */
final class NumberComparator implements FieldComparator<Double> {
  @Override
  public Double prepare(String value) {
    return Double.valueOf(value);
  }

  @Override
  public double similarity(Double left, Double right, double floor) {
    double larger = Math.max(Math.abs(left), Math.abs(right));
    return larger == 0 ? 1 : Math.max(0, 1 - Math.abs(left - right) / larger);
  }
}

package io.linkgrid.report;

/**
 * Numbers with six decimals, the same on every machine and in every locale. {@link String#format}
 * would do, at ten times the price, which shows on ten million rows.
 */
final class Decimals {
  private static final double LARGEST = 1e9;
  private static final int DECIMALS = 6;
  private static final long SCALE = 1_000_000;

  private Decimals() {}

  /** Returns the number with six decimals; not-a-number, which stands for absence, is empty. */
  static String six(double value) {
    if (Double.isNaN(value)) {
      return "";
    }
    if (Math.abs(value) > LARGEST) {
      return Double.toString(value);
    }
    long scaled = Math.round(Math.abs(value) * SCALE);
    StringBuilder text = new StringBuilder(16);
    if (value < 0 && scaled != 0) {
      text.append('-');
    }
    text.append(scaled / SCALE).append('.');
    String fraction = Long.toString(scaled % SCALE);
    text.append("0".repeat(DECIMALS - fraction.length())).append(fraction);
    return text.toString();
  }
}

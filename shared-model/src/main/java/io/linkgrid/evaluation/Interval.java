package io.linkgrid.evaluation;

/**
 * Where a share lies with 95 % confidence.
 *
 * @param low from 0
 * @param high to 1, not below {@code low}
 */
public record Interval(double low, double high) {
  /** The two-sided 95 % quantile of the normal distribution. */
  private static final double Z = 1.959963984540054;

  /**
   * Returns the score interval of a share (Wilson 1927), which holds its confidence for few cases
   * and for shares near 0 and 1 too. Of nothing, the share may be anything.
   */
  public static Interval wilson(long part, long whole) {
    if (part < 0 || part > whole) {
      throw new IllegalArgumentException("A part is 0 to the whole, not " + part + " of " + whole);
    }
    if (whole == 0) {
      return new Interval(0, 1);
    }
    double n = whole;
    double share = part / n;
    double scale = 1 + Z * Z / n;
    double middle = (share + Z * Z / (2 * n)) / scale;
    double half = Z / scale * Math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n));
    // At 0 and 1 the bound is exact; rounding must not move it.
    return new Interval(
        part == 0 ? 0 : Math.max(0, middle - half), part == whole ? 1 : Math.min(1, middle + half));
  }
}

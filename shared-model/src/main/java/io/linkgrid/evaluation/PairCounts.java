package io.linkgrid.evaluation;

/**
 * Pairs that belong together, by what was said about them. Pairs that do not belong together and
 * were not linked are not counted: there are nearly always too many of them to say anything.
 *
 * @param truePositive pairs that belong together and were linked
 * @param falsePositive pairs that were linked and do not belong together
 * @param falseNegative pairs that belong together and were not linked
 */
public record PairCounts(long truePositive, long falsePositive, long falseNegative) {
  public PairCounts {
    if (truePositive < 0 || falsePositive < 0 || falseNegative < 0) {
      throw new IllegalArgumentException(
          "Counts of pairs start at 0, but found "
              + truePositive
              + ", "
              + falsePositive
              + " and "
              + falseNegative);
    }
  }

  /** Returns the share of linked pairs that belong together; 1 when nothing was linked. */
  public double precision() {
    return share(truePositive, truePositive + falsePositive);
  }

  /** Returns the share of pairs belonging together that were linked; 1 when there are none. */
  public double recall() {
    return share(truePositive, truePositive + falseNegative);
  }

  /**
   * Returns the harmonic mean of precision and recall; 1 when there was nothing to link and nothing
   * was linked.
   */
  public double f1() {
    // twice a number of pairs of int-many rows is still a long
    return share(2 * truePositive, 2 * truePositive + falsePositive + falseNegative);
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 1 : (double) part / whole;
  }
}

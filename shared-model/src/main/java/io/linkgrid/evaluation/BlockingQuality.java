package io.linkgrid.evaluation;

import java.util.List;

/**
 * What blocking lets through. Pairs are of different mentions: rows that are equal after cleaning
 * are one.
 *
 * @param truePairs pairs that belong together
 * @param sharing those of them that share a key, so that they are compared
 * @param candidatePairs pairs that share a key, whether they belong together or not
 * @param allPairs all the pairs that there are
 * @param dropped true pairs that share no key, the heaviest first, as many as were asked for
 */
public record BlockingQuality(
    long truePairs, long sharing, long candidatePairs, long allPairs, List<Dropped> dropped) {
  public BlockingQuality {
    dropped = List.copyOf(dropped);
  }

  /**
   * A true pair that is never compared.
   *
   * @param weight the match weight that it would have, prior included
   * @param left a row of the reference, or the one that comes first
   * @param right the record, or the one that comes later
   */
  public record Dropped(double weight, EvaluationReport.Row left, EvaluationReport.Row right) {}

  /** Returns the share of true pairs that are compared; 1 when there are none. */
  public double recall() {
    return truePairs == 0 ? 1 : (double) sharing / truePairs;
  }

  /** Returns the share of all pairs that need not be compared; 0 when there are none. */
  public double reductionRatio() {
    return allPairs == 0 ? 0 : 1 - (double) candidatePairs / allPairs;
  }

  /** Returns where the share of true pairs that are compared lies. */
  public Interval interval() {
    return Interval.wilson(sharing, truePairs);
  }
}

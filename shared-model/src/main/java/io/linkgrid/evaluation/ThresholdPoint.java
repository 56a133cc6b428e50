package io.linkgrid.evaluation;

import java.util.List;

/**
 * What would have been found if only links of at least this probability counted.
 *
 * @param threshold the smallest probability of a link
 * @param counts the pairs
 */
public record ThresholdPoint(double threshold, PairCounts counts) {
  /** The thresholds of a curve. */
  public static final List<Double> THRESHOLDS =
      List.of(0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999);
}

package io.linkgrid.comparison;

import java.util.function.IntConsumer;

/**
 * Many values of one attribute, side by side: equal ones are found, and of all others one at a time
 * is looked at, as cheaply as can be. Immutable to the eye; safe for any number of threads.
 */
interface ValueScan<P> {
  /** Gives the positions of all values whose similarity to this one is 1; others as well. */
  void findSame(P value, IntConsumer each);

  /** Returns a bound of the similarity of values that are not the same. */
  double mostIfDifferent();

  /**
   * Gives, of some values, every one whose similarity to this one may reach a threshold, with a
   * bound that the similarity does not exceed. Others may be given as well.
   *
   * @param at the positions of those that are looked at, each once
   * @param least the threshold of each, above 0
   * @param count how many of these count
   */
  void find(P value, int[] at, double[] least, int count, SimilarityIndex.Hits hits);
}

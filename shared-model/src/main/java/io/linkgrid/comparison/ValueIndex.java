package io.linkgrid.comparison;

/**
 * Many values of one attribute, laid out so that those alike to a given one are found without
 * comparing all. Immutable to the eye; safe for any number of threads.
 */
interface ValueIndex<P> {
  /**
   * Gives every value whose similarity to this one may reach a threshold, each at most once, with a
   * bound that the similarity does not exceed. Others may be given as well.
   *
   * @param least the threshold, above 0
   */
  void find(P value, double least, SimilarityIndex.Hits hits);
}

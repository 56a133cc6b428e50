package io.linkgrid.spec;

import java.util.List;

/**
 * What is known about how records of one data set differ: set by hand in a spec, or learnt from the
 * data. Weights are log2 of m over u (Fellegi and Sunter 1969): m is the share of matching pairs, u
 * that of the others, in which a comparison reaches a level.
 *
 * @param priorWeight log2 of the odds that a record and a random entity of the reference match
 * @param comparisons for each comparison of the spec, in its order
 * @param terms for each attribute of the spec, in its order, how often its values and words occur;
 *     empty tables where that does not matter
 */
public record LinkModel(
    double priorWeight, List<ComparisonWeights> comparisons, List<TermTable> terms) {
  public LinkModel {
    comparisons = List.copyOf(comparisons);
    terms = List.copyOf(terms);
  }
}

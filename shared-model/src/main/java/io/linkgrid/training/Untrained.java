package io.linkgrid.training;

import io.linkgrid.spec.ComparisonWeights;
import io.linkgrid.spec.LinkModel;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.TermTable;
import java.util.ArrayList;
import java.util.List;

/** A spec whose values were counted and whose weights are still to be learnt. */
public final class Untrained {
  private Untrained() {}

  /**
   * Returns the spec with its counts: what blocking and comparators need, and how much rare values
   * add. All weights are 0.
   *
   * @param terms how often values occur, for each attribute
   */
  public static LinkSpec counted(LinkSpec spec, List<TermTable> terms) {
    List<ComparisonWeights> weights = new ArrayList<>();
    spec.comparisons()
        .forEach(
            comparison ->
                weights.add(
                    new ComparisonWeights(
                        List.of(),
                        new double[][] {new double[comparison.levels().size()]},
                        new double[0],
                        new double[0],
                        commonness(spec, comparison.attribute(), terms))));
    return spec.with(new LinkModel(0, weights, terms));
  }

  /**
   * How many others share the value of a random record; 0 where it does not matter, since no value
   * occurs twice or since it is a matter of other values: how many share a zip says nothing about
   * two who share the street address.
   */
  static double commonness(LinkSpec spec, int attribute, List<TermTable> terms) {
    TermTable table = terms.get(attribute);
    return table.values().isEmpty() || !spec.attributes().get(attribute).type().isCountedByValue()
        ? 0
        : table.othersOnAverage();
  }
}

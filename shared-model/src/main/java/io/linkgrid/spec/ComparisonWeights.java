package io.linkgrid.spec;

import java.util.Arrays;
import java.util.List;

/**
 * The match weights of one comparison.
 *
 * @param given the comparisons, by position in the spec, on whose levels the weights depend, since
 *     among pairs that do not match they go together: who shares a street address shares a zip.
 *     Each of them comes before this one in {@link LinkSpec#inOrderOfCost}
 * @param weights the weight of each level, for each combination of the levels of {@code given}: the
 *     row is {@code sum of (level + 1) * product of (levels + 1) of those before it}, where an
 *     absent value is level -1
 * @param m the share of matching pairs at each level, or empty when set by hand
 * @param u the share of other pairs at each level, or empty when set by hand
 * @param commonness how many others share the value of a random record; a value that more share
 *     weighs less at level 0, by log2 of the ratio. 0 when frequencies do not matter
 */
public record ComparisonWeights(
    List<Integer> given, double[][] weights, double[] m, double[] u, double commonness) {
  public ComparisonWeights {
    given = List.copyOf(given);
  }

  /** Returns weights that depend on nothing else and were set by hand. */
  public static ComparisonWeights fixed(double... weights) {
    return new ComparisonWeights(
        List.of(), new double[][] {weights}, new double[0], new double[0], 0);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ComparisonWeights that
        && given.equals(that.given)
        && Arrays.deepEquals(weights, that.weights)
        && Arrays.equals(m, that.m)
        && Arrays.equals(u, that.u)
        && commonness == that.commonness;
  }

  @Override
  public int hashCode() {
    return 31 * given.hashCode() + Arrays.deepHashCode(weights);
  }

  @Override
  public String toString() {
    return "given " + given + ": " + Arrays.deepToString(weights);
  }
}

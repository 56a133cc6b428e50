package io.linkgrid.bench;

import java.util.Arrays;
import java.util.Collection;

/**
 * Several measurements of the same thing. Public for the comparison with others, which is no part
 * of the distribution.
 *
 * @param median the one in the middle; of an even number, the mean of the two in the middle
 * @param min the least
 * @param max the most
 */
public record Spread(double median, double min, double max) {
  /** Sums measurements up, of which there must be one at least. */
  public static Spread of(Collection<Double> measurements) {
    double[] sorted = measurements.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    if (sorted.length == 0) {
      throw new IllegalArgumentException("Nothing was measured");
    }
    if (Arrays.stream(sorted).anyMatch(Double::isNaN)) {
      throw new IllegalArgumentException("A measurement is a number: " + measurements);
    }
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(median, sorted[0], sorted[sorted.length - 1]);
  }
}

package io.linkgrid.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * Links of about the same probability: are as many of them right as the probability says?
 *
 * @param from the smallest probability, 0 to 1
 * @param to the probability below which the band ends; the last band takes 1 too
 * @param links how many links there are
 * @param right how many of them are right
 * @param expected the mean of their probabilities; 0 without a link
 */
public record Reliability(double from, double to, long links, long right, double expected) {
  private static final double[] EDGES = {0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.99, 1};

  /** Returns the share of right links; 0 without a link. */
  public double share() {
    return links == 0 ? 0 : (double) right / links;
  }

  /** Returns where the share of right links lies. */
  public Interval interval() {
    return Interval.wilson(right, links);
  }

  /** Returns the bands in which there are links, in order. */
  public static List<Reliability> of(List<Judged> rows) {
    int bands = EDGES.length - 1;
    long[] links = new long[bands];
    long[] right = new long[bands];
    double[] sum = new double[bands];
    for (Judged row : rows) {
      if (row.kind() == Judged.Kind.LINK) {
        int band = bands - 1;
        while (band > 0 && row.probability() < EDGES[band]) {
          band--;
        }
        links[band]++;
        right[band] += row.outcome() == Outcome.RIGHT ? 1 : 0;
        sum[band] += row.probability();
      }
    }
    List<Reliability> result = new ArrayList<>();
    for (int band = 0; band < bands; band++) {
      if (links[band] > 0) {
        result.add(
            new Reliability(
                EDGES[band], EDGES[band + 1], links[band], right[band], sum[band] / links[band]));
      }
    }
    return result;
  }
}

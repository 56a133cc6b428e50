package io.linkgrid.scoring;

import io.linkgrid.comparison.MentionComparison;
import io.linkgrid.comparison.PreparedMention;
import io.linkgrid.spec.AttributeType;
import io.linkgrid.spec.ComparisonSpec;
import io.linkgrid.spec.LinkSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Gives a candidate pair its match weight: the prior and, for each comparison, the weight of the
 * level reached, all in log2 (Fellegi and Sunter 1969). Immutable; safe for any number of threads.
 */
public final class PairScorer {
  /** What {@link #weight} returns for a pair that cannot reach the floor. */
  public static final double BELOW_FLOOR = Double.NEGATIVE_INFINITY;

  /** Sums in different orders differ in their last bits: a bound must never be below its weight. */
  private static final double ROUNDING = 1e-9;

  private final MentionComparison comparison;
  private final double prior;
  private final double[][] weights;

  /** The comparisons, cheap and telling ones first. */
  private final int[] order;

  /** The most that the comparisons from a place in the order on can add. */
  private final double[] bestRest;

  /** Scores by the weights of a spec. */
  public PairScorer(LinkSpec spec, MentionComparison comparison) {
    this.comparison = comparison;
    this.prior = spec.priorWeight();
    List<ComparisonSpec> comparisons = spec.comparisons();
    weights =
        comparisons.stream()
            .map(c -> c.levels().stream().mapToDouble(ComparisonSpec.Level::weight).toArray())
            .toArray(double[][]::new);
    List<Integer> cheapFirst = new ArrayList<>();
    for (int i = 0; i < comparisons.size(); i++) {
      cheapFirst.add(i);
    }
    cheapFirst.sort(
        Comparator.comparingInt(
            i -> cost(spec.attributes().get(comparisons.get(i).attribute()).type())));
    order = cheapFirst.stream().mapToInt(Integer::intValue).toArray();
    bestRest = new double[order.length + 1];
    bestRest[order.length] = ROUNDING;
    for (int i = order.length - 1; i >= 0; i--) {
      double best = 0;
      for (double weight : weights[order[i]]) {
        best = Math.max(best, weight);
      }
      bestRest[i] = bestRest[i + 1] + best;
    }
  }

  private static int cost(AttributeType type) {
    return switch (type) {
      case US_ZIP, DATE, CATEGORY, NUMBER, POSTCODE -> 0;
      case COORDINATES -> 1;
      case US_PHONE, PHONE, CODE, EMAIL -> 2;
      case US_ADDRESS, PERSON_NAME -> 3;
      case TEXT, ADDRESS, PERSON_NAMES -> 4;
      case BUSINESS_NAME -> 5;
    };
  }

  /**
   * Returns the match weight of a pair, or {@link #BELOW_FLOOR} when it is below the floor. The
   * floor only saves work: a pair at or above it gets the same bits whatever the floor.
   */
  public double weight(PreparedMention left, PreparedMention right, double floor) {
    double sum = prior;
    for (int i = 0; i < order.length; i++) {
      if (sum + bestRest[i] < floor) {
        return BELOW_FLOOR;
      }
      int level = comparison.level(order[i], left, right);
      if (level != MentionComparison.ABSENT) {
        sum += weights[order[i]][level];
      }
    }
    return sum < floor ? BELOW_FLOOR : sum;
  }

  /** Returns the odds that a weight stands for. */
  static double odds(double weight) {
    return StrictMath.pow(2, weight);
  }

  /**
   * Returns the smallest weight whose probability is at least this one, which is below 1: who
   * compares weights with it decides as who compares probabilities, also at the threshold itself.
   */
  public static double weight(double probability) {
    double near = StrictMath.log(probability / (1 - probability)) / StrictMath.log(2);
    double below = near - ROUNDING;
    double reached = near + ROUNDING;
    for (double middle = near; below < middle && middle < reached; ) {
      if (probability(middle) >= probability) {
        reached = middle;
      } else {
        below = middle;
      }
      middle = below + (reached - below) / 2;
    }
    return reached;
  }

  /** Returns the probability that a single pair of this weight matches. */
  public static double probability(double weight) {
    double odds = odds(weight);
    return Double.isInfinite(odds) ? 1 : odds / (1 + odds);
  }
}

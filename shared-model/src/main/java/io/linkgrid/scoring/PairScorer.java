package io.linkgrid.scoring;

import io.linkgrid.comparison.MentionComparison;
import io.linkgrid.comparison.PreparedMention;
import io.linkgrid.spec.ComparisonWeights;
import io.linkgrid.spec.LinkModel;
import io.linkgrid.spec.LinkSpec;
import java.util.ArrayList;
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

  /** The weights of each comparison, a row for each combination of the levels it depends on. */
  private final double[][][] weights;

  /** The comparisons on whose levels the weights of each depend, and how many levels they have. */
  private final int[][] given;

  private final int[] levels;

  /** The comparisons, cheap ones first. */
  private final int[] order;

  /** The most that the comparisons from a place in the order on can add. */
  private final double[] bestRest;

  /**
   * Scores by the model of a spec.
   *
   * @throws IllegalArgumentException if the spec has no model yet
   */
  public PairScorer(LinkSpec spec, MentionComparison comparison) {
    LinkModel model =
        spec.model()
            .orElseThrow(() -> new IllegalArgumentException("The model is still to be learnt"));
    this.comparison = comparison;
    prior = model.priorWeight();
    int count = spec.comparisons().size();
    weights = new double[count][][];
    given = new int[count][];
    levels = new int[count];
    for (int i = 0; i < count; i++) {
      ComparisonWeights of = model.comparisons().get(i);
      weights[i] = of.weights();
      given[i] = of.given().stream().mapToInt(Integer::intValue).toArray();
      levels[i] = spec.comparisons().get(i).levels().size();
    }
    order = spec.inOrderOfCost().stream().mapToInt(Integer::intValue).toArray();
    bestRest = new double[order.length + 1];
    bestRest[order.length] = ROUNDING;
    for (int i = order.length - 1; i >= 0; i--) {
      bestRest[i] = bestRest[i + 1] + most(order[i]);
    }
  }

  private double most(int of) {
    double rarity = comparison.largestRarity(of);
    double best = 0;
    for (double[] row : weights[of]) {
      for (int level = 0; level < row.length; level++) {
        best = Math.max(best, row[level] + (level == 0 ? rarity : 0));
      }
    }
    return best;
  }

  /**
   * Returns the match weight of a pair, or {@link #BELOW_FLOOR} when it is below the floor. The
   * floor only saves work: a pair at or above it gets the same bits whatever the floor.
   */
  public double weight(PreparedMention left, PreparedMention right, double floor) {
    double sum = prior;
    // The levels found so far, as in a pattern.
    long found = 0;
    for (int i = 0; i < order.length; i++) {
      if (sum + bestRest[i] < floor) {
        return BELOW_FLOOR;
      }
      int of = order[i];
      int level = comparison.level(of, left, right);
      if (level != MentionComparison.ABSENT) {
        sum += weights[of][row(of, found)][level];
        if (level == 0) {
          sum += comparison.rarity(of, left, right);
        }
        found |= MentionComparison.inPattern(of, level);
      }
    }
    return sum < floor ? BELOW_FLOOR : sum;
  }

  /** The row of weights that the levels found so far choose. */
  private int row(int of, long found) {
    int row = 0;
    int width = 1;
    for (int other : given[of]) {
      row += width * (MentionComparison.level(found, other) + 1);
      width *= levels[other] + 1;
    }
    return row;
  }

  /**
   * What one comparison says about a pair.
   *
   * @param comparison its position in the spec
   * @param level the level reached, or {@link MentionComparison#ABSENT}
   * @param weight what the level adds
   * @param rarity what it adds that just this value is shared
   */
  public record Part(int comparison, int level, double weight, double rarity) {}

  /** Returns what adds up to the weight of a pair beside the prior, in the order of adding. */
  public List<Part> parts(PreparedMention left, PreparedMention right) {
    List<Part> parts = new ArrayList<>();
    long found = 0;
    for (int of : order) {
      int level = comparison.level(of, left, right);
      if (level == MentionComparison.ABSENT) {
        parts.add(new Part(of, level, 0, 0));
        continue;
      }
      double rarity = level == 0 ? comparison.rarity(of, left, right) : 0;
      parts.add(new Part(of, level, weights[of][row(of, found)][level], rarity));
      found |= MentionComparison.inPattern(of, level);
    }
    return parts;
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

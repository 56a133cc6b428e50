package io.linkgrid.scoring;

import io.linkgrid.comparison.MentionComparison;
import io.linkgrid.comparison.Outlines;
import io.linkgrid.comparison.PreparedMention;
import io.linkgrid.spec.ComparisonWeights;
import io.linkgrid.spec.LinkModel;
import io.linkgrid.spec.LinkSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Gives a candidate pair its match weight: the prior and, for each comparison, the weight of the
 * level reached, all in log2 (Fellegi and Sunter 1969). Immutable; safe for any number of threads.
 */
public final class PairScorer {
  /** What {@link #weight} returns for a pair that cannot reach the floor. */
  public static final double BELOW_FLOOR = Double.NEGATIVE_INFINITY;

  /** Sums in different orders differ in their last bits: a bound must never be below its weight. */
  private static final double ROUNDING = 1e-9;

  /** In place of a level that may be any one, or {@link MentionComparison#ABSENT}. */
  static final int UNKNOWN = -2;

  private static final Outlines NO_OUTLINES = Outlines.of(List.of());

  private final MentionComparison comparison;
  private final double prior;

  /** The weights of each comparison, a row for each combination of the levels it depends on. */
  private final double[][][] weights;

  /** The comparisons on whose levels the weights of each depend, and how many levels they have. */
  private final int[][] given;

  private final int[] levels;

  /** The comparisons, cheap ones first. */
  private final int[] order;

  /** The most that each comparison can add for a rare value. */
  private final double[] largestRarity;

  private final double[][] bestFrom;

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
    largestRarity = IntStream.range(0, count).mapToDouble(comparison::largestRarity).toArray();
    int[] nothing = nothingKnown();
    bestFrom =
        IntStream.range(0, count).mapToObj(c -> bestFrom(c, nothing)).toArray(double[][]::new);
    bestRest = new double[order.length + 1];
    bestRest[order.length] = ROUNDING;
    for (int i = order.length - 1; i >= 0; i--) {
      bestRest[i] = bestRest[i + 1] + Math.max(0, bestFrom[order[i]][0]);
    }
  }

  /** The most that a comparison can add at each level or a later one, by what is known. */
  private double[] bestFrom(int of, int[] known) {
    double[] best = new double[levels[of]];
    double soFar = Double.NEGATIVE_INFINITY;
    for (int level = best.length - 1; level >= 0; level--) {
      for (int row = 0; row < weights[of].length; row++) {
        if (mayBe(of, row, known)) {
          double weight = weights[of][row][level];
          soFar = Math.max(soFar, weight + (level == 0 ? largestRarity[of] : 0));
        }
      }
      best[level] = soFar;
    }
    return best;
  }

  /** Returns whether a row of weights is of levels that agree with those known. */
  private boolean mayBe(int of, int row, int[] known) {
    int rest = row;
    for (int other : given[of]) {
      int level = rest % (levels[other] + 1) - 1;
      if (known[other] != UNKNOWN && known[other] != level) {
        return false;
      }
      rest /= levels[other] + 1;
    }
    return true;
  }

  /** Returns for each comparison {@link #UNKNOWN}. */
  int[] nothingKnown() {
    int[] known = new int[levels.length];
    Arrays.fill(known, UNKNOWN);
    return known;
  }

  /**
   * Returns the match weight of a pair, or {@link #BELOW_FLOOR} when it is below the floor. The
   * floor only saves work: a pair at or above it gets the same bits whatever the floor.
   */
  public double weight(PreparedMention left, PreparedMention right, double floor) {
    return weight(left, right, floor, NO_OUTLINES, 0, NO_OUTLINES, 0);
  }

  /**
   * Returns the same. Outlines only save work as well.
   *
   * @param outlines among which the mention on the left has the position {@code one}
   * @param others among which the mention on the right has the position {@code other}
   */
  public double weight(
      PreparedMention left,
      PreparedMention right,
      double floor,
      Outlines outlines,
      int one,
      Outlines others,
      int other) {
    double sum = prior;
    // The levels found so far, as in a pattern.
    long found = 0;
    for (int i = 0; i < order.length; i++) {
      if (sum + bestRest[i] < floor) {
        return BELOW_FLOOR;
      }
      int of = order[i];
      double[] row = weights[of][row(of, found)];
      int last = lastThatMatters(row, of, floor - sum - bestRest[i + 1]);
      int level =
          outlines == NO_OUTLINES
              ? comparison.level(of, left, right, last)
              : comparison.level(of, left, right, last, outlines, one, others, other);
      if (level == MentionComparison.BEYOND) {
        return BELOW_FLOOR;
      }
      if (level != MentionComparison.ABSENT) {
        sum += row[level];
        if (level == 0) {
          sum += comparison.rarity(of, left, right);
        }
        found |= MentionComparison.inPattern(of, level);
      }
    }
    return sum < floor ? BELOW_FLOOR : sum;
  }

  /**
   * Returns whether a pair may reach the floor, as far as outlines can tell. Where not, {@link
   * #weight} is {@link #BELOW_FLOOR}.
   *
   * @param one the position of one mention among the outlines on the left
   * @param other the position of the other among those on the right
   */
  public boolean mayReach(double floor, Outlines left, int one, Outlines right, int other) {
    double most = prior;
    for (int i = 0; i < order.length; i++) {
      int level = comparison.mostAlike(order[i], left, one, right, other);
      double best = level == MentionComparison.ABSENT ? 0 : bestFrom[order[i]][level];
      most += comparison.isByConditions(order[i]) ? Math.max(0, best) : best;
      if (most + bestRest[i + 1] < floor) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether the weights of another comparison depend on the level of one. */
  boolean isCondition(int one) {
    return Arrays.stream(given).anyMatch(others -> Arrays.stream(others).anyMatch(o -> o == one));
  }

  int levels(int of) {
    return levels[of];
  }

  /**
   * Returns bounds of what comparisons add to a weight.
   *
   * @param known for each comparison its level, {@link MentionComparison#ABSENT}, or {@link
   *     #UNKNOWN}
   */
  Bounds bounds(int[] known) {
    return new Bounds(known);
  }

  /** Bounds of what the comparisons add to a weight, by what is known of the levels of a pair. */
  final class Bounds {
    private final int[] known;
    private final double[][] best;

    private Bounds(int[] known) {
      this.known = known.clone();
      best = IntStream.range(0, levels.length).mapToObj(this::best).toArray(double[][]::new);
    }

    private double[] best(int of) {
      return bestFrom(of, known);
    }

    double prior() {
      return prior + ROUNDING;
    }

    /** The most that a comparison adds at a level or one behind it. */
    double from(int of, int level) {
      double most = level == MentionComparison.ABSENT ? 0 : best[of][level];
      return comparison.isByConditions(of) ? Math.max(0, most) : most;
    }

    /** The most that a comparison adds at the levels behind one, or at the level that is known. */
    double behind(int of, int level) {
      return from(of, known[of] == UNKNOWN ? level + 1 : known[of]);
    }
  }

  /**
   * Returns a search among mentions for those that may reach a floor with a probe, or null where it
   * would not save work. It is worth its making from some dozens of mentions on.
   */
  public @Nullable CandidateSearch search(double floor, List<PreparedMention> mentions) {
    return CandidateSearch.among(mentions, comparison, this, floor);
  }

  /** The last level with which the sum can still reach the floor, or -1. */
  private int lastThatMatters(double[] row, int of, double needed) {
    int last = row.length - 1;
    while (last >= 0 && row[last] + (last == 0 ? largestRarity[of] : 0) < needed) {
      last--;
    }
    return last;
  }

  /** The row of weights that the levels found so far choose. */
  private int row(int of, long found) {
    if (given[of].length == 0) {
      return 0;
    }
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
  public static double odds(double weight) {
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

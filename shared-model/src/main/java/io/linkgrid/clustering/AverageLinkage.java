package io.linkgrid.clustering;

import java.util.Arrays;

/**
 * Cuts a component into clusters that hold together as a whole: agglomeration by average linkage
 * (Sokal and Michener 1958). From single mentions on, the two clusters whose pairs of rows across
 * are most alike on average are united, until no mean reaches the threshold. So one pair that is
 * alike by chance does not chain two entities together when the other pairs between them speak
 * against it, and a misspelling that one row has does not weigh as much as the spelling that twenty
 * have. Of two mentions the pair alone decides, as it does without cutting.
 *
 * <p>How alike two are counts in steps of 2<sup>-20</sup>, a millionth. So sums are exact up to
 * thousands of millions, and equal means are equal in whatever order they came about. Stateless.
 */
public final class AverageLinkage {
  private static final double STEPS = 1 << 20;

  private AverageLinkage() {}

  /** Says how alike two mentions are, by their positions. */
  @FunctionalInterface
  public interface Likeness {
    /**
     * Returns a number that is larger for those more alike, such as a probability, the smaller
     * position first; negative infinity keeps the two apart whatever the others say.
     */
    double of(int one, int other);
  }

  /**
   * Returns for each mention the smallest position in its cluster. Every pair is asked about once;
   * the cost is the square of the size, as a rule. Equal means are united in the order of
   * positions.
   *
   * @param rows how many rows say each mention, at least 1
   * @param atLeast the smallest mean with which two clusters are one
   */
  public static int[] cut(long[] rows, double atLeast, Likeness alike) {
    int size = rows.length;
    double[][] sums = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = i + 1; j < size; j++) {
        sums[i][j] = inSteps(alike.of(i, j)) * ((double) rows[i] * rows[j]);
        sums[j][i] = sums[i][j];
      }
    }
    return new Agglomeration(sums, rows, inSteps(atLeast)).clusters();
  }

  private static double inSteps(double alike) {
    return Math.rint(alike * STEPS) / STEPS;
  }

  /** The clusters so far, each at the smallest position in it. */
  private static final class Agglomeration {
    private static final int NONE = -1;

    private final double[][] sums;
    private final double atLeast;
    private final int[] cluster;
    private final long[] sizes;

    /** Of each cluster the one after it with the highest mean, or none that reaches. */
    private final int[] nearest;

    Agglomeration(double[][] sums, long[] rows, double atLeast) {
      this.sums = sums;
      this.atLeast = atLeast;
      cluster = new int[sums.length];
      sizes = rows.clone();
      nearest = new int[sums.length];
      Arrays.setAll(cluster, i -> i);
      for (int i = 0; i < sums.length; i++) {
        nearest[i] = nearest(i);
      }
    }

    int[] clusters() {
      for (int one = best(); one != NONE; one = best()) {
        unite(one, nearest[one]);
      }
      return cluster;
    }

    private int best() {
      int best = NONE;
      for (int i = 0; i < cluster.length; i++) {
        if (stands(i)
            && nearest[i] != NONE
            && (best == NONE || mean(i, nearest[i]) > mean(best, nearest[best]))) {
          best = i;
        }
      }
      return best;
    }

    private int nearest(int one) {
      int nearest = NONE;
      for (int other = one + 1; other < cluster.length; other++) {
        if (stands(other)
            && reaches(one, other)
            && (nearest == NONE || mean(one, other) > mean(one, nearest))) {
          nearest = other;
        }
      }
      return nearest;
    }

    private void unite(int one, int other) {
      for (int i = 0; i < cluster.length; i++) {
        if (cluster[i] == other) {
          cluster[i] = one;
        }
        if (stands(i) && i != one) {
          sums[one][i] += sums[other][i];
          sums[i][one] = sums[one][i];
        }
      }
      sizes[one] += sizes[other];
      for (int i = 0; i < other; i++) {
        if (stands(i) && (i == one || nearest[i] == one || nearest[i] == other)) {
          nearest[i] = nearest(i);
        } else if (stands(i) && i < one && isNearer(i, one)) {
          nearest[i] = one;
        }
      }
    }

    private boolean isNearer(int i, int other) {
      if (!reaches(i, other)) {
        return false;
      }
      double mean = mean(i, other);
      double now = nearest[i] == NONE ? Double.NEGATIVE_INFINITY : mean(i, nearest[i]);
      return mean > now || (mean == now && other < nearest[i]);
    }

    private boolean stands(int i) {
      return cluster[i] == i;
    }

    private boolean reaches(int one, int other) {
      return sums[one][other] >= atLeast * pairs(one, other);
    }

    private double mean(int one, int other) {
      return sums[one][other] / pairs(one, other);
    }

    private double pairs(int one, int other) {
      return (double) sizes[one] * sizes[other];
    }
  }
}

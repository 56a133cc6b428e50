package io.linkgrid.scoring;

import io.linkgrid.comparison.MentionComparison;
import io.linkgrid.comparison.SimilarityIndex;
import org.jspecify.annotations.Nullable;

/**
 * Down to which level each comparison is searched for, and what it may add to a weight where
 * nothing was found: the fewer levels, the fewer mentions are found. Immutable; safe for any number
 * of threads.
 */
final class SearchPlan {
  /** A similarity that nobody has. */
  static final double NEVER = 2;

  private static final int NOT_SEARCHED = -1;

  private final MentionComparison comparison;
  private final PairScorer.Bounds bounds;
  private final @Nullable SimilarityIndex[] indexes;

  /** Which comparisons are of values that nearly all have. */
  private final int common;

  /** The last level that is searched for, by comparison. */
  private final int[] searched;

  /** The most that each comparison adds behind that level. */
  private final double[] behind;

  /**
   * How much more it may add to those who have not the same value and were not looked at, where it
   * looks at each.
   */
  private final double[] open;

  /**
   * Chooses the levels.
   *
   * @param indexes of each comparison, or null where there is none
   * @param known the level of each comparison that all pairs have, or {@link PairScorer#UNKNOWN}
   * @param common which comparisons are of values that nearly all have; what fewer have is taken
   *     for absent where that lifts a weight
   */
  SearchPlan(
      MentionComparison comparison,
      PairScorer scorer,
      double floor,
      @Nullable SimilarityIndex[] indexes,
      int[] known,
      int common) {
    this.comparison = comparison;
    bounds = scorer.bounds(known);
    this.indexes = indexes;
    this.common = common;
    searched = new int[indexes.length];
    behind = new double[indexes.length];
    open = new double[indexes.length];
    for (int c = 0; c < searched.length; c++) {
      boolean isSearched = indexes[c] != null && known[c] == PairScorer.UNKNOWN;
      searched[c] = isSearched ? scorer.levels(c) - 2 : NOT_SEARCHED;
      update(c);
    }
    relax(floor);
  }

  private void update(int c) {
    SimilarityIndex index = indexes[c];
    behind[c] = bounds.behind(c, searched[c]);
    open[c] =
        index == null || searched[c] < 0 || !index.looksAtEach()
            ? 0
            : Math.max(
                0, bounds.from(c, comparison.levelOf(c, index.mostIfDifferent())) - behind[c]);
  }

  /**
   * Where whoever shares no value may reach the floor by a comparison that looks at each, all are
   * looked at, and the fewer come close the better. Else those alone are looked at whom another
   * comparison finds: then a look is cheap, and tells whether the values are unlike.
   */
  private void relax(double floor) {
    boolean isLooking = unlooked() >= floor;
    boolean isRelaxed = true;
    while (isRelaxed) {
      isRelaxed = false;
      for (int c = 0; c < searched.length; c++) {
        if (searched[c] < 1) {
          continue;
        }
        searched[c]--;
        update(c);
        if (unseen() < floor && (isLooking || (unlooked() < floor && isUnlike(c)))) {
          isRelaxed = true;
        } else {
          searched[c]++;
          update(c);
        }
      }
    }
  }

  private boolean isUnlike(int c) {
    SimilarityIndex index = indexes[c];
    return index == null || !index.looksAtEach() || behind[c] < 0;
  }

  /** The most that a mention weighs that has what is common and that nothing finds. */
  double unseen() {
    double sum = bounds.prior();
    for (int c = 0; c < searched.length; c++) {
      sum += (common >> c & 1) == 0 ? Math.max(0, behind[c]) : behind[c];
    }
    return sum;
  }

  /** The same if nobody is looked at whom no other comparison finds. */
  private double unlooked() {
    double sum = unseen();
    for (double more : open) {
      sum += more;
    }
    return sum;
  }

  boolean isSearched(int c) {
    return searched[c] != NOT_SEARCHED;
  }

  /** Returns the similarity down to which a comparison is searched for. */
  double least(int c) {
    return comparison.atLeast(c, searched[c]);
  }

  /**
   * Returns the similarity from which on a comparison that looks at each adds so much; above 1
   * where it cannot add so much to those who have another value.
   */
  double least(int c, double needed) {
    if (needed > open[c]) {
      return NEVER;
    }
    int level = searched[c];
    while (bounds.from(c, level) - behind[c] < needed) {
      level--;
    }
    return comparison.atLeast(c, level);
  }

  double prior() {
    return bounds.prior();
  }

  double behind(int c) {
    return behind[c];
  }

  double open(int c) {
    return open[c];
  }

  /** Returns how much more a comparison adds, at most, than behind what is searched for. */
  double beyond(int c, double alike) {
    return bounds.from(c, comparison.levelOf(c, alike)) - behind[c];
  }
}

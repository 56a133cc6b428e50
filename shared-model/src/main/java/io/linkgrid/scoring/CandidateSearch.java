package io.linkgrid.scoring;

import io.linkgrid.comparison.MentionComparison;
import io.linkgrid.comparison.PreparedMention;
import io.linkgrid.comparison.SimilarityIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds, in a large group of mentions, those whose match weight with a probe may reach a floor,
 * without a look at each of them. For each comparison with an index, a level is chosen: who is more
 * alike is found by the index; of who is not found it is known that the comparison adds at most the
 * best weight of the levels behind. So the weight of a pair is at most the sum of these bounds, and
 * whoever is not found by any index and stays below the floor with them cannot reach it. Safe for
 * any number of threads.
 */
public final class CandidateSearch {
  private static final int NOT_SEARCHED = -1;

  /** Presence is the bits of a word. */
  private static final int MOST_COMPARISONS = 30;

  /** What so many have not is taken for absent when levels are chosen. */
  private static final double COMMON = 0.9;

  private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

  private final MentionComparison comparison;
  private final PairScorer.Bounds bounds;
  private final double floor;
  private final @Nullable SimilarityIndex[] indexes;

  /** The last level that is searched for, by comparison. */
  private final int[] searched;

  /** Which values each mention has, as a position among the distinct ones. */
  private final short[] presenceOf;

  private final int[] presences;

  /** Sums by position, all zero between searches, and the positions that have one. */
  private static final class Scratch {
    private double[] sums = new double[0];
    private int[] touched = new int[0];
    private int count;

    void room(int size) {
      if (sums.length < size) {
        sums = new double[size];
        touched = new int[size];
      }
    }

    void add(int position, double more) {
      if (sums[position] == 0) {
        touched[count++] = position;
      }
      sums[position] += more;
    }
  }

  private CandidateSearch(
      MentionComparison comparison,
      PairScorer.Bounds bounds,
      double floor,
      @Nullable SimilarityIndex[] indexes,
      int[] searched,
      short[] presenceOf,
      int[] presences) {
    this.comparison = comparison;
    this.bounds = bounds;
    this.floor = floor;
    this.indexes = indexes;
    this.searched = searched;
    this.presenceOf = presenceOf;
    this.presences = presences;
  }

  /** Returns a search among mentions, or null where most of them would be found anyway. */
  static @Nullable CandidateSearch among(
      List<PreparedMention> mentions,
      MentionComparison comparison,
      PairScorer.Bounds bounds,
      double floor) {
    int count = comparison.size();
    if (count > MOST_COMPARISONS) {
      return null;
    }
    List<Integer> presences = new ArrayList<>();
    short[] presenceOf = new short[mentions.size()];
    int[] have = new int[count];
    for (int i = 0; i < presenceOf.length; i++) {
      int presence = presence(comparison, mentions.get(i));
      int known = presences.indexOf(presence);
      if (known < 0) {
        known = presences.size();
        presences.add(presence);
        if (known > Short.MAX_VALUE) {
          return null;
        }
      }
      presenceOf[i] = (short) known;
      for (int c = 0; c < count; c++) {
        have[c] += presence >> c & 1;
      }
    }
    int common = 0;
    for (int c = 0; c < count; c++) {
      common |= have[c] >= COMMON * mentions.size() ? 1 << c : 0;
    }
    @Nullable SimilarityIndex[] indexes = new @Nullable SimilarityIndex[count];
    int[] searched = new int[count];
    double rest = bounds.prior();
    for (int c = 0; c < count; c++) {
      indexes[c] = bounds.levels(c) < 2 ? null : comparison.index(c, mentions);
      SimilarityIndex index = indexes[c];
      searched[c] = index == null || index.onlyOne() != null ? NOT_SEARCHED : bounds.levels(c) - 2;
      rest += (common >> c & 1) == 0 ? 0 : bounds.behind(c, searched[c]);
    }
    if (rest >= floor) {
      return null;
    }
    relax(searched, common, rest, bounds, floor);
    return new CandidateSearch(
        comparison,
        bounds,
        floor,
        indexes,
        searched,
        presenceOf,
        presences.stream().mapToInt(Integer::intValue).toArray());
  }

  /** The fewer levels are searched for, the fewer mentions are found. */
  private static void relax(
      int[] searched, int common, double rest, PairScorer.Bounds bounds, double floor) {
    double sum = rest;
    boolean isRelaxed = true;
    while (isRelaxed) {
      isRelaxed = false;
      for (int c = 0; c < searched.length; c++) {
        if ((common >> c & 1) == 0 || searched[c] < 1) {
          continue;
        }
        double relaxed = sum - bounds.behind(c, searched[c]) + bounds.behind(c, searched[c] - 1);
        if (relaxed < floor) {
          sum = relaxed;
          searched[c]--;
          isRelaxed = true;
        }
      }
    }
  }

  private static int presence(MentionComparison comparison, PreparedMention mention) {
    int presence = 0;
    for (int c = 0; c < comparison.size(); c++) {
      presence |= comparison.isPresent(c, mention) ? 1 << c : 0;
    }
    return presence;
  }

  /** Returns the positions of those that may reach the floor, each once, in no order to rely on. */
  public int[] find(PreparedMention probe) {
    Scratch scratch = SCRATCH.get();
    scratch.room(presenceOf.length);
    int ofProbe = presence(comparison, probe);
    double[] behind = new double[searched.length];
    for (int c = 0; c < searched.length; c++) {
      if ((ofProbe >> c & 1) == 0) {
        continue;
      }
      behind[c] = bounds.behind(c, searched[c]);
      SimilarityIndex index = indexes[c];
      if (index == null) {
        continue;
      }
      PreparedMention onlyOne = index.onlyOne();
      if (onlyOne != null) {
        behind[c] = bounds.from(c, comparison.level(c, probe, onlyOne));
      } else if (searched[c] >= 0) {
        int of = c;
        index.find(
            probe,
            comparison.atLeast(c, searched[c]),
            (position, atMost) -> {
              double more = bounds.from(of, comparison.levelOf(of, atMost)) - behind[of];
              if (more > 0) {
                scratch.add(position, more);
              }
            });
      }
    }
    return found(scratch, ofProbe, behind);
  }

  private int[] found(Scratch scratch, int ofProbe, double[] behind) {
    double[] base = new double[presences.length];
    boolean isEnough = false;
    for (int p = 0; p < base.length; p++) {
      base[p] = bounds.prior();
      for (int c = 0; c < behind.length; c++) {
        base[p] += ((presences[p] & ofProbe) >> c & 1) == 0 ? 0 : behind[c];
      }
      isEnough |= base[p] >= floor;
    }
    int[] found = new int[isEnough ? presenceOf.length : scratch.count];
    int count = 0;
    if (isEnough) {
      for (int i = 0; i < presenceOf.length; i++) {
        if (base[presenceOf[i]] + scratch.sums[i] >= floor) {
          found[count++] = i;
        }
      }
    }
    for (int t = 0; t < scratch.count; t++) {
      int i = scratch.touched[t];
      if (!isEnough && base[presenceOf[i]] + scratch.sums[i] >= floor) {
        found[count++] = i;
      }
      scratch.sums[i] = 0;
    }
    scratch.count = 0;
    return Arrays.copyOf(found, count);
  }
}

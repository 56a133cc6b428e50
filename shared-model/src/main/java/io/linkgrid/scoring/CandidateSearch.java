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

  /** The mentions by what they have, and where those of each presence begin. */
  private final int[] byPresence;

  private final int[] presenceFrom;

  /** Sums by position, all zero between searches, and the positions that have one. */
  private static final class Scratch {
    private double[] sums = new double[0];
    private int[] touched = new int[0];
    private int count;

    /** Who is worth a look. */
    private int[] worth = new int[0];

    void room(int size) {
      if (sums.length < size) {
        sums = new double[size];
        touched = new int[size];
        worth = new int[size];
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
    presenceFrom = new int[presences.length + 1];
    for (short presence : presenceOf) {
      presenceFrom[presence + 1]++;
    }
    for (int p = 0; p < presences.length; p++) {
      presenceFrom[p + 1] += presenceFrom[p];
    }
    int[] next = Arrays.copyOf(presenceFrom, presences.length);
    byPresence = new int[presenceOf.length];
    for (int i = 0; i < presenceOf.length; i++) {
      byPresence[next[presenceOf[i]]++] = i;
    }
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
    for (int c = 0; c < count; c++) {
      indexes[c] = bounds.levels(c) < 2 ? null : comparison.index(c, mentions);
      SimilarityIndex index = indexes[c];
      searched[c] = index == null || index.onlyOne() != null ? NOT_SEARCHED : bounds.levels(c) - 2;
    }
    Choice choice = new Choice(comparison, bounds, floor, indexes, common);
    if (choice.unseen(searched) >= floor) {
      return null;
    }
    choice.relax(searched);
    return new CandidateSearch(
        comparison,
        bounds,
        floor,
        indexes,
        searched,
        presenceOf,
        presences.stream().mapToInt(Integer::intValue).toArray());
  }

  /** The choice of levels: the fewer are searched for, the fewer mentions are found. */
  private record Choice(
      MentionComparison comparison,
      PairScorer.Bounds bounds,
      double floor,
      @Nullable SimilarityIndex[] indexes,
      int common) {
    /** The most that a mention weighs that has what is common and that nothing finds. */
    double unseen(int[] searched) {
      double sum = bounds.prior();
      for (int c = 0; c < searched.length; c++) {
        sum += (common >> c & 1) == 0 ? 0 : bounds.behind(c, searched[c]);
      }
      return sum;
    }

    /** The same if nobody is looked at whom no other comparison finds. */
    double unlooked(int[] searched) {
      double sum = unseen(searched);
      for (int c = 0; c < searched.length; c++) {
        sum += (common >> c & 1) == 0 ? 0 : open(comparison, bounds, indexes[c], c, searched[c]);
      }
      return sum;
    }

    /**
     * Where whoever shares no value may reach the floor by a comparison that looks at each, all are
     * looked at, and the fewer come close the better. Else those alone are looked at whom another
     * comparison finds: then a look is cheap, and tells whether the values are unlike.
     */
    void relax(int[] searched) {
      boolean isLooking = unlooked(searched) >= floor;
      boolean isRelaxed = true;
      while (isRelaxed) {
        isRelaxed = false;
        for (int c = 0; c < searched.length; c++) {
          if ((common >> c & 1) == 0 || searched[c] < 1) {
            continue;
          }
          searched[c]--;
          if (unseen(searched) < floor
              && (isLooking || (unlooked(searched) < floor && isUnlike(c, searched[c])))) {
            isRelaxed = true;
          } else {
            searched[c]++;
          }
        }
      }
    }

    private boolean isUnlike(int c, int searched) {
      SimilarityIndex index = indexes[c];
      return index == null || !index.looksAtEach() || bounds.behind(c, searched) < 0;
    }
  }

  /**
   * How much more a comparison may add, to those who have not the same value and were not looked
   * at, than it adds behind the levels that are searched for.
   */
  private static double open(
      MentionComparison comparison,
      PairScorer.Bounds bounds,
      @Nullable SimilarityIndex index,
      int c,
      int searched) {
    return index == null || searched < 0 || !index.looksAtEach()
        ? 0
        : Math.max(
            0,
            bounds.from(c, comparison.levelOf(c, index.mostIfDifferent()))
                - bounds.behind(c, searched));
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
    double[] base = base(probe, ofProbe);
    // First whoever is found without a look at the others: after that, few are worth one.
    double looked = 0;
    for (int c = 0; c < searched.length; c++) {
      SimilarityIndex index = indexes[c];
      if (index == null || searched[c] < 0 || (ofProbe >> c & 1) == 0) {
        continue;
      }
      if (index.looksAtEach()) {
        looked += open(c);
        findSame(c, index, probe, scratch);
      } else {
        find(c, index, probe, 0, scratch);
      }
    }
    for (int c = 0; c < searched.length; c++) {
      SimilarityIndex index = indexes[c];
      if (index != null && searched[c] >= 0 && (ofProbe >> c & 1) != 0 && index.looksAtEach()) {
        find(c, index, probe, reaching(scratch, base, looked, 1 << c), scratch);
        looked -= open(c);
      }
    }
    int[] found = Arrays.copyOf(scratch.worth, reaching(scratch, base, 0, 0));
    for (int t = 0; t < scratch.count; t++) {
      scratch.sums[scratch.touched[t]] = 0;
    }
    scratch.count = 0;
    return found;
  }

  private double open(int c) {
    return open(comparison, bounds, indexes[c], c, searched[c]);
  }

  /** Adds, for those with the same value, what they may weigh beyond all others. */
  private void findSame(int c, SimilarityIndex index, PreparedMention probe, Scratch scratch) {
    double more = bounds.from(c, 0) - bounds.behind(c, searched[c]) - open(c);
    if (more > 0) {
      index.findSame(probe, position -> scratch.add(position, more));
    }
  }

  private void find(
      int c, SimilarityIndex index, PreparedMention probe, int worth, Scratch scratch) {
    index.find(
        probe,
        comparison.atLeast(c, searched[c]),
        scratch.worth,
        worth,
        new Adding(c, index.mostIfDifferent(), scratch));
  }

  /** Adds to the sums what a likeness is worth; often the next one is the same. */
  private final class Adding implements SimilarityIndex.Hits {
    private final int of;
    private final double mostHere;
    private final double behind;
    private final Scratch scratch;
    private double lastAlike = Double.NaN;
    private double lastMore;

    Adding(int of, double mostHere, Scratch scratch) {
      this.of = of;
      this.mostHere = mostHere;
      this.scratch = scratch;
      behind = bounds.behind(of, searched[of]);
    }

    @Override
    public void hit(int position, double atMost) {
      double alike = Math.min(atMost, mostHere);
      if (alike != lastAlike) {
        lastAlike = alike;
        lastMore = bounds.from(of, comparison.levelOf(of, alike)) - behind;
      }
      if (lastMore > 0) {
        scratch.add(position, lastMore);
      }
    }
  }

  /** The most that a mention weighs that no index finds, by which values it has. */
  private double[] base(PreparedMention probe, int ofProbe) {
    double[] behind = new double[searched.length];
    for (int c = 0; c < searched.length; c++) {
      SimilarityIndex index = indexes[c];
      PreparedMention onlyOne = index == null ? null : index.onlyOne();
      if ((ofProbe >> c & 1) != 0) {
        behind[c] =
            onlyOne == null
                ? bounds.behind(c, searched[c])
                : bounds.from(c, comparison.level(c, probe, onlyOne));
      }
    }
    double[] base = new double[presences.length];
    for (int p = 0; p < base.length; p++) {
      base[p] = bounds.prior();
      for (int c = 0; c < behind.length; c++) {
        base[p] += ((presences[p] & ofProbe) >> c & 1) == 0 ? 0 : behind[c];
      }
    }
    return base;
  }

  /**
   * Puts those into the scratch that reach the floor with what is known and something more.
   *
   * @param needed what they must have
   * @return how many
   */
  private int reaching(Scratch scratch, double[] base, double more, int needed) {
    int count = 0;
    boolean[] all = new boolean[base.length];
    for (int p = 0; p < base.length; p++) {
      if (base[p] + more >= floor && (presences[p] & needed) == needed) {
        all[p] = true;
        int size = presenceFrom[p + 1] - presenceFrom[p];
        System.arraycopy(byPresence, presenceFrom[p], scratch.worth, count, size);
        count += size;
      }
    }
    for (int t = 0; t < scratch.count; t++) {
      int position = scratch.touched[t];
      int p = presenceOf[position];
      if (!all[p]
          && (presences[p] & needed) == needed
          && base[p] + scratch.sums[position] + more >= floor) {
        scratch.worth[count++] = position;
      }
    }
    return count;
  }
}

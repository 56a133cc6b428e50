package io.linkgrid.scoring;

import io.linkgrid.comparison.MentionComparison;
import io.linkgrid.comparison.PreparedMention;
import io.linkgrid.comparison.SimilarityIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Finds, in a large group of mentions, those whose match weight with a probe may reach a floor,
 * without a look at each of them. For each comparison with an index, a level is chosen: who is more
 * alike is found by the index; of who is not found it is known that the comparison adds at most the
 * best weight of the levels behind. So the weight of a pair is at most the sum of these bounds, and
 * whoever is not found by any index and stays below the floor with them cannot reach it. What all
 * pairs of a probe have in common, such as the level of a zip that all here share, narrows the
 * bounds. Safe for any number of threads.
 */
public final class CandidateSearch {
  /** Presence is the bits of a word. */
  private static final int MOST_COMPARISONS = 30;

  /** That a value is absent, and that nothing is known. */
  private static final int STATES_WITHOUT_LEVEL = 2;

  /** What so many have not is taken for absent when levels are chosen. */
  private static final double COMMON = 0.9;

  /** Plans for all that may be known of pairs: of more, less is taken for known. */
  private static final int MOST_PLANS = 1_024;

  private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

  private final MentionComparison comparison;
  private final PairScorer scorer;
  private final double floor;
  private final @Nullable SimilarityIndex[] indexes;

  /**
   * A mention with the value that all here have, by comparison; null where they have several, or
   * some have none. Then a probe has the same level with each of them.
   */
  private final @Nullable PreparedMention[] alone;

  /** Which comparisons are of values that nearly all have. */
  private final int common;

  /** Where each mention stood: here those found together lie together, which saves memory waits. */
  private final int[] given;

  /**
   * How much further apart the {@link #plans} of two levels of a comparison are; 0 where it is
   * never known or does not matter.
   */
  private final int[] strides;

  /** Made by the first who needs one; whoever makes it at the same time makes the same. */
  private final AtomicReferenceArray<@Nullable SearchPlan> plans;

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

    /** Who is worth a look, and from which likeness on. */
    private int[] worth = new int[0];

    private double[] least = new double[0];

    void room(int size) {
      if (sums.length < size) {
        sums = new double[size];
        touched = new int[size];
        worth = new int[size];
        least = new double[size];
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
      PairScorer scorer,
      double floor,
      @Nullable SimilarityIndex[] indexes,
      @Nullable PreparedMention[] alone,
      int common,
      int[] given,
      short[] presenceOf,
      int[] presences) {
    this.comparison = comparison;
    this.scorer = scorer;
    this.floor = floor;
    this.indexes = indexes;
    this.alone = alone;
    this.common = common;
    this.given = given;
    strides = new int[indexes.length];
    int count = 1;
    for (int c = 0; c < strides.length; c++) {
      int states = scorer.levels(c) + STATES_WITHOUT_LEVEL;
      if ((alone[c] != null || scorer.isCondition(c)) && count * states <= MOST_PLANS) {
        strides[c] = count;
        count *= states;
      }
    }
    plans = new AtomicReferenceArray<>(count);
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
      List<PreparedMention> unordered,
      MentionComparison comparison,
      PairScorer scorer,
      double floor) {
    int count = comparison.size();
    if (count > MOST_COMPARISONS) {
      return null;
    }
    int[] given = byNeighbourhood(unordered, comparison);
    List<PreparedMention> mentions = Arrays.stream(given).mapToObj(unordered::get).toList();
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
    @Nullable PreparedMention[] alone = new @Nullable PreparedMention[count];
    for (int c = 0; c < count; c++) {
      SimilarityIndex index = scorer.levels(c) < 2 ? null : comparison.index(c, mentions);
      indexes[c] = index;
      alone[c] = index == null || have[c] < mentions.size() ? null : index.onlyOne();
    }
    CandidateSearch search =
        new CandidateSearch(
            comparison,
            scorer,
            floor,
            indexes,
            alone,
            common,
            given,
            presenceOf,
            presences.stream().mapToInt(Integer::intValue).toArray());
    return search.plan(search.mostAlike()).unseen() >= floor ? null : search;
  }

  /** The levels of a probe that has the one value which all have here, as most have that come. */
  private int[] mostAlike() {
    int[] known = scorer.nothingKnown();
    for (int c = 0; c < known.length; c++) {
      known[c] = strides[c] > 0 && alone[c] != null ? 0 : known[c];
    }
    return known;
  }

  private static int[] byNeighbourhood(
      List<PreparedMention> mentions, MentionComparison comparison) {
    long[] sorted = new long[mentions.size()];
    Arrays.setAll(
        sorted, i -> (long) comparison.neighbourhood(mentions.get(i)) << Integer.SIZE | i);
    Arrays.sort(sorted);
    return Arrays.stream(sorted).mapToInt(number -> (int) number).toArray();
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
    SearchPlan plan = plan(known(probe, ofProbe));
    double[] base = base(plan, ofProbe);
    // First whoever is found without a look at the others: after that, few are worth one.
    double looked = 0;
    for (int c = 0; c < indexes.length; c++) {
      SimilarityIndex index = indexes[c];
      if (index == null || !plan.isSearched(c) || (ofProbe >> c & 1) == 0) {
        continue;
      }
      if (index.looksAtEach()) {
        looked += plan.open(c);
        findSame(c, index, plan, probe, scratch);
      } else {
        find(c, index, plan, probe, 0, scratch);
      }
    }
    for (int c = 0; c < indexes.length; c++) {
      SimilarityIndex index = indexes[c];
      if (index != null && plan.isSearched(c) && (ofProbe >> c & 1) != 0 && index.looksAtEach()) {
        looked -= plan.open(c);
        find(c, index, plan, probe, worthALook(c, plan, scratch, base, looked), scratch);
      }
    }
    int[] found = new int[reaching(scratch, base)];
    Arrays.setAll(found, i -> given[scratch.worth[i]]);
    for (int t = 0; t < scratch.count; t++) {
      scratch.sums[scratch.touched[t]] = 0;
    }
    scratch.count = 0;
    return found;
  }

  /** The levels that a probe has with everybody here, as far as plans tell them apart. */
  private int[] known(PreparedMention probe, int ofProbe) {
    int[] known = scorer.nothingKnown();
    for (int c = 0; c < known.length; c++) {
      PreparedMention other = alone[c];
      if (strides[c] > 0 && (ofProbe >> c & 1) == 0) {
        known[c] = MentionComparison.ABSENT;
      } else if (strides[c] > 0 && other != null) {
        known[c] = comparison.level(c, probe, other);
      }
    }
    return known;
  }

  private SearchPlan plan(int[] known) {
    int number = 0;
    for (int c = 0; c < known.length; c++) {
      number += strides[c] * (known[c] - PairScorer.UNKNOWN);
    }
    SearchPlan plan = plans.get(number);
    if (plan == null) {
      plan = new SearchPlan(comparison, scorer, floor, indexes, known, common);
      plans.set(number, plan);
    }
    return plan;
  }

  /** Adds, for those with the same value, what they may weigh beyond all others. */
  private static void findSame(
      int c, SimilarityIndex index, SearchPlan plan, PreparedMention probe, Scratch scratch) {
    double more = plan.beyond(c, 1) - plan.open(c);
    if (more > 0) {
      index.findSame(probe, position -> scratch.add(position, more));
    }
  }

  private static void find(
      int c,
      SimilarityIndex index,
      SearchPlan plan,
      PreparedMention probe,
      int worth,
      Scratch scratch) {
    index.find(
        probe,
        plan.least(c),
        scratch.worth,
        scratch.least,
        worth,
        new Adding(plan, c, index.mostIfDifferent(), scratch));
  }

  /** Adds to the sums what a likeness is worth; often the next one is the same. */
  private static final class Adding implements SimilarityIndex.Hits {
    private final SearchPlan plan;
    private final int of;
    private final double mostHere;
    private final Scratch scratch;
    private double lastAlike = Double.NaN;
    private double lastMore;

    Adding(SearchPlan plan, int of, double mostHere, Scratch scratch) {
      this.plan = plan;
      this.of = of;
      this.mostHere = mostHere;
      this.scratch = scratch;
    }

    @Override
    public void hit(int position, double atMost) {
      double alike = Math.min(atMost, mostHere);
      if (alike != lastAlike) {
        lastAlike = alike;
        lastMore = plan.beyond(of, alike);
      }
      if (lastMore > 0) {
        scratch.add(position, lastMore);
      }
    }
  }

  /** The most that a mention weighs that no index finds, by which values it has. */
  private double[] base(SearchPlan plan, int ofProbe) {
    double[] base = new double[presences.length];
    for (int p = 0; p < base.length; p++) {
      base[p] = plan.prior();
      for (int c = 0; c < indexes.length; c++) {
        base[p] += ((presences[p] & ofProbe) >> c & 1) == 0 ? 0 : plan.behind(c);
      }
    }
    return base;
  }

  /**
   * Puts those into the scratch that reach the floor with what is known.
   *
   * @return how many
   */
  private int reaching(Scratch scratch, double[] base) {
    int count = 0;
    for (int p = 0; p < base.length; p++) {
      if (base[p] >= floor) {
        int size = presenceFrom[p + 1] - presenceFrom[p];
        System.arraycopy(byPresence, presenceFrom[p], scratch.worth, count, size);
        count += size;
      }
    }
    for (int t = 0; t < scratch.count; t++) {
      int position = scratch.touched[t];
      int p = presenceOf[position];
      if (base[p] < floor && base[p] + scratch.sums[position] >= floor) {
        scratch.worth[count++] = position;
      }
    }
    return count;
  }

  /**
   * Puts those into the scratch who may reach the floor with a look and would not without, each
   * with the likeness that it needs.
   *
   * @param more what later looks may add
   * @return how many
   */
  private int worthALook(int c, SearchPlan plan, Scratch scratch, double[] base, double more) {
    int count = 0;
    for (int p = 0; p < base.length; p++) {
      double least = leastWorthALook(c, plan, presences[p], base[p], more);
      for (int i = presenceFrom[p]; least <= 1 && i < presenceFrom[p + 1]; i++) {
        if (scratch.sums[byPresence[i]] == 0) {
          scratch.least[count] = least;
          scratch.worth[count++] = byPresence[i];
        }
      }
    }
    for (int t = 0; t < scratch.count; t++) {
      int position = scratch.touched[t];
      int p = presenceOf[position];
      double sum = base[p] + scratch.sums[position];
      double least = leastWorthALook(c, plan, presences[p], sum, more);
      if (least <= 1) {
        scratch.least[count] = least;
        scratch.worth[count++] = position;
      }
    }
    return count;
  }

  /** The likeness from which on a look matters; above 1 where it does not. */
  private double leastWorthALook(int c, SearchPlan plan, int presence, double sum, double more) {
    boolean isFoundAnyway = more == 0 && sum >= floor;
    return isFoundAnyway || (presence >> c & 1) == 0
        ? SearchPlan.NEVER
        : plan.least(c, floor - sum - more);
  }
}

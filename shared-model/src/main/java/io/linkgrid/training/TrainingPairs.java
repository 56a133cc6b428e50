package io.linkgrid.training;

import io.linkgrid.comparison.MentionComparison;
import io.linkgrid.comparison.PreparedMention;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The pairs from which a model is learnt, as counts of patterns of agreement: the candidate pairs
 * of a sample of probes, and random pairs for what blocking does not bring together. What is learnt
 * depends on the content alone, not on the order in which it was added. Not safe for several
 * threads.
 */
public final class TrainingPairs {
  /**
   * Pairs of one probe that look the same.
   *
   * @param pattern the levels, as {@link io.linkgrid.comparison.MentionComparison#pattern}
   * @param rarity what the rarity of shared values adds, log2
   */
  public record Kind(long pattern, float rarity) implements Comparable<Kind> {
    /** Returns how a pair looks. */
    public static Kind of(
        MentionComparison comparison, PreparedMention left, PreparedMention right) {
      long pattern = comparison.pattern(left, right);
      double rarity = 0;
      for (int c = 0; c < comparison.size(); c++) {
        if (MentionComparison.level(pattern, c) == 0) {
          rarity += comparison.rarity(c, left, right);
        }
      }
      return new Kind(pattern, (float) rarity);
    }

    @Override
    public int compareTo(Kind other) {
      int byPattern = Long.compareUnsigned(pattern, other.pattern);
      return byPattern != 0 ? byPattern : Float.compare(rarity, other.rarity);
    }
  }

  private final Map<Long, Map<Kind, Integer>> byProbe = new TreeMap<>();
  private final Map<Long, Long> random = new HashMap<>();
  private final long referenceSize;
  private long randomPairs;
  private long candidates;

  /**
   * No pairs yet.
   *
   * @param referenceSize the number of mentions that a probe can meet
   */
  public TrainingPairs(long referenceSize) {
    this.referenceSize = referenceSize;
  }

  /** Adds a probe of the sample, which may have no candidate at all. */
  public void addProbe(long probe) {
    byProbe.computeIfAbsent(probe, p -> new HashMap<>());
  }

  /** Adds candidate pairs of a probe of the sample that look the same. */
  public void addCandidates(long probe, long pattern, float rarity, int count) {
    byProbe
        .computeIfAbsent(probe, p -> new HashMap<>())
        .merge(new Kind(pattern, rarity), count, Integer::sum);
    candidates += count;
  }

  /** Adds a random pair that shares a blocking key: the candidates stand for its like. */
  public void addRandomCandidate() {
    randomPairs++;
  }

  /** Adds a random pair that shares no blocking key. */
  public void addRandom(long pattern) {
    randomPairs++;
    random.merge(pattern, 1L, Long::sum);
  }

  /** Returns the number of probes in the sample. */
  public int probes() {
    return byProbe.size();
  }

  /** Returns the number of candidate pairs. */
  public long candidates() {
    return candidates;
  }

  /** Returns the number of random pairs. */
  public long randomPairs() {
    return randomPairs;
  }

  long referenceSize() {
    return referenceSize;
  }

  Map<Long, Long> random() {
    return random;
  }

  /** The candidates as columns, in order of probes and kinds. */
  Columns columns() {
    int kinds = byProbe.values().stream().mapToInt(Map::size).sum();
    Columns columns =
        new Columns(new int[byProbe.size() + 1], new long[kinds], new float[kinds], new int[kinds]);
    int probe = 0;
    int at = 0;
    for (Map<Kind, Integer> found : byProbe.values()) {
      columns.starts[probe++] = at;
      Kind[] sorted = found.keySet().toArray(Kind[]::new);
      Arrays.sort(sorted);
      for (Kind kind : sorted) {
        columns.patterns[at] = kind.pattern();
        columns.rarities[at] = kind.rarity();
        columns.counts[at++] = found.getOrDefault(kind, 0);
      }
    }
    columns.starts[probe] = at;
    return columns;
  }

  /**
   * The candidates as columns, as if one probe had them all: for who judges each pair by itself.
   */
  Columns columnsOfOne() {
    Map<Kind, Integer> all = new HashMap<>();
    byProbe.values().forEach(kinds -> kinds.forEach((k, n) -> all.merge(k, n, Integer::sum)));
    TrainingPairs one = new TrainingPairs(referenceSize);
    one.byProbe.put(0L, all);
    return one.columns();
  }

  /** The candidates of probe i are from starts[i] up to starts[i + 1]. */
  record Columns(int[] starts, long[] patterns, float[] rarities, int[] counts) {}
}

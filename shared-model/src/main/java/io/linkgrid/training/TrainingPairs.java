package io.linkgrid.training;

import io.linkgrid.comparison.MentionComparison;
import io.linkgrid.comparison.PreparedMention;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The pairs from which a model is learnt, as counts of patterns of agreement: the candidate pairs
 * of a sample of probes, random pairs for what blocking does not bring together, and what people
 * said of some. What is learnt depends on the content alone, not on the order in which it was
 * added. Not safe for several threads.
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

  /** What a person said of pairs of one probe that look the same. */
  private record Labels(int same, int different) {
    Labels plus(Labels other) {
      return new Labels(same + other.same, different + other.different);
    }

    int count() {
      return same + different;
    }
  }

  private final Map<Long, Map<Kind, Integer>> byProbe = new TreeMap<>();
  private final Map<Long, Map<Kind, Labels>> labels = new TreeMap<>();
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

  /**
   * Adds what is known of a pair. It is one of the candidates that look like it, if there is one;
   * else one more.
   */
  public void addLabel(long probe, Kind kind, boolean same) {
    addProbe(probe);
    labels
        .computeIfAbsent(probe, p -> new HashMap<>())
        .merge(kind, same ? new Labels(1, 0) : new Labels(0, 1), Labels::plus);
  }

  /** Adds random pairs that share a blocking key: the candidates stand for their like. */
  public void addRandomCandidates(long count) {
    randomPairs += count;
  }

  /** Adds random pairs of one pattern that share no blocking key. */
  public void addRandom(long pattern, long count) {
    randomPairs += count;
    random.merge(pattern, count, Long::sum);
  }

  /** Returns the number of probes in the sample. */
  public int probes() {
    return byProbe.size();
  }

  /** Returns the number of candidate pairs. */
  public long candidates() {
    return candidates;
  }

  /** Returns the number of pairs of which it is known whether they match. */
  public int labels() {
    return labels.values().stream()
        .flatMap(kinds -> kinds.values().stream())
        .mapToInt(Labels::count)
        .sum();
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
    List<Row> rows = new ArrayList<>();
    int[] starts = new int[byProbe.size() + 1];
    int probe = 0;
    for (Map.Entry<Long, Map<Kind, Integer>> entry : byProbe.entrySet()) {
      starts[probe++] = rows.size();
      rows.addAll(rows(entry.getValue(), labels.getOrDefault(entry.getKey(), Map.of())));
    }
    starts[probe] = rows.size();
    return Columns.of(starts, rows);
  }

  /**
   * The candidates as columns, as if one probe had them all: for who judges each pair by itself.
   */
  Columns columnsOfOne() {
    Map<Kind, Integer> all = new HashMap<>();
    byProbe.values().forEach(kinds -> kinds.forEach((k, n) -> all.merge(k, n, Integer::sum)));
    Map<Kind, Labels> known = new HashMap<>();
    labels.values().forEach(kinds -> kinds.forEach((k, n) -> known.merge(k, n, Labels::plus)));
    List<Row> rows = rows(all, known);
    return Columns.of(new int[] {0, rows.size()}, rows);
  }

  private record Row(Kind kind, int count, Labels known) {}

  private static List<Row> rows(Map<Kind, Integer> found, Map<Kind, Labels> known) {
    Set<Kind> kinds = new TreeSet<>(found.keySet());
    kinds.addAll(known.keySet());
    List<Row> rows = new ArrayList<>(kinds.size());
    for (Kind kind : kinds) {
      Labels labels = known.getOrDefault(kind, new Labels(0, 0));
      rows.add(new Row(kind, Math.max(found.getOrDefault(kind, 0), labels.count()), labels));
    }
    return rows;
  }

  /**
   * The candidates of probe i are from starts[i] up to starts[i + 1].
   *
   * @param counts all pairs that look the same
   * @param same those of them that are known to match
   * @param different those of them that are known not to
   */
  record Columns(
      int[] starts, long[] patterns, float[] rarities, int[] counts, int[] same, int[] different) {
    static Columns of(int[] starts, List<Row> rows) {
      int size = rows.size();
      Columns columns =
          new Columns(
              starts, new long[size], new float[size], new int[size], new int[size], new int[size]);
      for (int i = 0; i < size; i++) {
        Row row = rows.get(i);
        columns.patterns[i] = row.kind().pattern();
        columns.rarities[i] = row.kind().rarity();
        columns.counts[i] = row.count();
        columns.same[i] = row.known().same();
        columns.different[i] = row.known().different();
      }
      return columns;
    }

    /** The pairs of which nothing is known. */
    int open(int i) {
      return counts[i] - same[i] - different[i];
    }
  }
}

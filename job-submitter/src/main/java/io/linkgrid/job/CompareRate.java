package io.linkgrid.job;

import io.linkgrid.blocking.BlockingKey;
import io.linkgrid.blocking.KeyMaker;
import io.linkgrid.comparison.MentionComparison;
import io.linkgrid.comparison.PreparedMention;
import io.linkgrid.job.BlockingReport.Estimate;
import io.linkgrid.model.Mention;
import io.linkgrid.spec.LinkSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;

/**
 * How fast this machine compares pairs of this data, measured for a moment.
 *
 * @param pairsPerSecond of one core; 0 when there were no two mentions to compare
 * @param cores of this machine
 */
record CompareRate(double pairsPerSecond, int cores) {
  private static final int MENTIONS = 4_000;
  private static final int PAIRS = 20_000;
  private static final long WARM_UP_NANOS = 300_000_000;
  private static final long MEASURED_NANOS = 500_000_000;
  private static final double NANOS = 1e9;

  private record Pair(PreparedMention left, PreparedMention right) {}

  /** Compares candidate pairs of a sample, over and over, for less than a second. */
  static CompareRate measure(Jdbi jdbi, LinkSpec spec) {
    MentionComparison comparison = new MentionComparison(spec);
    List<Pair> pairs = candidates(sample(jdbi), new KeyMaker(spec), comparison);
    int cores = Runtime.getRuntime().availableProcessors();
    if (pairs.isEmpty()) {
      return new CompareRate(0, cores);
    }
    compare(pairs, comparison, WARM_UP_NANOS);
    return new CompareRate(compare(pairs, comparison, MEASURED_NANOS), cores);
  }

  Estimate of(long pairs) {
    return new Estimate(
        pairsPerSecond, cores, pairsPerSecond == 0 ? 0 : pairs / (pairsPerSecond * cores));
  }

  /** Ids are hashes, so the first ones are a random sample. */
  private static List<Mention> sample(Jdbi jdbi) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select mention_id, attributes from mention order by mention_id limit "
                        + MENTIONS)
                .map(
                    (row, context) ->
                        new Mention(
                            row.getLong("mention_id"),
                            List.of((String[]) row.getArray("attributes").getArray())))
                .list());
  }

  /** Pairs that share a key; of those that are too few in a sample, neighbours. */
  private static List<Pair> candidates(
      List<Mention> mentions, KeyMaker keyMaker, MentionComparison comparison) {
    List<PreparedMention> prepared = mentions.stream().map(comparison::prepare).toList();
    Map<Long, Integer> last = new HashMap<>();
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < mentions.size(); i++) {
      Map<Long, Integer> met = new TreeMap<>();
      for (BlockingKey key : keyMaker.keys(mentions.get(i))) {
        Integer other = last.put(key.hash(), i);
        if (other != null) {
          met.put(key.hash(), other);
        }
      }
      for (int other : met.values()) {
        pairs.add(new Pair(prepared.get(other), prepared.get(i)));
      }
    }
    for (int i = 1; i < prepared.size() && pairs.size() < MENTIONS; i++) {
      pairs.add(new Pair(prepared.get(i - 1), prepared.get(i)));
    }
    return pairs.size() <= PAIRS ? pairs : pairs.subList(0, PAIRS);
  }

  private static double compare(List<Pair> pairs, MentionComparison comparison, long nanos) {
    long begin = System.nanoTime();
    long compared = 0;
    while (System.nanoTime() - begin < nanos) {
      for (Pair pair : pairs) {
        // A pair counts when its pattern is there, so that nobody may leave the comparison out.
        compared += comparison.pattern(pair.left(), pair.right()) == Long.MIN_VALUE ? 0 : 1;
      }
    }
    double seconds = (System.nanoTime() - begin) / NANOS;
    return compared / seconds;
  }
}

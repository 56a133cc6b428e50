package io.linkgrid.job;

import io.linkgrid.blocking.KeyMaker;
import io.linkgrid.comparison.MentionComparison;
import io.linkgrid.comparison.PreparedMention;
import io.linkgrid.database.BlockingLedger;
import io.linkgrid.job.BlockingReport.Basis;
import io.linkgrid.job.BlockingReport.Estimate;
import io.linkgrid.model.Mention;
import io.linkgrid.scoring.Evidence;
import io.linkgrid.scoring.PairScorer;
import io.linkgrid.spec.LinkSpec;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How fast this machine compares pairs of this data, measured for a moment.
 *
 * @param pairsPerSecond of one core; 0 when there were no two mentions to compare
 * @param cores of this machine
 * @param basis what was done with a pair
 */
record CompareRate(double pairsPerSecond, int cores, Basis basis) {
  private static final int MENTIONS = 4_000;
  private static final int PAIRS = 20_000;
  private static final long WARM_UP_NANOS = 700_000_000;
  private static final long MEASURED_NANOS = 500_000_000;
  private static final int AT_ONCE = 1_000;
  private static final double NANOS = 1e9;

  private record Pair(PreparedMention left, PreparedMention right) {}

  /** Compares candidate pairs of a sample, over and over, for about a second. */
  static CompareRate measure(BlockingLedger ledger, LinkSpec spec) {
    MentionComparison comparison = new MentionComparison(spec);
    // Ids are hashes, so the smallest ones are a random sample.
    List<Pair> pairs = candidates(ledger.firstMentions(MENTIONS), new KeyMaker(spec), comparison);
    int cores = Runtime.getRuntime().availableProcessors();
    if (pairs.isEmpty()) {
      return new CompareRate(0, cores, Basis.COMPARED);
    }
    if (!isWeighted(spec)) {
      Work pattern = p -> comparison.pattern(p.left(), p.right()) != Long.MIN_VALUE;
      return new CompareRate(rate(pairs, pattern), cores, Basis.COMPARED);
    }
    PairScorer scorer = new PairScorer(spec, comparison);
    Work score = p -> !Double.isNaN(scorer.weight(p.left(), p.right(), Evidence.NEGLIGIBLE_WEIGHT));
    return new CompareRate(rate(pairs, score), cores, Basis.SCORED);
  }

  /** Before a model is learnt all weights are 0, and nothing can be left out. */
  private static boolean isWeighted(LinkSpec spec) {
    return spec.model().stream()
        .flatMap(model -> model.comparisons().stream())
        .flatMap(comparison -> Arrays.stream(comparison.weights()))
        .flatMapToDouble(Arrays::stream)
        .anyMatch(weight -> weight != 0);
  }

  Estimate of(long pairs) {
    return new Estimate(
        pairsPerSecond, cores, basis, pairsPerSecond == 0 ? 0 : pairs / (pairsPerSecond * cores));
  }

  /** Pairs that share a key; of those that are too few in a sample, neighbours. */
  private static List<Pair> candidates(
      List<Mention> mentions, KeyMaker keyMaker, MentionComparison comparison) {
    List<PreparedMention> prepared = mentions.stream().map(comparison::prepare).toList();
    Map<Long, Integer> last = new HashMap<>();
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < mentions.size(); i++) {
      Map<Long, Integer> met = new TreeMap<>();
      for (long key : keyMaker.numbers(mentions.get(i)).hashes()) {
        Integer other = last.put(key, i);
        if (other != null) {
          met.put(key, other);
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

  /** Compares a pair. */
  @FunctionalInterface
  private interface Work {
    /** Returns true, always: that it is asked for keeps the work from being left out. */
    boolean isDone(Pair pair);
  }

  private static double rate(List<Pair> pairs, Work work) {
    compare(pairs, work, WARM_UP_NANOS);
    return compare(pairs, work, MEASURED_NANOS);
  }

  /** Goes by the time of this thread, so that others who are busy do not count. */
  private static double compare(List<Pair> pairs, Work work, long nanos) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long begin = threads.getCurrentThreadCpuTime();
    long compared = 0;
    long spent = 0;
    while (spent < nanos) {
      for (int i = 0; i < AT_ONCE; i++) {
        compared += work.isDone(pairs.get((int) (compared % pairs.size()))) ? 1 : 0;
      }
      spent = threads.getCurrentThreadCpuTime() - begin;
    }
    return compared * NANOS / spent;
  }
}

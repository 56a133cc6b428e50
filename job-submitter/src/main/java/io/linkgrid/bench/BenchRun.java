package io.linkgrid.bench;

import io.linkgrid.report.RunSummary;
import io.linkgrid.report.RunSummary.NodeWork;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One run that was measured.
 *
 * @param number its number, counted from 1
 * @param repetition how often its number of workers had been measured by then, itself included
 * @param workers how many node processes there were
 * @param pinned whether each was kept to a core of its own
 * @param nodeStartSeconds how long it took until the nodes formed a grid; not part of the total
 * @param seconds wall time per stage in order, and {@code total}
 * @param records rows read
 * @param recordsPerSecond rows read over total seconds
 * @param pairs pairs scored
 * @param pairsPerSecond pairs scored over total seconds
 * @param lookups visits of a probe to a block
 * @param localLookups those of them on the member that owned the block
 * @param work what each node did
 * @param cpuSeconds processor time during the run, by group: nodes, submitter, postgres; a group of
 *     which nothing is known is missing
 * @param linksSha256 the SHA-256 of links.csv in hex
 */
record BenchRun(
    int number,
    int repetition,
    int workers,
    boolean pinned,
    double nodeStartSeconds,
    Map<String, Double> seconds,
    long records,
    double recordsPerSecond,
    long pairs,
    double pairsPerSecond,
    long lookups,
    long localLookups,
    List<NodeWork> work,
    Map<String, Double> cpuSeconds,
    String linksSha256) {
  static final String TOTAL = "total";

  BenchRun {
    seconds = Collections.unmodifiableMap(new LinkedHashMap<>(seconds));
    work = List.copyOf(work);
    cpuSeconds = Collections.unmodifiableMap(new LinkedHashMap<>(cpuSeconds));
    if (!seconds.containsKey(TOTAL)) {
      throw new IllegalArgumentException("A run has a total: " + seconds);
    }
  }

  /** Which run this is. */
  record Turn(int number, int repetition, int workers, boolean pinned) {}

  /** Puts together what a run says of itself and what was measured around it. */
  static BenchRun of(
      Turn turn, double nodeStartSeconds, RunSummary summary, Map<String, Double> cpuSeconds) {
    double total = summary.seconds().getOrDefault(TOTAL, 0.0);
    Map<String, Double> seconds = new LinkedHashMap<>(summary.seconds());
    // The nodes were there before the run, so it did not wait for them.
    seconds.remove("grid");
    return new BenchRun(
        turn.number(),
        turn.repetition(),
        turn.workers(),
        turn.pinned(),
        nodeStartSeconds,
        seconds,
        summary.read(),
        summary.recordsPerSecond(),
        summary.pairsCompared(),
        summary.pairsCompared() / total,
        summary.lookups(),
        summary.localLookups(),
        summary.work(),
        cpuSeconds,
        summary.linksSha256());
  }

  double total() {
    return seconds.getOrDefault(TOTAL, 0.0);
  }

  double cpuTotal() {
    return cpuSeconds.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** Returns how many cores were busy on average. */
  double coresBusy() {
    return cpuTotal() / total();
  }

  /**
   * Returns the share of all pairs that each node scored, the largest first; empty without pairs.
   */
  List<Double> shares() {
    long all = work.stream().mapToLong(NodeWork::pairs).sum();
    return all == 0
        ? List.of()
        : work.stream()
            .map(node -> (double) node.pairs() / all)
            .sorted(Collections.reverseOrder())
            .toList();
  }
}

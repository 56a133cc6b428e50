package io.linkgrid.bench;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the runs with one number of workers say together.
 *
 * @param workers how many node processes there were
 * @param seconds wall time per stage in order, and {@code total}
 * @param speedUp per stage and for the total: how many times faster than the fewest workers, by the
 *     medians; 0 where no time was measured
 * @param efficiency the speed-up of the total per worker that was added, so that 1 is linear
 * @param nodeStartSeconds how long the nodes took to form a grid
 * @param recordsPerSecond rows read over total seconds
 * @param pairsPerSecond pairs scored over total seconds
 * @param localLookups visits of a probe to a block on the member that owned it, in all runs
 * @param lookups all visits, in all runs
 * @param cpuSeconds processor time by group of processes
 * @param cpuTotal processor time of all groups
 * @param coresBusy how many cores were busy on average
 * @param busiestShare the share of all pairs that fell to the node with the most
 */
record WorkerResult(
    int workers,
    Map<String, Spread> seconds,
    Map<String, Double> speedUp,
    double efficiency,
    Spread nodeStartSeconds,
    Spread recordsPerSecond,
    Spread pairsPerSecond,
    long localLookups,
    long lookups,
    Map<String, Spread> cpuSeconds,
    Spread cpuTotal,
    Spread coresBusy,
    Spread busiestShare) {

  /**
   * Sums up.
   *
   * @param runs all with the same number of workers
   * @param base the runs with the fewest workers
   */
  static WorkerResult of(List<BenchRun> runs, List<BenchRun> base) {
    int workers = runs.get(0).workers();
    Map<String, Spread> seconds = spreads(runs, BenchRun::seconds);
    Map<String, Spread> baseSeconds = spreads(base, BenchRun::seconds);
    Map<String, Double> speedUp = new LinkedHashMap<>();
    seconds.forEach((stage, spread) -> speedUp.put(stage, times(baseSeconds.get(stage), spread)));
    return new WorkerResult(
        workers,
        seconds,
        Collections.unmodifiableMap(speedUp),
        speedUp.getOrDefault(BenchRun.TOTAL, 0.0) * base.get(0).workers() / workers,
        spread(runs, BenchRun::nodeStartSeconds),
        spread(runs, BenchRun::recordsPerSecond),
        spread(runs, BenchRun::pairsPerSecond),
        runs.stream().mapToLong(BenchRun::localLookups).sum(),
        runs.stream().mapToLong(BenchRun::lookups).sum(),
        spreads(runs, BenchRun::cpuSeconds),
        spread(runs, BenchRun::cpuTotal),
        spread(runs, BenchRun::coresBusy),
        spread(runs, run -> run.shares().stream().findFirst().orElse(0.0)));
  }

  private static double times(@Nullable Spread base, Spread now) {
    return base == null || now.median() <= 0 ? 0 : base.median() / now.median();
  }

  private static Spread spread(List<BenchRun> runs, ToDoubleFunction<BenchRun> measurement) {
    return Spread.of(runs.stream().mapToDouble(measurement).boxed().toList());
  }

  /** A stage that some run did not have is left out. */
  private static Map<String, Spread> spreads(
      List<BenchRun> runs, Function<BenchRun, Map<String, Double>> measurements) {
    Map<String, Spread> spreads = new LinkedHashMap<>();
    for (String name : measurements.apply(runs.get(0)).keySet()) {
      List<Map<String, Double>> all = runs.stream().map(measurements).toList();
      if (all.stream().allMatch(each -> each.containsKey(name))) {
        spreads.put(name, Spread.of(all.stream().map(each -> each.get(name)).toList()));
      }
    }
    return Collections.unmodifiableMap(spreads);
  }
}

package io.linkgrid.bench;

import io.linkgrid.report.RunSummary.NodeWork;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Runs whose figures are easy to check by hand. */
final class SampleRuns {
  private SampleRuns() {}

  /** A thousand records, two thousand pairs; half of the CPU is the nodes', equal shares. */
  static BenchRun run(int number, int workers, double matchSeconds, double total) {
    return run(number, workers, matchSeconds, total, 1000);
  }

  /** As many records as are wanted. */
  static BenchRun run(int number, int workers, double matchSeconds, double total, long records) {
    Map<String, Double> seconds = new LinkedHashMap<>();
    seconds.put("match A", matchSeconds);
    seconds.put("total", total);
    Map<String, Double> cpu = new LinkedHashMap<>();
    cpu.put("nodes", total / 2);
    cpu.put("submitter", total / 4);
    cpu.put("postgres", total / 4);
    List<NodeWork> work =
        IntStream.range(0, workers)
            .mapToObj(i -> new NodeWork("127.0.0.1:" + (6000 + i), 500, 2000 / workers, 10, 10))
            .toList();
    return new BenchRun(
        number,
        1,
        workers,
        workers <= 2,
        3.5,
        seconds,
        records,
        records / total,
        2000,
        2000 / total,
        40,
        40,
        work,
        cpu,
        "c0ffee");
  }

  /** The same run with a stage more, which takes no time of the total. */
  static BenchRun with(String stage, double seconds, BenchRun run) {
    Map<String, Double> all = new LinkedHashMap<>();
    all.put(stage, seconds);
    all.putAll(run.seconds());
    return new BenchRun(
        run.number(),
        run.repetition(),
        run.workers(),
        run.pinned(),
        run.nodeStartSeconds(),
        all,
        run.records(),
        run.recordsPerSecond(),
        run.pairs(),
        run.pairsPerSecond(),
        run.lookups(),
        run.localLookups(),
        run.work(),
        run.cpuSeconds(),
        run.linksSha256());
  }
}

package io.linkgrid.benchmarks.versus;

import io.linkgrid.bench.Spread;
import io.linkgrid.evaluation.PairCounts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What the runs of a contender say together.
 *
 * @param contender who ran
 * @param does what it does
 * @param wallSeconds from the start of the command to its end
 * @param cpuSeconds processor time of all processes
 * @param wallRatio how many times the wall time of the first contender it takes; each turn gives a
 *     ratio, so that a machine that grows slower in the meantime favours nobody
 * @param cpuRatio the same for processor time
 * @param stages wall seconds of its stages as it tells them itself
 * @param precision the share of its links that are right
 * @param recall the share of records of the reference's entities that it linked rightly
 * @param f1 the harmonic mean of both
 * @param linksSha256 the SHA-256 of its links: one, or as many as there were different ones
 */
record VersusResult(
    Contender contender,
    String does,
    Spread wallSeconds,
    Spread cpuSeconds,
    Spread wallRatio,
    Spread cpuRatio,
    Map<String, Spread> stages,
    double precision,
    double recall,
    double f1,
    List<String> linksSha256) {

  /**
   * Sums up.
   *
   * @param runs all runs; in each turn each contender ran once
   * @param base whose times are 1
   */
  static List<VersusResult> of(List<VersusRun> runs, Contender base) {
    return runs.stream()
        .map(VersusRun::contender)
        .distinct()
        .sorted()
        .map(contender -> of(only(contender, runs), only(base, runs)))
        .toList();
  }

  private static List<VersusRun> only(Contender contender, List<VersusRun> runs) {
    return runs.stream().filter(run -> run.contender() == contender).toList();
  }

  private static VersusResult of(List<VersusRun> runs, List<VersusRun> base) {
    VersusRun first = runs.get(0);
    PairCounts counts = first.counts();
    return new VersusResult(
        first.contender(),
        first.contender().does(),
        spread(runs, VersusRun::wallSeconds),
        spread(runs, VersusRun::cpuTotal),
        ratio(runs, base, VersusRun::wallSeconds),
        ratio(runs, base, VersusRun::cpuTotal),
        stages(runs),
        counts.precision(),
        counts.recall(),
        counts.f1(),
        runs.stream().map(VersusRun::linksSha256).distinct().toList());
  }

  private static Spread spread(List<VersusRun> runs, ToDoubleFunction<VersusRun> measurement) {
    return Spread.of(runs.stream().mapToDouble(measurement).boxed().toList());
  }

  private static Spread ratio(
      List<VersusRun> runs, List<VersusRun> base, ToDoubleFunction<VersusRun> measurement) {
    List<Double> ratios = new ArrayList<>();
    for (VersusRun run : runs) {
      base.stream()
          .filter(other -> other.repetition() == run.repetition())
          .forEach(
              other ->
                  ratios.add(measurement.applyAsDouble(run) / measurement.applyAsDouble(other)));
    }
    return Spread.of(ratios);
  }

  private static Map<String, Spread> stages(List<VersusRun> runs) {
    Map<String, Spread> stages = new LinkedHashMap<>();
    for (String stage : runs.get(0).stages().keySet()) {
      stages.put(
          stage,
          Spread.of(runs.stream().map(run -> run.stages().getOrDefault(stage, 0.0)).toList()));
    }
    return Collections.unmodifiableMap(stages);
  }
}

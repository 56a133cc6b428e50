package io.linkgrid.benchmarks.versus;

import io.linkgrid.evaluation.PairCounts;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One run of a contender.
 *
 * @param number its number, counted from 1
 * @param repetition which turn of all contenders it belongs to, counted from 1
 * @param contender who ran
 * @param load how many processes wanted to run in the minute before, on average; negative when
 *     nobody knows
 * @param wallSeconds from the start of the command to its end
 * @param cpuSeconds processor time during the run, by group of processes: commands, nodes, postgres
 * @param stages wall seconds of its stages as it tells them itself
 * @param linked how many records are linked
 * @param counts the links against the truth
 * @param linksSha256 the SHA-256 of its links, in the same form for all
 */
record VersusRun(
    int number,
    int repetition,
    Contender contender,
    double load,
    double wallSeconds,
    Map<String, Double> cpuSeconds,
    Map<String, Double> stages,
    int linked,
    PairCounts counts,
    String linksSha256) {
  VersusRun {
    cpuSeconds = Collections.unmodifiableMap(new LinkedHashMap<>(cpuSeconds));
    stages = Collections.unmodifiableMap(new LinkedHashMap<>(stages));
  }

  /** Returns the processor time of all processes. */
  double cpuTotal() {
    return cpuSeconds.values().stream().mapToDouble(Double::doubleValue).sum();
  }
}

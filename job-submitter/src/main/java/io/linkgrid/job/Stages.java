package io.linkgrid.job;

import io.linkgrid.processor.JobMetrics;
import io.linkgrid.report.Progress;
import io.linkgrid.report.RunSummary.NodeWork;
import io.linkgrid.submit.JobOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/** Times the stages of a run, shows how they get on, and adds up what they counted. */
final class Stages {
  private static final double NANOS = 1e9;

  private final Progress progress;
  private final Runnable mayBegin;
  private final long start = System.nanoTime();
  private final Map<String, Double> seconds = new LinkedHashMap<>();
  private final Map<String, Map<String, Long>> byMember = new TreeMap<>();

  /**
   * Stages that are shown.
   *
   * @param mayBegin is called before each, and throws when the run may not go on
   */
  Stages(Progress progress, Runnable mayBegin) {
    this.progress = progress;
    this.mayBegin = mayBegin;
  }

  /** Work that says how far it is. */
  @FunctionalInterface
  interface Work<T> {
    T run(Progress.Stage stage) throws Exception;
  }

  /** Runs a stage of so many units of work; -1 when nobody knows. */
  <T> T run(String name, long total, String unit, Work<T> work) throws Exception {
    mayBegin.run();
    long begin = System.nanoTime();
    try (Progress.Stage stage = progress.stage(name, total, unit)) {
      return work.run(stage);
    } finally {
      seconds.merge(name, (System.nanoTime() - begin) / NANOS, Double::sum);
    }
  }

  /** Runs a stage that is over in a moment, without showing it. */
  <T> T quietly(String name, Callable<T> work) throws Exception {
    long begin = System.nanoTime();
    try {
      return work.call();
    } finally {
      seconds.merge(name, (System.nanoTime() - begin) / NANOS, Double::sum);
    }
  }

  /** Adds what a job counted. */
  void add(JobOutcome outcome) {
    outcome
        .byMember()
        .forEach(
            (member, counts) ->
                counts.forEach(
                    (metric, value) ->
                        byMember
                            .computeIfAbsent(member, m -> new HashMap<>())
                            .merge(metric, value, Long::sum)));
  }

  long total(String metric) {
    return byMember.values().stream().mapToLong(m -> m.getOrDefault(metric, 0L)).sum();
  }

  List<NodeWork> work() {
    List<NodeWork> work = new ArrayList<>();
    byMember.forEach(
        (member, counts) ->
            work.add(
                new NodeWork(
                    member,
                    counts.getOrDefault(JobMetrics.MENTIONS, 0L),
                    counts.getOrDefault(JobMetrics.PAIRS, 0L),
                    counts.getOrDefault(JobMetrics.LOOKUPS, 0L),
                    counts.getOrDefault(JobMetrics.LOCAL_LOOKUPS, 0L))));
    return work;
  }

  /** Returns the seconds of each stage in order, and in total. */
  Map<String, Double> seconds() {
    Map<String, Double> all = new LinkedHashMap<>(seconds);
    all.put("total", (System.nanoTime() - start) / NANOS);
    return all;
  }
}

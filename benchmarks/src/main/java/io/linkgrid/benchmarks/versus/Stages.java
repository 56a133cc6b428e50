package io.linkgrid.benchmarks.versus;

import java.util.LinkedHashMap;
import java.util.Map;

/** Wall seconds of stages that follow each other. For one thread. */
final class Stages {
  private static final double NANOS = 1e9;

  private final Map<String, Double> seconds = new LinkedHashMap<>();
  private final long start = System.nanoTime();
  private long since = start;
  private String current = "";

  /** Ends the stage before and begins another one. */
  void begin(String stage) {
    endOne();
    current = stage;
  }

  /** Returns the seconds of each stage in order, and {@code total}. */
  Map<String, Double> end() {
    endOne();
    seconds.put("total", (since - start) / NANOS);
    return seconds;
  }

  private void endOne() {
    long now = System.nanoTime();
    if (!current.isEmpty()) {
      seconds.merge(current, (now - since) / NANOS, Double::sum);
    }
    current = "";
    since = now;
  }
}

package io.linkgrid.bench;

/** Whether nodes are kept to cores. */
public enum Pinning {
  /** Each to a core of its own, where there are as many cores and a {@code taskset}. */
  AUTO,
  /** As {@link #AUTO}, but without a {@code taskset} the benchmark does not begin. */
  ON,
  /** The system moves them about. */
  OFF
}

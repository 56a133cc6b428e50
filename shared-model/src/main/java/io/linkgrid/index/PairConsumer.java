package io.linkgrid.index;

/** Takes pairs of mentions that were found alike. */
@FunctionalInterface
public interface PairConsumer {
  /** Takes a pair, the smaller id on the left. */
  void accept(long left, long right, double weight);
}

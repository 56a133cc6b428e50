package io.linkgrid.processor;

import java.io.Serializable;

/**
 * A sample of mentions by their ids, which are hashes: the same mentions on every node, in every
 * run.
 *
 * @param below those are in it whose last 20 bits are below this; {@value #ALL} is everybody
 */
public record TrainingSample(int below) implements Serializable {
  /** Everybody. */
  public static final int ALL = 1 << 20;

  /** Returns a sample of about so many of so many. */
  public static TrainingSample of(double wanted, long there) {
    double share = wanted / Math.max(1.0, (double) there);
    return new TrainingSample((int) Math.max(1, Math.min(ALL, Math.ceil(share * ALL))));
  }

  /** Returns what has both in it. */
  TrainingSample with(TrainingSample other) {
    return below >= other.below ? this : other;
  }

  /** Returns whether a mention is in it. */
  public boolean contains(long mentionId) {
    return (mentionId & (ALL - 1)) < below;
  }
}

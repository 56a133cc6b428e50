package io.linkgrid.grid;

import io.linkgrid.blocking.Keys;
import io.linkgrid.model.Mention;
import io.linkgrid.scoring.Evidence;

/**
 * A mention on its way from block to block, with its evidence so far.
 *
 * @param mention what is looked for
 * @param keys its blocking keys; none when it is not on the way to a block any more
 * @param next the position of the first key whose block it has not been to; the number of keys when
 *     it has been to all
 * @param evidence what was found
 */
public record Probe(Mention mention, Keys keys, int next, Evidence evidence) {
  /** A mention that does not look for anything, or not any more. */
  public static Probe arrived(Mention mention, Evidence evidence) {
    return new Probe(mention, Keys.NONE, 0, evidence);
  }

  /** Returns whether it has been to the blocks of all its keys. */
  public boolean isDone() {
    return next >= keys.size();
  }
}

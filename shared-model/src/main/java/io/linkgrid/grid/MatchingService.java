package io.linkgrid.grid;

import io.linkgrid.blocking.BlockingKey;
import java.util.List;

/**
 * Runs beside the data and answers probes from the blocks that its node holds. Safe for any number
 * of threads.
 */
public interface MatchingService {
  /**
   * Returns a matcher against a reference. What it prepares stays on the node for later jobs.
   *
   * @throws io.linkgrid.model.LinkgridException if the grid does not hold this reference whole
   */
  Matcher matcher(ReferenceId reference);

  /** Answers probes from one reference. Safe for any number of threads. */
  interface Matcher {
    /**
     * Lets a probe visit the block of one of its keys.
     *
     * @param keys the probe's keys, in their order
     * @param position the position of the key among them
     * @param tally counts what is done; belongs to the calling thread
     * @return the probe with all its evidence so far
     * @throws io.linkgrid.model.LinkgridException if the block was lost
     */
    Probe visit(Probe probe, List<BlockingKey> keys, int position, Tally tally);
  }

  /** Counts the work of one thread. */
  final class Tally {
    /** Visits of a probe to a block. */
    public long lookups;

    /** Those of them whose block this node owned at that moment. */
    public long localLookups;

    /** Pairs that were scored. */
    public long pairs;
  }
}

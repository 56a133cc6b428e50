package io.linkgrid.grid;

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

  /**
   * Returns a matcher against a reference that is asked for by name, with what has joined it since
   * it was loaded. It stays on the node beside the one of the last job.
   *
   * @param recent the number of the last growth that the matcher must know, see {@link RecentJoins}
   * @throws io.linkgrid.model.LinkgridException of kind GRID if the grid does not hold this
   *     reference whole, or not its spec
   */
  Matcher resident(ResidentName reference, long recent);

  /** Answers probes from one reference. Safe for any number of threads. */
  interface Matcher {
    /**
     * Lets a probe visit the block of its next key, and those of the keys after it as long as they
     * lie on this node or nowhere.
     *
     * @param probe which has not been to all its keys
     * @param tally counts what is done; belongs to the calling thread
     * @return the probe with all its evidence so far
     * @throws io.linkgrid.model.LinkgridException if a block was lost
     */
    Probe visit(Probe probe, Tally tally);

    /** Prepares all blocks that lie on this node, and returns how many there are. */
    int warm();

    /** Returns the partition key of a probe's next key. */
    String whereNext(Probe probe);
  }

  /** Counts the work of one thread. */
  final class Tally {
    /** Visits of a probe to a block. */
    public long lookups;

    /** Those of them whose block this node owned at that moment, or that nobody has. */
    public long localLookups;

    /** Pairs that were scored. */
    public long pairs;
  }
}

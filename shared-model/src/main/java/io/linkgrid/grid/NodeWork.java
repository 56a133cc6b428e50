package io.linkgrid.grid;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the jobs of linkgrid have done on one node since it started. It counts work, not results: a
 * job that starts again after a node was lost is counted again. Safe for any number of threads;
 * whoever counts adds once a batch, so that counting costs nothing.
 */
public final class NodeWork {
  /** What is counted. */
  public enum Kind {
    /** Rows of files of records that were read, those that cannot be used included. */
    ROWS_READ,
    /** Rows of them that cannot be used. */
    ROWS_REJECTED,
    /** Mentions that were linked to an entity of the reference. */
    MENTIONS_MATCHED,
    /** Mentions that were left to clerical review. */
    MENTIONS_IN_REVIEW,
    /** Mentions for which an entity was founded, those of a clean reference included. */
    MENTIONS_NEW,
    /** Probes that went to a node, once for each node on their way. */
    PROBE_VISITS,
    /** Lookups of a block that the node owned, or that nobody has. */
    LOOKUPS_LOCAL,
    /** Lookups of a block that another node owned. */
    LOOKUPS_REMOTE,
    /** Pairs scored of a mention and the reference. */
    PAIRS_MATCHING,
    /** Pairs scored of new mentions. */
    PAIRS_FOUNDING,
    /** Pairs compared to learn a model. */
    PAIRS_LEARNING
  }

  private final Map<Kind, LongAdder> totals = new EnumMap<>(Kind.class);

  /** Starts at zero. */
  public NodeWork() {
    for (Kind kind : Kind.values()) {
      totals.put(kind, new LongAdder());
    }
  }

  /** Adds to what was done. */
  public void add(Kind kind, long more) {
    of(kind).add(more);
  }

  /** Returns what was done since the node started. */
  public long total(Kind kind) {
    return of(kind).sum();
  }

  private LongAdder of(Kind kind) {
    return Objects.requireNonNull(totals.get(kind));
  }
}

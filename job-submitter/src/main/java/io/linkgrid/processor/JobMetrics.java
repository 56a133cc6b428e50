package io.linkgrid.processor;

/** The names of the metrics that the vertices count. */
public final class JobMetrics {
  /** Rows read. */
  public static final String ROWS = "rows";

  /** Distinct mentions that were written or put into blocks. */
  public static final String MENTIONS = "mentions";

  /** Mentions that were looked for. */
  public static final String PROBES = "probes";

  /** Visits of a probe to a block. */
  public static final String LOOKUPS = "lookups";

  /** Those of them on the member that owned the block. */
  public static final String LOCAL_LOOKUPS = "localLookups";

  /** Pairs that were scored. */
  public static final String PAIRS = "pairs";

  /** Mentions whose keys were counted. */
  public static final String COUNTED = "counted";

  /** Those of them that have no key. */
  public static final String KEYLESS = "keyless";

  /** Components that were cut. */
  public static final String CUT = "cut";

  /** Rows of the final join. */
  public static final String JOINED = "joined";

  private JobMetrics() {}
}

package io.linkgrid.job;

import io.linkgrid.spec.SpecText;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a run is about.
 *
 * @param records the files of records, in the order in which they are taken in
 * @param trips the files of trips of the final join; none means no join
 * @param spec how the records are linked
 * @param out the directory for the results
 * @param spool a directory for unpacked files
 * @param maxPairs the most candidate pairs that are compared; a run of more is refused
 * @param maxRejects how many rows of a file may be rejected; a run of more stops before it links
 * @param retried a rejects.csv with corrected rows, which are taken in as well
 */
public record RunInputs(
    List<RecordFile> records,
    List<Path> trips,
    SpecText spec,
    Path out,
    Path spool,
    long maxPairs,
    RejectLimit maxRejects,
    Optional<Path> retried) {
  /** The usual budget of candidate pairs: some hours on a few cores. */
  public static final long USUAL_MAX_PAIRS = 10_000_000_000L;

  /** The role of a reference that holds each entity once. */
  public static final String REFERENCE = "reference";

  /** The role of the records that are linked to a reference, or among themselves. */
  public static final String RECORDS = "records";

  /**
   * A file of records.
   *
   * @param role A, B, reference or records
   * @param path where it is
   */
  public record RecordFile(String role, Path path) {}

  public RunInputs {
    records = List.copyOf(records);
    trips = List.copyOf(trips);
  }

  /** A run with the usual budget. */
  public RunInputs(
      List<RecordFile> records, List<Path> trips, SpecText spec, Path out, Path spool) {
    this(records, trips, spec, out, spool, USUAL_MAX_PAIRS, RejectLimit.USUAL, Optional.empty());
  }

  /** For work that lands files and links none: it refuses none for its rejects. */
  public RunInputs withoutRejectLimit() {
    return new RunInputs(
        records, trips, spec, out, spool, maxPairs, RejectLimit.NONE, Optional.empty());
  }

  /** A run with the usual limit of rejects, and without corrected rows. */
  public RunInputs(
      List<RecordFile> records,
      List<Path> trips,
      SpecText spec,
      Path out,
      Path spool,
      long maxPairs) {
    this(records, trips, spec, out, spool, maxPairs, RejectLimit.USUAL, Optional.empty());
  }
}

package io.linkgrid.job;

import io.linkgrid.spec.SpecText;
import java.nio.file.Path;
import java.util.List;

/**
 * What a run is about.
 *
 * @param records the files of records, in the order in which they are taken in
 * @param trips the files of trips of the final join; none means no join
 * @param spec how the records are linked
 * @param out the directory for the results
 * @param spool a directory for unpacked files
 */
public record RunInputs(
    List<RecordFile> records, List<Path> trips, SpecText spec, Path out, Path spool) {
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
}

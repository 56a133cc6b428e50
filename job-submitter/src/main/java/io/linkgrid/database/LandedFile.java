package io.linkgrid.database;

import io.linkgrid.source.SurveyedFile;

/**
 * A file whose rows are in the database.
 *
 * @param fileId from its role and content
 * @param role A, B, reference or records
 */
public record LandedFile(long fileId, String role) {
  /**
   * The file of the records that came one by one. Each of them met those before it, where the rows
   * of other files meet files before theirs. The index of the migration V10 is for it.
   */
  public static final long ONE_BY_ONE = 495_623_239_269L;

  /** The file as it was surveyed. */
  public static LandedFile of(SurveyedFile file) {
    return new LandedFile(file.fileId(), file.role());
  }
}

package io.linkgrid.database;

import io.linkgrid.source.SurveyedFile;

/**
 * A file whose rows are in the database.
 *
 * @param fileId from its role and content
 * @param role A, B, reference or records
 */
public record LandedFile(long fileId, String role) {
  /** The file as it was surveyed. */
  public static LandedFile of(SurveyedFile file) {
    return new LandedFile(file.fileId(), file.role());
  }
}

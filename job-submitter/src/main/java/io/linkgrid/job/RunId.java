package io.linkgrid.job;

import io.linkgrid.source.SurveyedFile;
import io.linkgrid.spec.SpecText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The id of a run: the same files with the same spec are the same run, whenever and wherever. */
final class RunId {
  private static final int BYTES = 8;

  private RunId() {}

  static String of(List<SurveyedFile> records, List<SurveyedFile> trips, SpecText spec) {
    MessageDigest sha256;
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
    for (SurveyedFile file : records) {
      sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(file.fileId()).array());
    }
    trips.stream()
        .mapToLong(SurveyedFile::fileId)
        .sorted()
        .forEach(id -> sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(id).array()));
    sha256.update(spec.yaml().getBytes(StandardCharsets.UTF_8));
    sha256.update(spec.model().getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(sha256.digest(), 0, BYTES);
  }
}

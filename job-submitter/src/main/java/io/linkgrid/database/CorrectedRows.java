package io.linkgrid.database;

import io.linkgrid.model.CleanRecord;
import io.linkgrid.source.SurveyedFile;
import io.linkgrid.spec.FileFormat.Quoting;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Rejected rows that a person has corrected. Those that come together for a file are landed like a
 * file of their own, whose rows keep the numbers that they have in the first one. Safe for any
 * number of threads.
 */
public final class CorrectedRows {
  private final Jdbi jdbi;

  /** The corrected rows of a database. */
  public CorrectedRows(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Returns the text of a rejected row, if it is one. */
  public Optional<String> rejected(long fileId, long row) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select raw from reject where file_id = ? and row_no = ?")
                .bind(0, fileId)
                .bind(1, row)
                .mapTo(String.class)
                .findOne());
  }

  /** Returns the line on which a rejected row starts. */
  public long lineOf(long fileId, long row) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select line_no from reject where file_id = ? and row_no = ?")
                .bind(0, fileId)
                .bind(1, row)
                .mapTo(Long.class)
                .one());
  }

  /** Returns whether a row was corrected before. */
  public boolean isCorrected(long fileId, long row) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select exists (
                      select from source_file f
                      join source_record s on s.file_id = f.file_id
                      where f.corrects = ? and s.row_no = ?
                    )
                    """)
                .bind(0, fileId)
                .bind(1, row)
                .mapTo(Boolean.class)
                .one());
  }

  /** Lands corrected rows in place of the rejects; all or, if it fails, none. */
  public void land(SurveyedFile file, List<CleanRecord> rows) {
    long id = idOf(file, rows);
    jdbi.useTransaction(
        handle -> {
          handle.execute(
              """
              insert into source_file (file_id, role, name, bytes, rows, state, corrects)
              values (?, ?, ?, 0, ?, 'LANDED', ?)
              """,
              id,
              file.role(),
              file.name(),
              rows.size(),
              file.fileId());
          insert(handle, id, rows);
          PreparedBatch rejects =
              handle.prepareBatch("delete from reject where file_id = ? and row_no = ?");
          rows.forEach(row -> rejects.add(file.fileId(), row.origin().row()));
          rejects.execute();
        });
  }

  private static void insert(Handle handle, long id, List<CleanRecord> rows) {
    PreparedBatch mentions =
        handle.prepareBatch(
            "insert into mention (mention_id, attributes) values (?, ?) on conflict do nothing");
    PreparedBatch records =
        handle.prepareBatch(
            """
            insert into source_record
              (file_id, row_no, line_no, record_id, mention_id, event_date, fields)
            values (?, ?, ?, ?, ?, nullif(?, '')::date, ?)
            """);
    for (CleanRecord row : rows) {
      mentions.bind(0, row.mention().id()).bindArray(1, String.class, row.mention().values()).add();
      records
          .bind(0, id)
          .bind(1, row.origin().row())
          .bind(2, row.origin().line())
          .bind(3, row.recordId())
          .bind(4, row.mention().id())
          .bind(5, row.eventDate())
          .bindArray(6, String.class, row.fields())
          .add();
    }
    mentions.execute();
    records.execute();
  }

  /** From what is corrected and to what, so that the same correction is the same everywhere. */
  private static long idOf(SurveyedFile file, List<CleanRecord> rows) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(file.fileId()).array());
      for (CleanRecord row : rows) {
        sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(row.origin().row()).array());
        for (String field : row.fields()) {
          sha256.update(field.getBytes(StandardCharsets.UTF_8));
          sha256.update((byte) 0);
        }
      }
      return ByteBuffer.wrap(sha256.digest()).getLong() >>> 1;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** Returns the corrected rows of files, as files, in the order in which they came. */
  public List<SurveyedFile> of(List<SurveyedFile> files) {
    List<SurveyedFile> corrected = new ArrayList<>();
    for (SurveyedFile file : files) {
      corrected.addAll(of(file));
    }
    return corrected;
  }

  private List<SurveyedFile> of(SurveyedFile file) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select file_id, rows from source_file
                    where corrects = ? order by landed_at, file_id
                    """)
                .bind(0, file.fileId())
                .map(
                    (row, context) ->
                        new SurveyedFile(
                            file.role(),
                            file.path(),
                            String.format(Locale.ROOT, "corrected rows of %s", file.name()),
                            row.getLong("file_id"),
                            0,
                            row.getLong("rows"),
                            StandardCharsets.UTF_8.name(),
                            file.separator(),
                            Quoting.NONE,
                            file.columns(),
                            List.of()))
                .list());
  }
}

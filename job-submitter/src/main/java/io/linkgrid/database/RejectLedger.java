package io.linkgrid.database;

import io.linkgrid.source.SurveyedFile;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** What the database knows of rejected rows. Safe for any number of threads. */
public final class RejectLedger {
  private final Jdbi jdbi;

  /** A ledger in a database. */
  public RejectLedger(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Rows that were rejected for the same reason.
   *
   * @param reason the reason of the first of them
   * @param rows how many
   * @param line the line of the first of them
   * @param raw its text
   */
  public record SameReason(String reason, long rows, long line, String raw) {}

  /** Returns whether more rows of a file were rejected than so many; it looks at no more. */
  public boolean areMoreThan(long limit, long fileId) {
    return jdbi.withHandle(
        handle ->
            handle
                    .createQuery(
                        "select count(*) from"
                            + " (select from reject where file_id = :file limit :most) r")
                    .bind("file", fileId)
                    .bind("most", limit + 1)
                    .mapTo(Long.class)
                    .one()
                > limit);
  }

  /** Returns how many rows of a file were rejected. */
  public long of(long fileId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select count(*) from reject where file_id = ?")
                .bind(0, fileId)
                .mapTo(Long.class)
                .one());
  }

  /** Returns the commonest reasons of a file; they are the same but for the numbers in them. */
  public List<SameReason> commonest(long fileId, int most) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select (array_agg(reason order by row_no))[1] as reason, count(*) as rows,
                           min(line_no) as line, left((array_agg(raw order by row_no))[1], 200) as raw
                    from reject
                    where file_id = ?
                    group by regexp_replace(reason, '[0-9][0-9,.]*', '0', 'g')
                    order by count(*) desc, min(row_no)
                    limit ?
                    """)
                .bind(0, fileId)
                .bind(1, most)
                .map(
                    (row, context) ->
                        new SameReason(
                            row.getString("reason"),
                            row.getLong("rows"),
                            row.getLong("line"),
                            row.getString("raw")))
                .list());
  }

  /** Takes back what was landed of a file that is not landed wholly, as if it had never come. */
  public void takeBack(SurveyedFile file) {
    jdbi.useTransaction(
        handle -> {
          int taken =
              handle.execute(
                  "delete from source_file where file_id = ? and state = 'LANDING'", file.fileId());
          if (taken == 0) {
            return;
          }
          handle.execute("delete from reject where file_id = ?", file.fileId());
          handle.execute("delete from source_record where file_id = ?", file.fileId());
          handle.execute(
              """
              delete from mention m
              where not exists (select from source_record s where s.mention_id = m.mention_id)
                and not exists (select from link l where l.mention_id = m.mention_id)
              """);
        });
  }
}

package io.linkgrid.ledger;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Records as people name them: by the text of their id column, or as {@code B:12}. */
final class Records {
  private Records() {}

  /** Returns the mentions of all rows that a name stands for; none when there is no such row. */
  static List<Long> mentions(Handle db, String record) {
    int colon = record.indexOf(':');
    boolean byPlace = colon > 0 && record.substring(colon + 1).matches("[0-9]{1,18}");
    String condition = byPlace ? "f.role = :role and s.row_no = :row" : "s.record_id = :id";
    return db.createQuery(
            "select distinct s.mention_id from source_record s join source_file f using (file_id)"
                + " where "
                + condition
                + " order by s.mention_id")
        .bind("id", record)
        .bind("role", byPlace ? record.substring(0, colon) : "")
        .bind("row", byPlace ? Long.parseLong(record.substring(colon + 1)) : 0)
        .mapTo(Long.class)
        .list();
  }

  static LinkgridException unknown(String record) {
    return new LinkgridException(
        Kind.USAGE,
        "There is no record '"
            + record
            + "'. Give the text of its id column, or the role of a file and a row such as A:12.");
  }
}

package io.linkgrid.review;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * The links of complete files that wait for a person, as a session of answering sees them.
 *
 * @param unsureOnes whether those are among them that somebody was unsure about
 * @param answered the mentions that the session has answered, which wait no more
 */
record WaitingLinks(UnsureOnes unsureOnes, List<Long> answered) {
  private static final String WAITING =
      """
      from link l
      join source_file f on f.file_id = l.file_id and f.state = 'DONE'
      left join review_decision d on d.mention_id = l.mention_id
      where l.decision = 'REVIEW'
        and (d.answer is null or (d.answer = 'UNSURE' and :again))
        and l.mention_id <> all(:session)
      """;

  private static final String ITEMS =
      """
      with waiting as (
        select l.mention_id, l.probability, l.best_entity_id, l.runner_up_entity_id,
               l.runner_up_probability
        %s
        order by l.probability desc, l.mention_id
        limit :most
      )
      select w.*, m.attributes, e.attributes as entity_attributes,
             coalesce(s.record_id, '') as record_id, coalesce(s.place, '') as place,
             (select count(*) from source_record r where r.mention_id = w.mention_id) as rows
      from waiting w
      join mention m on m.mention_id = w.mention_id
      left join entity e on e.entity_id = w.best_entity_id
      left join lateral (
        select r.record_id, f.role || ':' || r.row_no as place
        from source_record r
        join source_file f on f.file_id = r.file_id
        where r.mention_id = w.mention_id
        order by f.role, r.row_no, r.file_id
        limit 1
      ) s on true
      order by w.probability desc, w.mention_id
      """
          .formatted(WAITING);

  /** Returns how many wait. */
  long count(Handle db) {
    return bound(db.createQuery("select count(*) " + WAITING)).mapTo(Long.class).one();
  }

  /** Returns the likeliest of them, at most so many. */
  List<ReviewItem> first(Handle db, int most) {
    return bound(db.createQuery(ITEMS)).bind("most", most).map((row, context) -> item(row)).list();
  }

  private Query bound(Query query) {
    return query
        .bind("again", unsureOnes == UnsureOnes.ASKED_AGAIN)
        .bind("session", answered.stream().mapToLong(Long::longValue).toArray());
  }

  private static ReviewItem item(ResultSet row) throws SQLException {
    return new ReviewItem(
        row.getLong("mention_id"),
        row.getString("record_id"),
        row.getString("place"),
        row.getLong("rows"),
        texts(row, "attributes"),
        row.getDouble("probability"),
        Optional.ofNullable(row.getString("best_entity_id")),
        texts(row, "entity_attributes"),
        Optional.ofNullable(row.getString("runner_up_entity_id")),
        row.getDouble("runner_up_probability"));
  }

  private static List<String> texts(ResultSet row, String column) throws SQLException {
    java.sql.Array array = row.getArray(column);
    return array == null ? List.of() : List.of((String[]) array.getArray());
  }
}

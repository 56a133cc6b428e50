package io.linkgrid.serve;

import io.linkgrid.lookup.LookupResult;
import io.linkgrid.spec.LinkSpec;
import java.sql.Array;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * An entity as the database has it.
 *
 * @param entityId its id
 * @param attributes its golden record; absent values are left out
 * @param mentions how many distinct mentions belong to it
 * @param rows how many rows say them
 * @param records the first hundred of them
 */
public record EntityView(
    String entityId, Map<String, String> attributes, int mentions, long rows, List<Row> records) {
  private static final int ROWS = 100;

  /**
   * A row of an entity.
   *
   * @param place the role of its file and its number, such as {@code B:12}
   * @param recordId the text of its id column
   */
  public record Row(String place, String recordId) {}

  /**
   * Returns an entity.
   *
   * @throws HttpProblem 404 if there is none, 410 if it was merged into another one
   */
  static EntityView of(Jdbi jdbi, LinkSpec spec, String id) {
    return jdbi.withHandle(
        db ->
            db.createQuery("select attributes, mentions, rows from entity where entity_id = :id")
                .bind("id", id)
                .map(
                    (row, context) ->
                        new EntityView(
                            id,
                            LookupResult.named(spec, texts(row.getArray("attributes"))),
                            row.getInt("mentions"),
                            row.getLong("rows"),
                            rows(db, id)))
                .findOne()
                .orElseThrow(() -> missing(db, id)));
  }

  private static List<Row> rows(Handle db, String id) {
    return db.createQuery(
            """
            select f.role || ':' || s.row_no as place, s.record_id
            from link l
            join source_record s using (mention_id)
            join source_file f on f.file_id = s.file_id
            where l.entity_id = :id
            order by f.role, s.row_no
            limit :most
            """)
        .bind("id", id)
        .bind("most", ROWS)
        .map((row, context) -> new Row(row.getString("place"), row.getString("record_id")))
        .list();
  }

  private static HttpProblem missing(Handle db, String id) {
    Optional<String> into =
        db.createQuery(
                "select other_id from entity_event where entity_id = ? and change = 'MERGED_INTO'"
                    + " order by at desc, event_id desc limit 1")
            .bind(0, id)
            .mapTo(String.class)
            .findOne();
    return into.map(
            other ->
                new HttpProblem(
                    410, "Gone", "The entity " + id + " was merged into " + other + "."))
        .orElseGet(
            () ->
                new HttpProblem(
                    404,
                    "Not found",
                    "There is no entity '"
                        + RequestBody.shown(id)
                        + "'. Ids look like E0A1B2C3D4E5F6; lookups name them."));
  }

  /** Returns the names, the first attributes, of entities whose id or name begins with a text. */
  static Map<String, String> beginningWith(Jdbi jdbi, String prefix, int most) {
    Map<String, String> found = new LinkedHashMap<>();
    String pattern = prefix.replaceAll("([\\\\%_])", "\\\\$1") + "%";
    jdbi.useHandle(
        db ->
            db.createQuery(
                    """
                    select entity_id, attributes[1] as name
                    from entity
                    where entity_id like :pattern or attributes[1] ilike :pattern
                    order by attributes[1], entity_id
                    limit :most
                    """)
                .bind("pattern", pattern)
                .bind("most", most)
                .map((row, context) -> found.put(row.getString(1), row.getString(2)))
                .list());
    return found;
  }

  private static List<String> texts(Array array) throws java.sql.SQLException {
    return List.of((String[]) array.getArray());
  }
}

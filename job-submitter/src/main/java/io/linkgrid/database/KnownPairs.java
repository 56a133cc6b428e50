package io.linkgrid.database;

import io.linkgrid.truth.LabelFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/** Pairs of mentions of which a person has said whether they are of one entity. */
public final class KnownPairs {
  private static final Pattern PLACE = Pattern.compile("(.+):([0-9]{1,18})");

  private final Jdbi jdbi;

  /** The pairs of a schema. */
  public KnownPairs(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * A mention, and the role of the file in which a record says it.
   *
   * @param role A, B, reference or records
   */
  public record Side(String role, long mention) {}

  /** A pair. */
  public record Known(Side left, Side right, boolean same) {}

  /**
   * Pairs of a table.
   *
   * @param known those that were found
   * @param strange those of which a record is not in the database
   */
  public record Found(List<Known> known, List<LabelFile.Pair> strange) {
    public Found {
      known = List.copyOf(known);
      strange = List.copyOf(strange);
    }
  }

  /**
   * Returns what was answered in clerical review: the mention, with each mention that had founded
   * the entity it was shown beside.
   */
  public List<Known> ofReview() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select d.mention_id, l.mention_id as other, d.answer = 'SAME' as same,
                           (select min(f.role) from source_record s join source_file f using (file_id)
                            where s.mention_id = d.mention_id) as role,
                           (select f.role from source_file f where f.file_id = l.file_id) as its_role
                    from review_decision d
                    join link l on l.entity_id = d.best_entity_id and l.decision = 'NEW'
                    where d.answer in ('SAME', 'DIFFERENT') and l.mention_id <> d.mention_id
                    order by d.mention_id, l.mention_id
                    """)
                .map(
                    (row, context) ->
                        new Known(
                            new Side(row.getString("its_role"), row.getLong("other")),
                            new Side(row.getString("role"), row.getLong("mention_id")),
                            row.getBoolean("same")))
                .list());
  }

  /** Returns what a table says of records in the database. */
  public Found of(List<LabelFile.Pair> pairs) {
    return jdbi.withHandle(
        handle -> {
          Map<String, List<Side>> byId = byId(handle, pairs);
          Map<String, List<Side>> byPlace = byPlace(handle, pairs);
          List<Known> known = new ArrayList<>();
          List<LabelFile.Pair> strange = new ArrayList<>();
          for (LabelFile.Pair pair : pairs) {
            Optional<Side> left = side(byId, byPlace, pair.left(), true);
            Optional<Side> right = side(byId, byPlace, pair.right(), false);
            if (left.isPresent() && right.isPresent()) {
              known.add(new Known(left.get(), right.get(), pair.same()));
            } else {
              strange.add(pair);
            }
          }
          return new Found(known, strange);
        });
  }

  /** Ids of a reference and of records may be the same texts: left is the reference, then. */
  private static Optional<Side> side(
      Map<String, List<Side>> byId, Map<String, List<Side>> byPlace, String text, boolean first) {
    List<Side> sides = byPlace.getOrDefault(text, byId.getOrDefault(text, List.of()));
    return sides.isEmpty()
        ? Optional.empty()
        : Optional.of(sides.get(first ? 0 : sides.size() - 1));
  }

  private static Map<String, List<Side>> byId(Handle handle, List<LabelFile.Pair> pairs) {
    return sides(
        handle
            .createQuery(
                """
                select distinct on (s.record_id, f.role) s.record_id as text, f.role, s.mention_id
                from source_record s join source_file f using (file_id)
                where s.record_id = any (:ids)
                order by s.record_id, f.role desc, s.row_no
                """)
            .bindArray("ids", String.class, texts(pairs)));
  }

  private static Map<String, List<Side>> byPlace(Handle handle, List<LabelFile.Pair> pairs) {
    List<String> roles = new ArrayList<>();
    List<Long> rows = new ArrayList<>();
    for (String text : texts(pairs)) {
      Matcher place = PLACE.matcher(text);
      if (place.matches()) {
        roles.add(place.group(1));
        rows.add(Long.valueOf(place.group(2)));
      }
    }
    return sides(
        handle
            .createQuery(
                """
                select f.role || ':' || s.row_no as text, f.role, s.mention_id
                from unnest(:roles, :rows) as wanted (role, row_no)
                join source_file f on f.role = wanted.role
                join source_record s on s.file_id = f.file_id and s.row_no = wanted.row_no
                order by f.landed_at, f.file_id
                """)
            .bindArray("roles", String.class, roles)
            .bindArray("rows", Long.class, rows));
  }

  private static List<String> texts(List<LabelFile.Pair> pairs) {
    List<String> texts = new ArrayList<>();
    for (LabelFile.Pair pair : pairs) {
      texts.add(pair.left());
      texts.add(pair.right());
    }
    return texts;
  }

  private static Map<String, List<Side>> sides(Query query) {
    Map<String, List<Side>> sides = new HashMap<>();
    query
        .map(
            (row, context) ->
                Map.entry(
                    row.getString("text"),
                    new Side(row.getString("role"), row.getLong("mention_id"))))
        .forEach(
            entry ->
                sides
                    .computeIfAbsent(entry.getKey(), t -> new ArrayList<>())
                    .add(entry.getValue()));
    return sides;
  }
}

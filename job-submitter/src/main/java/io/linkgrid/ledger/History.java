package io.linkgrid.ledger;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * What the ledger says about an entity or a record, in the order in which it came about.
 *
 * @param of the entity or record that was asked about
 * @param changes how entity ids came and went
 * @param links how mentions were linked
 */
public record History(String of, List<Change> changes, List<Link> links) {
  public History {
    changes = List.copyOf(changes);
    links = List.copyOf(links);
  }

  /**
   * An entity id came or went.
   *
   * @param at the time in UTC, as {@code 2024-01-31 12:00:00}
   * @param entity the id
   * @param change FOUNDED, SPLIT_FROM, MERGED_INTO or REMOVED
   * @param other the entity that it was split from or merged into
   * @param run the run that founded it
   * @param by who said so; empty for a run
   * @param why the reason that was given
   */
  public record Change(
      String at,
      String entity,
      String change,
      Optional<String> other,
      String run,
      Optional<String> by,
      Optional<String> why) {}

  /**
   * A mention was linked, or no longer.
   *
   * @param at the time in UTC, as {@code 2024-01-31 12:00:00}
   * @param record the first row that says the mention, as {@code B:12}
   * @param entity the entity; of a REVIEW the candidate
   * @param status INFERRED, ASSERTED, RETRACTED or REVIEW
   * @param weight the match weight
   * @param probability the probability
   * @param model the model by which it was inferred
   * @param run the run that decided about the mention
   * @param cause match, found, review, merge, split and so on
   * @param by who said so; empty for a run
   * @param why the reason that was given
   */
  public record Link(
      String at,
      String record,
      String entity,
      String status,
      double weight,
      double probability,
      Optional<String> model,
      String run,
      String cause,
      Optional<String> by,
      Optional<String> why) {}

  private static final String CHANGES =
      """
      select to_char(e.at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS') as at,
             e.entity_id, e.change, e.other_id, e.run_id, e.by_person, e.why
      from entity_event e
      where e.entity_id = :entity or e.other_id = :entity
      order by e.at, e.event_id
      """;

  /**
   * Whose links to an entity hold no longer, or held by a person's word, is found by its events;
   * whose hold, and who waits for it, is found by the links. They are an array because Postgres
   * reads all of a view of two tables that it has to join, and looks up what is given to it.
   */
  private static final String LINKS =
      """
      select to_char(e.at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS') as at,
             coalesce(p.place, '') as place, e.entity_id, e.status, e.weight, e.probability,
             e.model_id, e.run_id, e.cause, e.by_person, e.why
      from link_event e
      left join lateral (
        select f.role || ':' || s.row_no as place
        from source_record s
        join source_file f using (file_id)
        where s.mention_id = e.mention_id
        order by f.role, s.row_no, s.file_id
        limit 1
      ) p on true
      where e.mention_id = any(array(
        select unnest(:mentions)
        union
        select mention_id from link where entity_id = :entity
        union
        select mention_id from link where best_entity_id = :entity and decision = 'REVIEW'
        union
        select mention_id from written_link_event
        where entity_id = :entity and status <> 'INFERRED'
      ))
      and (e.entity_id = :entity or e.mention_id = any(:mentions))
      order by e.at, e.event_id
      """;

  /**
   * Returns the history of an entity, of those that are gone too, or of a record.
   *
   * @throws LinkgridException USAGE if there is neither
   */
  public static History of(Jdbi jdbi, String entityOrRecord) {
    return jdbi.withHandle(db -> of(db, entityOrRecord));
  }

  private static History of(Handle db, String of) {
    List<Change> changes = changes(db, of);
    List<Long> mentions = changes.isEmpty() ? Records.mentions(db, of) : List.of();
    if (changes.isEmpty() && mentions.isEmpty()) {
      throw new LinkgridException(
          Kind.USAGE,
          "There is neither an entity nor a record '"
              + of
              + "'. Give an id such as E0A1B2C3D4E5F6, the text of a record's id column, or the role"
              + " of a file and a row such as A:12.");
    }
    return new History(of, changes, links(db, of, mentions));
  }

  private static List<Change> changes(Handle db, String entity) {
    return db.createQuery(CHANGES)
        .bind("entity", entity)
        .map(
            (row, context) ->
                new Change(
                    row.getString("at"),
                    row.getString("entity_id"),
                    row.getString("change"),
                    Optional.ofNullable(row.getString("other_id")),
                    row.getString("run_id"),
                    Optional.ofNullable(row.getString("by_person")),
                    Optional.ofNullable(row.getString("why"))))
        .list();
  }

  private static List<Link> links(Handle db, String entity, List<Long> mentions) {
    return db.createQuery(LINKS)
        .bind("entity", entity)
        .bindArray("mentions", Long.class, mentions)
        .map(
            (row, context) ->
                new Link(
                    row.getString("at"),
                    row.getString("place"),
                    row.getString("entity_id"),
                    row.getString("status"),
                    row.getDouble("weight"),
                    row.getDouble("probability"),
                    Optional.ofNullable(row.getString("model_id")),
                    row.getString("run_id"),
                    row.getString("cause"),
                    Optional.ofNullable(row.getString("by_person")),
                    Optional.ofNullable(row.getString("why"))))
        .list();
  }
}

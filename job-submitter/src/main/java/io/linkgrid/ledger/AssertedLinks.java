package io.linkgrid.ledger;

import org.jdbi.v3.core.Jdbi;

/**
 * What people said about links, as it stands: the views {@code asserted_link} (a mention belongs to
 * an entity) and the table {@code apart} (two mentions do not belong together). Whoever links anew
 * takes links away that are INFERRED and leaves those that are ASSERTED. Safe for any number of
 * threads.
 */
public final class AssertedLinks {
  private static final String TO_ASSIGN =
      """
      with lost as (
        select a.mention_id, a.entity_id, count(*) as rows
        from asserted_link a
        join source_record s on s.mention_id = a.mention_id and s.file_id = ?
        where not exists (select from link l where l.mention_id = a.mention_id)
        group by a.mention_id, a.entity_id
      )
      """;

  private static final String ENTITIES =
      """
      insert into entity (entity_id, attributes, mentions, rows, file_id, run_id)
      select distinct on (o.entity_id) o.entity_id, m.attributes, 1, o.rows, ?, ?
      from lost o
      join mention m using (mention_id)
      order by o.entity_id, o.mention_id
      on conflict do nothing
      """;

  private static final String LINKS =
      """
      insert into link (mention_id, entity_id, decision, probability, weight, file_id, run_id,
                        status)
      select mention_id, entity_id, 'MATCH', 1, 0, ?, ?, 'ASSERTED'
      from lost
      on conflict do nothing
      """;

  private final Jdbi jdbi;

  /** The assertions in a database. */
  public AssertedLinks(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Gives the mentions of a file that have no link the one that a person asserted, with the entity
   * where it is gone. Repeated, it changes nothing.
   *
   * @return how many links it made
   */
  public int assign(long fileId, String runId) {
    return jdbi.inTransaction(
        handle -> {
          Cause.of("assert").set(handle);
          handle.execute(TO_ASSIGN + ENTITIES, fileId, fileId, runId);
          return handle.execute(TO_ASSIGN + LINKS, fileId, fileId, runId);
        });
  }
}

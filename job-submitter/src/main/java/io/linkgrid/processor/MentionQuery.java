package io.linkgrid.processor;

import java.io.Serializable;

/**
 * What is read from the database by slices of mention ids: each slice asks for {@code mention_id
 * between ? and ?}, and gives mention_id, attributes, rows, entity_id (null while there is none).
 *
 * @param sql the query; its last two parameters are the slice
 * @param fileId the first parameter, when {@code hasFile}
 * @param scope whether the first parameter is a file
 */
public record MentionQuery(String sql, long fileId, Scope scope) implements Serializable {
  /** Which mentions are asked for. */
  public enum Scope {
    /** Those of a file. */
    FILE,
    /** All. */
    ALL
  }

  /** Mentions of a file that have no link yet, with the number of its rows that say each. */
  public static MentionQuery withoutLink(long fileId) {
    return new MentionQuery(
        """
        select m.mention_id, m.attributes, r.rows, null::text as entity_id
        from (
          select mention_id, count(*) as rows
          from source_record
          where file_id = ? and mention_id between ? and ?
          group by mention_id
        ) r
        join mention m using (mention_id)
        where not exists (select 1 from link l where l.mention_id = m.mention_id)
        """,
        fileId,
        Scope.FILE);
  }

  /** Mentions that belong to an entity. */
  public static MentionQuery ofEntities() {
    return new MentionQuery(
        """
        select m.mention_id, m.attributes, 0::bigint as rows, l.entity_id
        from mention m
        join link l using (mention_id)
        where l.entity_id is not null and m.mention_id between ? and ?
        """,
        0,
        Scope.ALL);
  }
}

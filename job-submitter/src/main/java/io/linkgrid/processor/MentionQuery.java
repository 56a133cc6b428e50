package io.linkgrid.processor;

import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is read from the database by slices of mention ids: each slice asks for {@code mention_id
 * between ? and ?}, and gives mention_id, attributes, rows, entity_id (null while there is none).
 *
 * @param sql the query, whose two parameters are the slice
 */
public record MentionQuery(String sql) implements Serializable {
  /**
   * Mentions of a file that are new, with the number of its rows that say each. Those that an
   * interrupted attempt on this file has founded already are given again: the answer is the same.
   */
  public static MentionQuery newOf(long fileId) {
    return new MentionQuery(
        """
        select m.mention_id, m.attributes, r.rows, null::text as entity_id
        from (
          select mention_id, count(*) as rows
          from source_record
          where file_id = %1$d and mention_id between ? and ?
          group by mention_id
        ) r
        join mention m using (mention_id)
        where not exists (
          select 1
          from link l
          where l.mention_id = m.mention_id
            and not (l.decision = 'NEW' and l.file_id = %1$d)
        )
        """
            .formatted(fileId));
  }

  /** All mentions of a file. */
  public static MentionQuery allOf(long fileId) {
    return new MentionQuery(
        """
        select m.mention_id, m.attributes, 0::bigint as rows, null::text as entity_id
        from mention m
        where exists (
          select 1 from source_record r where r.mention_id = m.mention_id and r.file_id = %1$d
        )
        and m.mention_id between ? and ?
        """
            .formatted(fileId));
  }

  /** These mentions. */
  public static MentionQuery ofIds(Collection<Long> ids) {
    return new MentionQuery(
        """
        select m.mention_id, m.attributes, 0::bigint as rows, null::text as entity_id
        from mention m
        where m.mention_id = any ('{%s}') and m.mention_id between ? and ?
        """
            .formatted(ids.stream().map(String::valueOf).collect(Collectors.joining(","))));
  }

  /** All mentions of files but those that other files have as well. */
  public static MentionQuery ofFilesBut(List<Long> files, List<Long> others) {
    return new MentionQuery(
        """
        select m.mention_id, m.attributes, 0::bigint as rows, null::text as entity_id
        from mention m
        where exists (
          select 1 from source_record r where r.mention_id = m.mention_id and r.file_id in (%s)
        )
        and not exists (
          select 1 from source_record r where r.mention_id = m.mention_id and r.file_id in (%s)
        )
        and m.mention_id between ? and ?
        """
            .formatted(list(files), list(others)));
  }

  private static String list(List<Long> files) {
    return files.isEmpty()
        ? "null"
        : files.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  /** Mentions that belong to an entity, by files that are done. */
  public static MentionQuery ofEntities() {
    return new MentionQuery(
        """
        select m.mention_id, m.attributes, 0::bigint as rows, l.entity_id
        from mention m
        join link l using (mention_id)
        join source_file f on f.file_id = l.file_id and f.state = 'DONE'
        where l.entity_id is not null and m.mention_id between ? and ?
        """);
  }
}

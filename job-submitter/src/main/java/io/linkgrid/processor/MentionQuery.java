package io.linkgrid.processor;

import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is read from the database, whole or by slices of mention ids: mention_id, attributes, rows,
 * newest, source (as in {@link io.linkgrid.model.Said}), entity_id (null while there is none).
 *
 * @param template the query, in which {@code in_slice(t)} stands for the condition that the mention
 *     of a row of {@code t} is in the slice; each large table has one, so that no slice sorts,
 *     groups or joins what belongs to another
 */
public record MentionQuery(String template) implements Serializable {
  private static final Pattern IN_SLICE = Pattern.compile("in_slice\\((\\w+)\\)");

  /**
   * How rows say a mention, for a query that groups rows {@code s} of files {@code f} by mention:
   * the number of rows; days, the place of the file and the row in one number; the authority of
   * roles.
   */
  private static final String SAID =
      """
      s.mention_id, count(*) as rows,
        max((greatest(coalesce(s.event_date - date '0001-01-01', 0), 0)::bigint << 41)
          + (least(f.place, 2047) << 30) + least(s.row_no, 1073741823)) as newest,
        min(case f.role when 'reference' then 0 when 'A' then 1 when 'records' then 2 else 3 end)
          as source
      from source_record s
      join (
        select file_id, role, state, row_number() over (order by landed_at, file_id) as place
        from source_file
      ) f using (file_id)
      """;

  private static final String NOT_SAID = "0::bigint as rows, 0::bigint as newest, 0 as source";

  /** Returns the query for all mentions. */
  public String all() {
    return IN_SLICE.matcher(template).replaceAll("true");
  }

  /** Returns the query for the mentions from the first to the last id, both included. */
  String slice(long first, long last) {
    return IN_SLICE
        .matcher(template)
        .replaceAll("$1.mention_id between %d and %d".formatted(first, last));
  }

  /**
   * Mentions of a file that are new, with the number of its rows that say each. Those that an
   * interrupted attempt on this file has founded already are given again: the answer is the same.
   */
  public static MentionQuery newOf(long fileId) {
    return new MentionQuery(
        """
        select m.mention_id, m.attributes, r.rows, r.newest, r.source, null::text as entity_id
        from (
          select %2$s
          where s.file_id = %1$d and in_slice(s)
          group by s.mention_id
        ) r
        join mention m using (mention_id)
        where in_slice(m) and not exists (
          select 1
          from link l
          where l.mention_id = m.mention_id and in_slice(l)
            and not (l.decision = 'NEW' and l.file_id = %1$d and l.status = 'INFERRED')
        )
        """
            .formatted(fileId, SAID));
  }

  /** As {@link #newOf}, where it does not matter how rows say them. */
  public static MentionQuery probesOf(long fileId) {
    return new MentionQuery(
        """
        select m.mention_id, m.attributes, %2$s, null::text as entity_id
        from mention m
        where exists (
          select 1
          from source_record r
          where r.mention_id = m.mention_id and r.file_id = %1$d and in_slice(r)
        )
        and not exists (
          select 1
          from link l
          where l.mention_id = m.mention_id and in_slice(l)
            and not (l.decision = 'NEW' and l.file_id = %1$d and l.status = 'INFERRED')
        )
        and in_slice(m)
        """
            .formatted(fileId, NOT_SAID));
  }

  /** All mentions of a file. */
  public static MentionQuery allOf(long fileId) {
    return new MentionQuery(
        """
        select m.mention_id, m.attributes, %2$s, null::text as entity_id
        from mention m
        where exists (
          select 1
          from source_record r
          where r.mention_id = m.mention_id and r.file_id = %1$d and in_slice(r)
        )
        and in_slice(m)
        """
            .formatted(fileId, NOT_SAID));
  }

  /** The mentions of a file that are in a sample, or among these. */
  public static MentionQuery sampleOf(long fileId, TrainingSample sample, Collection<Long> also) {
    return new MentionQuery(
        allOf(fileId).template
            + "and ((m.mention_id & %d) < %d or m.mention_id = any ('{%s}'))"
                .formatted(TrainingSample.ALL - 1, sample.below(), list(also)));
  }

  /** These mentions. */
  public static MentionQuery ofIds(Collection<Long> ids) {
    return new MentionQuery(
        """
        select m.mention_id, m.attributes, %s, null::text as entity_id
        from mention m
        where m.mention_id = any ('{%s}') and in_slice(m)
        """
            .formatted(NOT_SAID, list(ids)));
  }

  /** All mentions of files but those that other files have as well. */
  public static MentionQuery ofFilesBut(List<Long> files, List<Long> others) {
    return new MentionQuery(
        """
        select m.mention_id, m.attributes, %s, null::text as entity_id
        from mention m
        where exists (
          select 1
          from source_record r
          where r.mention_id = m.mention_id and r.file_id in (%s) and in_slice(r)
        )
        and not exists (
          select 1
          from source_record r
          where r.mention_id = m.mention_id and r.file_id in (%s) and in_slice(r)
        )
        and in_slice(m)
        """
            .formatted(NOT_SAID, anyOf(files), anyOf(others)));
  }

  private static String anyOf(List<Long> files) {
    return files.isEmpty() ? "null" : list(files);
  }

  private static String list(Collection<Long> ids) {
    return ids.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  /** Mentions that belong to an entity, by files that are done. */
  public static MentionQuery ofEntities() {
    return new MentionQuery(
        """
        select m.mention_id, m.attributes, %s, l.entity_id
        from mention m
        join link l using (mention_id)
        join source_file f on f.file_id = l.file_id and f.state = 'DONE'
        where l.entity_id is not null and in_slice(m) and in_slice(l)
        """
            .formatted(NOT_SAID));
  }

  /**
   * All mentions of the entities to which the rows of a file belong, as that file and those that
   * are done say them.
   */
  public static MentionQuery ofEntitiesIn(long fileId) {
    return new MentionQuery(
        ofEntities(
            "(f.state = 'DONE' or f.file_id = %1$d)".formatted(fileId),
            """
            select t.entity_id
            from source_record s
            join link t using (mention_id)
            where s.file_id = %1$d
            """
                .formatted(fileId)));
  }

  /** All mentions of the entities whose ids are its parameter, an array of texts. */
  public static MentionQuery ofGivenEntities() {
    // Few entities: their rows are found by index, where the others are read from end to end.
    return new MentionQuery(
        """
        select m.mention_id, m.attributes, r.rows, r.newest, r.source, l.entity_id
        from link l
        join mention m using (mention_id)
        cross join lateral (
          select %s
          where f.state = 'DONE' and s.mention_id = l.mention_id and in_slice(s)
          group by s.mention_id
        ) r
        where l.entity_id = any (?::text[])
        """
            .formatted(SAID));
  }

  private static String ofEntities(String files, String entities) {
    return """
        with r as (
          select %1$s
          where %2$s and in_slice(s)
          group by s.mention_id
        )
        select m.mention_id, m.attributes, r.rows, r.newest, r.source, l.entity_id
        from link l
        join mention m using (mention_id)
        join r using (mention_id)
        where in_slice(l) and in_slice(m) and l.entity_id in (
          %3$s
        )
        """
        .formatted(SAID, files, entities);
  }
}

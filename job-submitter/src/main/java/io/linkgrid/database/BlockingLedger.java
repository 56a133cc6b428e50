package io.linkgrid.database;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.model.Mention;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.SpecReader;
import io.linkgrid.spec.SpecText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/**
 * What the database knows of blocking: what was counted before a run compared anything, and which
 * keys are capped. Safe for any number of threads.
 */
public final class BlockingLedger {
  /** In place of a run's id: what was counted without a run. */
  public static final String PREVIEW = "preview";

  private static final int FETCH = 5_000;

  private final Jdbi jdbi;

  /** A ledger in a database. */
  public BlockingLedger(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Pairs of a rule, by what a new mention meets.
   *
   * @param rule the rule's name
   * @param node the member that owns the keys; empty for all together
   * @param withReference pairs of a new mention and an earlier one
   * @param amongNew pairs of two new mentions
   */
  public record RulePairs(String rule, String node, long withReference, long amongNew) {}

  /**
   * A key and who has it.
   *
   * @param rule its rule's name
   * @param hash its hash, as {@code BlockingKey} has it
   * @param value what its parts say
   * @param referenceMentions mentions of files before
   * @param newMentions mentions of the file that no file before has
   * @param capped whether it brings no pairs together
   */
  public record CountedKey(
      String rule,
      long hash,
      String value,
      long referenceMentions,
      long newMentions,
      boolean capped) {
    /** Returns how many pairs share it, or would if it were not capped. */
    public long pairs() {
      return newMentions * referenceMentions + newMentions * (newMentions - 1) / 2;
    }

    /** Returns how many mentions have it. */
    public long mentions() {
      return newMentions + referenceMentions;
    }
  }

  /** Forgets what was counted for a run about all files. */
  public void clear(String runId) {
    delete(runId, "");
  }

  /** Forgets what was counted for a run about some files; what it linked others by stays. */
  public void clear(String runId, List<Long> files) {
    if (!files.isEmpty()) {
      delete(
          runId,
          " and file_id in ("
              + files.stream().map(String::valueOf).collect(Collectors.joining(", "))
              + ")");
    }
  }

  private void delete(String runId, String condition) {
    jdbi.useTransaction(
        handle -> {
          for (String table : List.of("blocking_rule", "blocking_key", "blocking_pairs")) {
            handle.execute("delete from " + table + " where run_id = ?" + condition, runId);
          }
        });
  }

  /** Returns the pairs of each rule, summed over its keys. */
  public List<RulePairs> rules(String runId, long fileId) {
    return pairs(
        "select rule, '' as node, reference_pairs, new_pairs from blocking_rule"
            + " where run_id = :run and file_id = :file order by rule",
        runId,
        fileId);
  }

  /** Returns the pairs of each rule and node, each pair under its first common key alone. */
  public List<RulePairs> pairs(String runId, long fileId) {
    return pairs(
        "select rule, node, reference_pairs, new_pairs from blocking_pairs"
            + " where run_id = :run and file_id = :file order by node, rule",
        runId,
        fileId);
  }

  private List<RulePairs> pairs(String sql, String runId, long fileId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(sql)
                .bind("run", runId)
                .bind("file", fileId)
                .map(
                    (row, context) ->
                        new RulePairs(
                            row.getString("rule"),
                            row.getString("node"),
                            row.getLong("reference_pairs"),
                            row.getLong("new_pairs")))
                .list());
  }

  /**
   * Returns the largest keys of each rule and all that are capped, the ones with most pairs first.
   */
  public List<CountedKey> keys(String runId, long fileId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select rule, key_hash, value, reference_mentions, new_mentions, capped
                    from blocking_key
                    where run_id = :run and file_id = :file
                    order by new_mentions * reference_mentions + new_mentions * (new_mentions - 1) / 2 desc,
                             rule, value collate "C"
                    """)
                .bind("run", runId)
                .bind("file", fileId)
                .map(
                    (row, context) ->
                        new CountedKey(
                            row.getString("rule"),
                            row.getLong("key_hash"),
                            row.getString("value"),
                            row.getLong("reference_mentions"),
                            row.getLong("new_mentions"),
                            row.getBoolean("capped")))
                .list());
  }

  /** Returns the hashes of the keys that are capped for a file. */
  public List<Long> capped(String runId, long fileId) {
    return keys(runId, fileId).stream()
        .filter(CountedKey::capped)
        .map(CountedKey::hash)
        .sorted()
        .toList();
  }

  /**
   * Returns the hashes of the keys that were capped for the file that came last of those that are
   * linked: what a record that comes now would not meet others by.
   */
  public List<Long> cappedLast() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    with counted as (
                      select distinct run_id, file_id from blocking_key where capped
                    ), last as (
                      select c.run_id, c.file_id
                      from source_file f
                      left join counted c on c.file_id = f.file_id and c.run_id <> 'preview'
                      where f.state = 'DONE' and f.role <> 'serve'
                      order by f.landed_at desc, f.file_id, c.run_id
                      limit 1
                    )
                    select distinct k.key_hash
                    from blocking_key k
                    join last using (run_id, file_id)
                    where k.capped
                    order by k.key_hash
                    """)
                .mapTo(Long.class)
                .list());
  }

  /** Returns the ids of the files that are linked, in order. */
  public List<Long> linkedFiles() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select file_id from source_file where state = 'DONE' order by file_id")
                .mapTo(Long.class)
                .list());
  }

  /** Returns how many mentions the database has. */
  public long mentions() {
    return jdbi.withHandle(
        handle -> handle.createQuery("select count(*) from mention").mapTo(Long.class).one());
  }

  /** Gives each mention whose id is below another, in the order of the ids. */
  public void forEachMentionBelow(long id, Consumer<Mention> each) {
    jdbi.useTransaction(
        handle ->
            handle
                .createQuery(
                    "select mention_id, attributes from mention where mention_id < :id"
                        + " order by mention_id")
                .bind("id", id)
                .setFetchSize(FETCH)
                .map((row, context) -> mention(row))
                .forEach(each));
  }

  /** Returns the mentions with the smallest ids. */
  public List<Mention> firstMentions(int most) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select mention_id, attributes from mention order by mention_id limit :most")
                .bind("most", most)
                .map((row, context) -> mention(row))
                .list());
  }

  private static Mention mention(ResultSet row) throws SQLException {
    return new Mention(
        row.getLong("mention_id"), List.of((String[]) row.getArray("attributes").getArray()));
  }

  /** Returns how many mentions a query gives. */
  public long count(String mentions) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select count(*) from (" + mentions + ") m")
                .mapTo(Long.class)
                .one());
  }

  /**
   * Removes a run that was refused before it linked anything, so that its spec may be changed. What
   * was landed stays.
   *
   * @return whether nothing was linked by the run
   */
  public boolean forgetUnlinked(String runId) {
    return jdbi.withHandle(
        handle ->
            handle.execute(
                    """
                delete from run r
                where r.run_id = ?
                  and not exists (select 1 from link l where l.run_id = r.run_id)
                  and not exists (select 1 from entity e where e.run_id = r.run_id)
                """,
                    runId)
                > 0);
  }

  /**
   * Sees to it that all rows of a schema are standardised alike, also those that were landed and
   * not yet linked.
   *
   * @throws LinkgridException of kind USAGE if rows were landed by a spec with other attributes
   */
  public void checkLanding(SpecText spec, String schema) {
    Optional<String> before =
        jdbi.withHandle(
            handle -> handle.createQuery("select spec from landing").mapTo(String.class).findOne());
    if (before.isEmpty()) {
      jdbi.useHandle(
          handle -> handle.execute("insert into landing (spec) values (?)", spec.yaml()));
    } else if (!standardisesAlike(before.get(), spec.parse())) {
      throw new LinkgridException(
          Kind.USAGE,
          spec.where()
              + " reads other columns, or standardises them in another way, than the spec by which"
              + " the rows of the schema '"
              + schema
              + "' were landed. Nothing was changed. Give the spec another name, which makes a"
              + " schema of its own, or start anew with: drop schema \""
              + schema
              + "\" cascade");
    }
  }

  private static boolean standardisesAlike(String yaml, LinkSpec now) {
    LinkSpec before;
    try {
      before = SpecReader.parse(yaml, "landing");
    } catch (LinkgridException e) {
      // Written by a version with other words: nobody knows what it said.
      return false;
    }
    return before.format().equals(now.format())
        && before.recordIdColumn().equals(now.recordIdColumn())
        && before.referenceIdColumn().equals(now.referenceIdColumn())
        && before.event().equals(now.event())
        && before.attributes().equals(now.attributes());
  }
}

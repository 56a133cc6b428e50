package io.linkgrid.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.linkgrid.database.Database;
import io.linkgrid.database.RunLock;
import io.linkgrid.model.EntityId;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.spec.LinkSpec;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/**
 * What a person asserts about entities: that several are one, or that records are not of theirs.
 * Each assertion is one transaction, during which no run is at work on the schema; the reference is
 * of a new version after it, and the golden records are made anew. Safe for any number of threads.
 */
public final class LinkLedger {
  /**
   * The entities in the order in which they were founded: those of runs by run, file, and row of
   * the file; then those that people split off, in their order.
   */
  private static final String BY_AGE =
      """
      select e.entity_id
      from entity e
      left join run r using (run_id)
      left join source_file f using (file_id)
      left join lateral (
        select min(s.row_no) as row_no
        from link l
        join source_record s on s.mention_id = l.mention_id and s.file_id = e.file_id
        where l.entity_id = e.entity_id
      ) p on true
      left join lateral (
        select max(v.event_id) as event_id
        from written_entity_event v
        where v.entity_id = e.entity_id and v.change = 'SPLIT_FROM'
      ) split on true
      where e.entity_id = any(:entities)
      order by split.event_id nulls first, r.started_at nulls first, f.landed_at nulls first, p.row_no, e.entity_id
      """;

  private final Database database;
  private final GoldenRefresh golden;

  /** The ledger of a schema whose records were linked by a spec. */
  public LinkLedger(Database database, LinkSpec spec) {
    this.database = database;
    this.golden = new GoldenRefresh(spec);
  }

  /**
   * Who asserts something, and why.
   *
   * @param by a name
   * @param why a reason; may be empty
   */
  public record Assertion(String by, String why) {}

  /**
   * What a merge did.
   *
   * @param kept the entity that was founded first
   * @param gone the others, in the order in which they were founded
   * @param mentions how many mentions changed their entity
   */
  public record Merged(String kept, List<String> gone, int mentions) {
    public Merged {
      gone = List.copyOf(gone);
    }
  }

  /**
   * What a split did.
   *
   * @param from the entity that the records belonged to
   * @param to the entity that they belong to now
   * @param mentions how many mentions changed their entity
   * @param rows how many rows say them
   */
  public record Split(String from, String to, int mentions, long rows) {}

  /**
   * Makes one entity of several. The oldest id stays: the entity that was founded first, by the
   * start of the run, then by file, then by row; one that a person split off is younger. All their
   * mentions are asserted to be of it.
   *
   * @throws LinkgridException USAGE if there are fewer than two, or one is not there; DATABASE if a
   *     run is at work. Nothing is changed then.
   */
  public Merged merge(List<String> entities, Assertion assertion) {
    Set<String> distinct = new LinkedHashSet<>(entities);
    if (distinct.size() < 2) {
      throw new LinkgridException(
          Kind.USAGE, "A merge expects two or more different entities, found " + distinct + ".");
    }
    return changing(
        db -> {
          List<String> byAge =
              db.createQuery(BY_AGE)
                  .bindArray("entities", String.class, List.copyOf(distinct))
                  .mapTo(String.class)
                  .list();
          distinct.stream()
              .filter(id -> !byAge.contains(id))
              .findFirst()
              .ifPresent(id -> refuse(db, id));
          String kept = byAge.get(0);
          List<String> gone = byAge.subList(1, byAge.size());
          new Cause("merge", assertion.by(), assertion.why()).set(db);
          togetherAgain(db, byAge);
          int moved = move(db, gone, kept);
          db.createUpdate("update link set status = 'ASSERTED' where entity_id = ?")
              .bind(0, kept)
              .execute();
          askAbout(db, gone, kept);
          entityChange(db, "MERGED_INTO", kept);
          db.createUpdate("delete from entity where entity_id = any(:gone)")
              .bindArray("gone", String.class, gone)
              .execute();
          golden.of(db, List.of(kept));
          referenceChanged(db);
          return new Merged(kept, gone, moved);
        });
  }

  private static int move(Handle db, List<String> from, String to) {
    return db.createUpdate(
            "update link set entity_id = :to, status = 'ASSERTED' where entity_id = any(:from)")
        .bind("to", to)
        .bindArray("from", String.class, from)
        .execute();
  }

  private static void togetherAgain(Handle db, List<String> entities) {
    db.createUpdate(
            """
            delete from apart a
            using link one, link other
            where one.mention_id = a.mention_id and one.entity_id = any(:entities)
              and other.mention_id = a.other_id and other.entity_id = any(:entities)
            """)
        .bindArray("entities", String.class, entities)
        .execute();
  }

  /** Who waits for a person, or was second to one that is gone, names the one that stays. */
  private static void askAbout(Handle db, List<String> gone, String kept) {
    db.createUpdate(
            """
            update link set
              best_entity_id = case when best_entity_id = any(:gone) then :kept
                else best_entity_id end,
              runner_up_entity_id = case when runner_up_entity_id = any(:gone) then :kept
                else runner_up_entity_id end
            where best_entity_id = any(:gone) or runner_up_entity_id = any(:gone)
            """)
        .bindArray("gone", String.class, gone)
        .bind("kept", kept)
        .execute();
    db.createUpdate(
            """
            update link set runner_up_entity_id = null, runner_up_probability = null
            where runner_up_entity_id = :kept and :kept in (best_entity_id, entity_id)
            """)
        .bind("kept", kept)
        .execute();
  }

  /**
   * Takes records out of their entity: they found one of their own, together, or go to another that
   * is there. That they and those that stay are not the same is asserted, and lasts. Rows that say
   * the same as one of the records go with it.
   *
   * @param records texts of the id column, or the role of a file and a row in it: {@code B:12}
   * @param to where they go; empty to found an entity
   * @throws LinkgridException USAGE if a record or entity is not there, if the records are not all
   *     of one entity, or if nothing would stay of it; DATABASE if a run is at work. Nothing is
   *     changed then.
   */
  public Split split(List<String> records, Optional<String> to, Assertion assertion) {
    return changing(
        db -> {
          List<Long> mentions = mentions(db, records);
          String from = entityOf(db, mentions, records);
          new Cause("split", assertion.by(), assertion.why()).set(db);
          String target = to.orElseGet(() -> foundFrom(db, from, mentions));
          if (to.isPresent()) {
            checkTarget(db, from, target);
            join(db, mentions, target);
          }
          db.createUpdate(
                  "update link set entity_id = :to, status = 'ASSERTED',"
                      + " best_entity_id = coalesce(best_entity_id, :from)"
                      + " where mention_id = any(:mentions)")
              .bind("to", target)
              .bind("from", from)
              .bindArray("mentions", Long.class, mentions)
              .execute();
          apart(db, mentions, from, assertion.by());
          golden.of(db, List.of(from, target));
          referenceChanged(db);
          long rows =
              db.createQuery("select count(*) from source_record where mention_id = any(:mentions)")
                  .bindArray("mentions", Long.class, mentions)
                  .mapTo(Long.class)
                  .one();
          return new Split(from, target, mentions.size(), rows);
        });
  }

  private static List<Long> mentions(Handle db, List<String> records) {
    Set<Long> mentions = new LinkedHashSet<>();
    for (String record : records) {
      List<Long> found = Records.mentions(db, record);
      if (found.isEmpty()) {
        throw Records.unknown(record);
      }
      mentions.addAll(found);
    }
    return mentions.stream().sorted(Long::compareUnsigned).toList();
  }

  private static String entityOf(Handle db, List<Long> mentions, List<String> records) {
    List<Optional<String>> entities =
        db.createQuery(
                """
                select distinct l.entity_id
                from unnest(:mentions) as m (mention_id)
                left join link l using (mention_id)
                """)
            .bindArray("mentions", Long.class, mentions)
            .map((row, context) -> Optional.ofNullable(row.getString(1)))
            .list();
    if (entities.size() != 1 || entities.get(0).isEmpty()) {
      throw new LinkgridException(
          Kind.USAGE,
          "A split expects records of one entity, but "
              + String.join(", ", records)
              + (entities.size() == 1
                  ? " waits for review; answer with 'linkgrid review'."
                  : " are of "
                      + String.join(
                          " and ",
                          entities.stream().map(e -> e.orElse("none (review)")).sorted().toList())
                      + "."));
    }
    String entity = entities.get(0).orElseThrow();
    long stay =
        db.createQuery(
                "select count(*) from link where entity_id = :entity"
                    + " and mention_id <> all(:mentions)")
            .bind("entity", entity)
            .bindArray("mentions", Long.class, mentions)
            .mapTo(Long.class)
            .one();
    if (stay == 0) {
      throw new LinkgridException(
          Kind.USAGE,
          "Nothing would stay of "
              + entity
              + ": all its rows say the same as "
              + String.join(", ", records)
              + ". To make it one with another entity, use 'linkgrid merge'.");
    }
    return entity;
  }

  private static void checkTarget(Handle db, String from, String to) {
    if (to.equals(from)) {
      throw new LinkgridException(Kind.USAGE, "The records are of " + to + " already.");
    }
    boolean there =
        db.createQuery("select exists (select from entity where entity_id = ?)")
            .bind(0, to)
            .mapTo(Boolean.class)
            .one();
    if (!there) {
      refuse(db, to);
    }
  }

  /** They were apart from those that they join: the last word counts. */
  private static void join(Handle db, List<Long> mentions, String entity) {
    db.createUpdate(
            """
            delete from apart a
            using link l
            where l.entity_id = :entity
              and ((a.mention_id = l.mention_id and a.other_id = any(:mentions))
                or (a.other_id = l.mention_id and a.mention_id = any(:mentions)))
            """)
        .bind("entity", entity)
        .bindArray("mentions", Long.class, mentions)
        .execute();
  }

  private static String foundFrom(Handle db, String from, List<Long> mentions) {
    String id = freeId(db, from, mentions);
    entityChange(db, "SPLIT_FROM", from);
    db.createUpdate(
            """
            insert into entity (entity_id, attributes, mentions, rows, file_id, run_id)
            select :id, m.attributes, 1, 1, l.file_id, l.run_id
            from link l
            join mention m using (mention_id)
            where l.mention_id = :mention
            """)
        .bind("id", id)
        .bind("mention", mentions.get(0))
        .execute();
    return id;
  }

  /** By the smallest of its mentions, as every entity; by a hash where that name is taken. */
  private static String freeId(Handle db, String from, List<Long> mentions) {
    Stream<String> own = mentions.stream().map(EntityId::text);
    Stream<String> hashed =
        Stream.iterate(0, i -> i + 1).map(i -> hash(from + " " + mentions.get(0) + " " + i));
    return Stream.concat(own, hashed)
        .filter(
            id ->
                db.createQuery("select not exists (select from entity where entity_id = ?)")
                    .bind(0, id)
                    .mapTo(Boolean.class)
                    .one())
        .findFirst()
        .orElseThrow();
  }

  private static String hash(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return EntityId.text(ByteBuffer.wrap(digest).getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** Writes down that mentions are not the same as those that an entity has now. */
  public static void apart(Handle db, List<Long> mentions, String entity, String by) {
    db.createUpdate(
            """
            insert into apart (mention_id, other_id, by_person)
            select least(m.mention_id, l.mention_id), greatest(m.mention_id, l.mention_id), :by
            from unnest(:mentions) as m (mention_id)
            join link l on l.entity_id = :entity and l.mention_id <> m.mention_id
            on conflict do nothing
            """)
        .bindArray("mentions", Long.class, mentions)
        .bind("entity", entity)
        .bind("by", by)
        .execute();
  }

  private static void entityChange(Handle db, String change, String other) {
    db.createQuery(
            "select set_config('linkgrid.change', :change, true) as change,"
                + " set_config('linkgrid.other', :other, true) as other")
        .bind("change", change)
        .bind("other", other)
        .mapToMap()
        .one();
  }

  private static void refuse(Handle db, String entity) {
    Optional<String> into =
        db.createQuery(
                "select other_id from entity_event where entity_id = ? and change = 'MERGED_INTO'"
                    + " order by at desc, event_id desc limit 1")
            .bind(0, entity)
            .mapTo(String.class)
            .findOne();
    throw new LinkgridException(
        Kind.USAGE,
        into.map(other -> "The entity " + entity + " was merged into " + other + "; give that one.")
            .orElse(
                "There is no entity '"
                    + entity
                    + "'. Ids are in links.csv and entities.csv, such as E0A1B2C3D4E5F6."));
  }

  private static void referenceChanged(Handle db) {
    db.execute("update reference_version set version = version + 1");
  }

  private <T> T changing(Function<Handle, T> work) {
    RunLock lock = RunLock.take(database);
    try {
      return database.jdbi().inTransaction(work::apply);
    } catch (JdbiException e) {
      throw new LinkgridException(
          Kind.DATABASE,
          "Cannot write to the ledger: " + e.getMessage() + ". Nothing was changed; run again.",
          e);
    } finally {
      lock.close();
    }
  }
}

package io.linkgrid.serve;

import io.linkgrid.database.Database;
import io.linkgrid.database.LandedFile;
import io.linkgrid.ledger.Cause;
import io.linkgrid.ledger.GoldenRefresh;
import io.linkgrid.lookup.Found;
import io.linkgrid.lookup.JoiningMentions;
import io.linkgrid.lookup.LookupResult;
import io.linkgrid.lookup.ReferenceLookup;
import io.linkgrid.model.CleanRecord;
import io.linkgrid.model.Decision;
import io.linkgrid.model.EntityId;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.model.Mention;
import io.linkgrid.scoring.Candidate;
import io.linkgrid.scoring.Evidence;
import io.linkgrid.scoring.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Links records that come one by one. Those of a request are landed, decided in their order, each
 * knowing those before it, and written in one transaction, while nobody else changes the schema;
 * then the nodes are told what joined the reference. Records with the same values, or the same id
 * and values, are kept once, however often they are sent. Safe for any number of threads.
 */
public final class RecordLinking {
  /** The role of the file to which all such records belong. */
  public static final String ROLE = "serve";

  private static final long FILE_ID = LandedFile.ONE_BY_ONE;

  private static final String RUN = "serve";

  private final Database database;
  private final ReferenceLookup reference;
  private final SchemaTurn turn;
  private final String yaml;

  /** A row of the file as it is kept. */
  private record Kept(long row, String recordId, List<String> fields) {}

  /** Rows that have the values or the ids of some records, and those that come with them. */
  private static final class KeptRows {
    private final Map<List<String>, Kept> byFields = new HashMap<>();
    private final Map<String, Kept> byId = new HashMap<>();

    static KeptRows of(Handle db, List<CleanRecord> records) {
      KeptRows rows = new KeptRows();
      db.createQuery(
              """
              select row_no, record_id, fields from source_record
              where file_id = %1$d and mention_id = any(:mentions)
              union
              select row_no, record_id, fields from source_record
              where file_id = %1$d and record_id = any(:ids)
              order by row_no
              """
                  .formatted(FILE_ID))
          .bindArray(
              "mentions",
              Long.class,
              records.stream().map(r -> r.mention().id()).distinct().toList())
          .bindArray(
              "ids",
              String.class,
              records.stream().map(CleanRecord::recordId).filter(id -> !id.isBlank()).toList())
          .map(
              (row, context) ->
                  new Kept(
                      row.getLong("row_no"),
                      row.getString("record_id"),
                      List.of((String[]) row.getArray("fields").getArray())))
          .forEach(rows::add);
      return rows;
    }

    void add(Kept row) {
      byFields.putIfAbsent(row.fields(), row);
      if (!row.recordId().isBlank()) {
        byId.putIfAbsent(row.recordId(), row);
      }
    }

    Optional<Kept> of(CleanRecord record) {
      return Optional.ofNullable(byFields.get(record.fields()));
    }

    /** An id names one record: whoever sends another one by it has made a mistake. */
    void refuseOtherValues(CleanRecord record) {
      Kept same = byId.get(record.recordId());
      if (same != null && !same.fields().equals(record.fields())) {
        throw new HttpProblem(
            409,
            "An id with other values",
            "Record "
                + record.origin().row()
                + ": the id '"
                + RequestBody.shown(record.recordId())
                + "' was given before with other values ("
                + ROLE
                + ":"
                + same.row()
                + "). Nothing of the request was changed. Give each record an id of its own, or"
                + " none.");
      }
    }
  }

  /** A link as it is written. */
  private record Link(
      Decision decision,
      Optional<String> entity,
      double probability,
      double weight,
      Optional<String> best,
      Optional<String> runnerUp,
      double runnerUpProbability) {}

  /**
   * Links by a reference.
   *
   * @param yaml the text of the spec, which is kept with what it links
   */
  RecordLinking(Database database, ReferenceLookup reference, SchemaTurn turn, String yaml) {
    this.database = database;
    this.reference = reference;
    this.turn = turn;
    this.yaml = yaml;
  }

  /** What a transaction did. */
  private record Written(
      List<LinkedRecord> records, Map<Mention, String> joined, boolean changed) {}

  /**
   * Links records.
   *
   * @throws HttpProblem 409 if a run is at work, or an id was given before with other values
   * @throws LinkgridException if the grid or the database fails; the message says whether anything
   *     was written
   */
  public List<LinkedRecord> link(List<CleanRecord> records) {
    return turn.locked(
        () -> {
          reference.followLocked();
          Written written;
          try {
            written = database.jdbi().inTransaction(db -> write(db, records));
          } catch (JdbiException e) {
            throw new LinkgridException(
                Kind.DATABASE,
                "Cannot write the records: "
                    + HttpProblem.firstWords(e)
                    + ". Nothing was changed unless the connection broke at the very end; send them"
                    + " again, nothing is kept twice.",
                e);
          }
          if (written.changed()) {
            tell(written.joined());
          }
          return written.records();
        });
  }

  private void tell(Map<Mention, String> joined) {
    List<Mention> mentions = List.copyOf(joined.keySet());
    try {
      reference.joined(
          mentions, mentions.stream().map(m -> EntityId.parse(entity(joined, m))).toList());
    } catch (RuntimeException e) {
      throw new LinkgridException(
          Kind.GRID,
          "The records are linked and in the database, but the nodes could not be told: "
              + e.getMessage()
              + ". Send them again when the grid answers: nothing is kept twice.",
          e);
    }
  }

  private static String entity(Map<Mention, String> joined, Mention mention) {
    return joined.getOrDefault(mention, "");
  }

  private Written write(Handle db, List<CleanRecord> records) {
    begin(db);
    long last = last(db);
    KeptRows before = KeptRows.of(db, records);
    List<Kept> kept = new ArrayList<>();
    Set<Integer> fresh = new LinkedHashSet<>();
    for (int i = 0; i < records.size(); i++) {
      CleanRecord record = records.get(i);
      before.refuseOtherValues(record);
      Optional<Kept> known = before.of(record);
      if (known.isEmpty()) {
        fresh.add(i);
        last++;
      }
      Kept row = known.orElse(new Kept(last, record.recordId(), record.fields()));
      before.add(row);
      kept.add(row);
    }
    Map<Long, Link> links = links(db, records);
    Map<Long, Link> added = new LinkedHashMap<>();
    Map<Mention, String> joined = decide(records, links, added);
    land(db, records, kept, fresh);
    writeLinks(db, added);
    Set<String> entities = new LinkedHashSet<>();
    for (int i : fresh) {
      link(links, records.get(i)).entity().ifPresent(entities::add);
    }
    if (!entities.isEmpty()) {
      new GoldenRefresh(reference.spec()).of(db, entities);
    }
    if (!fresh.isEmpty()) {
      db.execute("update source_file set rows = ?, bytes = bytes where file_id = ?", last, FILE_ID);
      db.execute("update reference_version set version = version + 1");
    }
    List<LinkedRecord> answers = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      answers.add(answer(records.get(i), kept.get(i), fresh.contains(i), links));
    }
    return new Written(answers, joined, !fresh.isEmpty());
  }

  private void begin(Handle db) {
    new Cause("serve", "", "").set(db);
    db.execute(
        "insert into source_file (file_id, role, name, bytes, rows, state)"
            + " values (?, ?, 'serve', 0, 0, 'DONE') on conflict do nothing",
        FILE_ID,
        ROLE);
    db.execute(
        "insert into run (run_id, state, spec, finished_at) values (?, 'DONE', ?, now())"
            + " on conflict do nothing",
        RUN,
        yaml);
  }

  private static long last(Handle db) {
    return db.createQuery("select coalesce(max(row_no), 0) from source_record where file_id = ?")
        .bind(0, FILE_ID)
        .mapTo(Long.class)
        .one();
  }

  private static Map<Long, Link> links(Handle db, List<CleanRecord> records) {
    Map<Long, Link> links = new HashMap<>();
    db.createQuery(
            "select mention_id, decision, entity_id, probability, weight, best_entity_id,"
                + " runner_up_entity_id, coalesce(runner_up_probability, 0) as runner_up"
                + " from link where mention_id = any(:mentions)")
        .bindArray(
            "mentions", Long.class, records.stream().map(r -> r.mention().id()).distinct().toList())
        .map(
            (row, context) ->
                links.put(
                    row.getLong("mention_id"),
                    new Link(
                        Decision.valueOf(row.getString("decision")),
                        Optional.ofNullable(row.getString("entity_id")),
                        row.getDouble("probability"),
                        row.getDouble("weight"),
                        Optional.ofNullable(row.getString("best_entity_id")),
                        Optional.ofNullable(row.getString("runner_up_entity_id")),
                        row.getDouble("runner_up"))))
        .list();
    return links;
  }

  /**
   * Decides about the mentions that have no link yet, in their order.
   *
   * @param links takes their links
   * @param added takes them too
   * @return those that join the reference, with their entities
   */
  private Map<Mention, String> decide(
      List<CleanRecord> records, Map<Long, Link> links, Map<Long, Link> added) {
    Map<Long, Mention> open = new LinkedHashMap<>();
    for (CleanRecord record : records) {
      if (!links.containsKey(record.mention().id())) {
        open.putIfAbsent(record.mention().id(), record.mention());
      }
    }
    Map<Mention, String> joined = new LinkedHashMap<>();
    List<Mention> mentions = List.copyOf(open.values());
    List<Evidence> evidence = mentions.isEmpty() ? List.of() : reference.evidence(mentions);
    JoiningMentions joining = reference.joining();
    for (int i = 0; i < mentions.size(); i++) {
      Mention mention = mentions.get(i);
      Found found = reference.decide(mention, joining.with(mention, evidence.get(i)));
      Link link = link(mention, found.verdict());
      links.put(mention.id(), link);
      added.put(mention.id(), link);
      if (link.entity().isPresent()) {
        String entity = link.entity().get();
        joining.add(mention, EntityId.parse(entity));
        joined.put(mention, entity);
      }
    }
    return joined;
  }

  private static Link link(Mention mention, Verdict verdict) {
    Optional<String> best = verdict.best().map(b -> EntityId.text(b.entity()));
    double weight = verdict.best().map(Candidate::weight).orElse(0.0);
    Optional<String> runnerUp = verdict.runnerUp().map(r -> EntityId.text(r.entity()));
    return switch (verdict.decision()) {
      case MATCH ->
          new Link(
              Decision.MATCH,
              best,
              verdict.probability(),
              weight,
              best,
              runnerUp,
              verdict.runnerUpProbability());
      case REVIEW ->
          new Link(
              Decision.REVIEW,
              Optional.empty(),
              verdict.probability(),
              weight,
              best,
              runnerUp,
              verdict.runnerUpProbability());
      // As a run writes a new record that found no like of its own.
      case NEW ->
          new Link(
              Decision.NEW,
              Optional.of(EntityId.text(mention.id())),
              1,
              0,
              Optional.empty(),
              Optional.empty(),
              0);
    };
  }

  private static Link link(Map<Long, Link> links, CleanRecord record) {
    Link link = links.get(record.mention().id());
    if (link == null) {
      throw new IllegalStateException("Record " + record.origin().row() + " was not decided");
    }
    return link;
  }

  private static void land(
      Handle db, List<CleanRecord> records, List<Kept> kept, Set<Integer> fresh) {
    if (fresh.isEmpty()) {
      return;
    }
    try (PreparedBatch mentions =
            db.prepareBatch(
                "insert into mention (mention_id, attributes) values (:id, :values)"
                    + " on conflict do nothing");
        PreparedBatch rows =
            db.prepareBatch(
                "insert into source_record (file_id, row_no, line_no, record_id, mention_id,"
                    + " event_date, fields) values ("
                    + FILE_ID
                    + ", :row, :row, :id, :mention, nullif(:date, '')::date, :fields)")) {
      for (int i : fresh) {
        CleanRecord record = records.get(i);
        mentions
            .bind("id", record.mention().id())
            .bindArray("values", String.class, record.mention().values())
            .add();
        rows.bind("row", kept.get(i).row())
            .bind("id", record.recordId())
            .bind("mention", record.mention().id())
            .bind("date", record.eventDate())
            .bindArray("fields", String.class, record.fields())
            .add();
      }
      mentions.execute();
      rows.execute();
    }
  }

  private static void writeLinks(Handle db, Map<Long, Link> added) {
    if (added.isEmpty()) {
      return;
    }
    try (PreparedBatch entities =
            db.prepareBatch(
                "insert into entity (entity_id, attributes, mentions, rows, file_id, run_id)"
                    + " select :entity, attributes, 1, 1, :file, :run from mention"
                    + " where mention_id = :mention on conflict do nothing");
        PreparedBatch links =
            db.prepareBatch(
                "insert into link (mention_id, entity_id, decision, probability, weight,"
                    + " best_entity_id, runner_up_entity_id, runner_up_probability, file_id, run_id)"
                    + " values (:mention, :entity, :decision, :probability, :weight, :best,"
                    + " :second, :secondProbability, :file, :run)")) {
      added.forEach(
          (mention, link) -> {
            if (link.decision() == Decision.NEW) {
              entities
                  .bind("entity", link.entity().orElseThrow())
                  .bind("mention", mention)
                  .bind("file", FILE_ID)
                  .bind("run", RUN)
                  .add();
            }
            links
                .bind("mention", mention)
                .bind("entity", link.entity().orElse(null))
                .bind("decision", link.decision().name())
                .bind("probability", link.probability())
                .bind("weight", link.weight())
                .bind("best", link.best().orElse(null))
                .bind("second", link.runnerUp().orElse(null))
                .bind(
                    "secondProbability",
                    link.runnerUp().isPresent() ? link.runnerUpProbability() : null)
                .bind("file", FILE_ID)
                .bind("run", RUN)
                .add();
          });
      if (entities.size() > 0) {
        entities.execute();
      }
      links.execute();
    }
  }

  private LinkedRecord answer(
      CleanRecord record, Kept kept, boolean landed, Map<Long, Link> links) {
    Link link = link(links, record);
    return new LinkedRecord(
        record.origin().row(),
        record.recordId(),
        ROLE + ":" + kept.row(),
        landed,
        link.decision(),
        link.entity(),
        link.probability(),
        link.weight(),
        link.decision() == Decision.REVIEW ? link.best() : Optional.empty(),
        LookupResult.named(reference.spec(), record.mention().values()));
  }
}

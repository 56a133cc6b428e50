package io.linkgrid.review;

import io.linkgrid.ledger.Cause;
import io.linkgrid.ledger.GoldenRefresh;
import io.linkgrid.ledger.LinkLedger;
import io.linkgrid.model.EntityId;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What an answer does to a link, its entity and the golden record, and how that is undone. Each
 * call is part of a transaction of the caller, during which no run is at work on the schema.
 *
 * @param golden makes golden records anew
 */
record Answering(GoldenRefresh golden) {
  /** An answer of a decision table, as it stands there. */
  record Noted(
      String answer,
      @Nullable String entity,
      @Nullable String best,
      double probability,
      String by,
      String at) {}

  /** An answer of this session, and what it stands in place of. */
  record Taken(
      long mention,
      Answer answer,
      String by,
      @Nullable String entity,
      String at,
      Optional<Noted> before) {}

  /** A link as an answer finds it. */
  record Link(String decision, @Nullable String best, boolean bestIsThere, boolean fileIsDone) {}

  /** Nobody else changes the link until the transaction ends. */
  static Optional<Link> link(Handle db, long mention) {
    return db.createQuery(
            """
            select l.decision, l.best_entity_id,
                   exists (select from entity e where e.entity_id = l.best_entity_id) as there,
                   exists (select from source_file f
                           where f.file_id = l.file_id and f.state = 'DONE') as done
            from link l
            where l.mention_id = ?
            for update of l
            """)
        .bind(0, mention)
        .map(
            (row, context) ->
                new Link(
                    row.getString("decision"),
                    row.getString("best_entity_id"),
                    row.getBoolean("there"),
                    row.getBoolean("done")))
        .findOne();
  }

  static Optional<Noted> noted(Handle db, long mention) {
    return db.createQuery(
            "select answer, entity_id, best_entity_id, probability, decided_by, decided_at::text"
                + " from review_decision where mention_id = ?")
        .bind(0, mention)
        .map(
            (row, context) ->
                new Noted(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getDouble(4),
                    row.getString(5),
                    row.getString(6)))
        .findOne();
  }

  /** Writes an answer down, with all that follows from it. */
  Taken take(Handle db, long mention, Answer answer, String by) {
    new Cause("review", by, "").set(db);
    Optional<Noted> before = noted(db, mention);
    @Nullable String entity =
        switch (answer) {
          case SAME -> same(db, mention);
          case DIFFERENT -> different(db, mention, by);
          case UNSURE -> null;
        };
    if (entity != null) {
      golden.of(db, List.of(entity));
      referenceChanged(db);
    }
    db.execute("delete from review_decision where mention_id = ?", mention);
    String at =
        db.createQuery(
                """
                insert into review_decision
                  (mention_id, answer, entity_id, best_entity_id, probability, decided_by)
                select mention_id, :answer, entity_id, best_entity_id, probability, :by
                from link where mention_id = :mention
                returning decided_at::text
                """)
            .bind("answer", answer.name())
            .bind("by", by)
            .bind("mention", mention)
            .mapTo(String.class)
            .one();
    return new Taken(mention, answer, by, entity, at, before);
  }

  private static String same(Handle db, long mention) {
    return db.createQuery(
            "update link set decision = 'MATCH', status = 'ASSERTED', entity_id = best_entity_id"
                + " where mention_id = ? and decision = 'REVIEW' returning entity_id")
        .bind(0, mention)
        .mapTo(String.class)
        .one();
  }

  private static String different(Handle db, long mention, String by) {
    String entity = EntityId.text(mention);
    link(db, mention)
        .map(Link::best)
        .ifPresent(best -> LinkLedger.apart(db, List.of(mention), best, by));
    db.createUpdate(
            """
            insert into entity (entity_id, attributes, mentions, rows, file_id, run_id)
            select :entity, m.attributes, 1,
                   (select count(*) from source_record s where s.mention_id = m.mention_id),
                   l.file_id, l.run_id
            from link l
            join mention m on m.mention_id = l.mention_id
            where l.mention_id = :mention and l.decision = 'REVIEW'
            """)
        .bind("entity", entity)
        .bind("mention", mention)
        .execute();
    return db.createQuery(
            "update link set decision = 'NEW', status = 'ASSERTED', entity_id = ?"
                + " where mention_id = ? and decision = 'REVIEW' returning entity_id")
        .bind(0, entity)
        .bind(1, mention)
        .mapTo(String.class)
        .one();
  }

  private static void referenceChanged(Handle db) {
    db.execute("update reference_version set version = version + 1");
  }

  /**
   * Takes an answer back. All is as before, but for the version of the reference, which never
   * repeats: a grid may hold what was answered.
   *
   * @throws LinkgridException USAGE if somebody has built on the answer meanwhile
   */
  Taken takeBack(Handle db, Taken taken) {
    new Cause("review taken back", taken.by(), "").set(db);
    int noted =
        db.execute(
            "delete from review_decision"
                + " where mention_id = ? and answer = ? and decided_at = ?::timestamptz",
            taken.mention(),
            taken.answer().name(),
            taken.at());
    if (noted != 1) {
      throw changedMeanwhile(taken, "somebody else answered it again");
    }
    String entity = taken.entity();
    if (entity != null) {
      backToReview(db, taken, entity);
    }
    taken
        .before()
        .ifPresent(
            b ->
                db.execute(
                    """
                    insert into review_decision (mention_id, answer, entity_id, best_entity_id,
                                                 probability, decided_by, decided_at)
                    values (?, ?, ?, ?, ?, ?, ?::timestamptz)
                    """,
                    taken.mention(),
                    b.answer(),
                    b.entity(),
                    b.best(),
                    b.probability(),
                    b.by(),
                    b.at()));
    return taken;
  }

  private void backToReview(Handle db, Taken taken, String entity) {
    boolean founded = taken.answer() == Answer.DIFFERENT;
    int links =
        db.execute(
            "update link set decision = 'REVIEW', status = 'INFERRED', entity_id = null"
                + " where mention_id = ? and decision = ? and entity_id = ?",
            taken.mention(),
            founded ? "NEW" : "MATCH",
            entity);
    if (links != 1) {
      throw changedMeanwhile(taken, "its link is another one");
    }
    if (founded) {
      boolean used =
          db.createQuery(
                  "select exists (select from link where :entity in"
                      + " (entity_id, best_entity_id, runner_up_entity_id))")
              .bind("entity", entity)
              .mapTo(Boolean.class)
              .one();
      if (used) {
        throw changedMeanwhile(taken, "other links name the entity " + entity + " by now");
      }
      db.execute("delete from entity where entity_id = ?", entity);
      db.execute("delete from apart where ? in (mention_id, other_id)", taken.mention());
    }
    golden.of(db, List.of(entity));
    referenceChanged(db);
  }

  private static LinkgridException changedMeanwhile(Taken taken, String how) {
    return new LinkgridException(
        Kind.USAGE,
        "The answer about mention "
            + taken.mention()
            + " cannot be taken back: "
            + how
            + ". Nothing was changed.");
  }
}

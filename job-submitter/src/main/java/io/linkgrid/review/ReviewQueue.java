package io.linkgrid.review;

import io.linkgrid.database.Database;
import io.linkgrid.database.RunLock;
import io.linkgrid.ledger.Cause;
import io.linkgrid.ledger.GoldenRefresh;
import io.linkgrid.ledger.LinkLedger;
import io.linkgrid.model.EntityId;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.review.ReviewSheet.Given;
import io.linkgrid.spec.LinkSpec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * The links of complete files that wait for a person, and a session of answering them. An answer is
 * one transaction, during which no run is at work on the schema. Only a link in review is ever
 * changed, and what this session changed can be taken back. For one thread.
 */
public final class ReviewQueue {
  private static final String WAITING =
      """
      from link l
      join source_file f on f.file_id = l.file_id and f.state = 'DONE'
      left join review_decision d on d.mention_id = l.mention_id
      where l.decision = 'REVIEW'
        and (d.answer is null or (d.answer = 'UNSURE' and :again))
        and l.mention_id <> all(:session)
      """;

  private static final String ITEMS =
      """
      with waiting as (
        select l.mention_id, l.probability, l.best_entity_id, l.runner_up_entity_id,
               l.runner_up_probability
        %s
        order by l.probability desc, l.mention_id
        limit :most
      )
      select w.*, m.attributes, e.attributes as entity_attributes,
             coalesce(s.record_id, '') as record_id, coalesce(s.place, '') as place,
             (select count(*) from source_record r where r.mention_id = w.mention_id) as rows
      from waiting w
      join mention m on m.mention_id = w.mention_id
      left join entity e on e.entity_id = w.best_entity_id
      left join lateral (
        select r.record_id, f.role || ':' || r.row_no as place
        from source_record r
        join source_file f on f.file_id = r.file_id
        where r.mention_id = w.mention_id
        order by f.role, r.row_no, r.file_id
        limit 1
      ) s on true
      order by w.probability desc, w.mention_id
      """
          .formatted(WAITING);

  private final Database database;
  private final GoldenRefresh golden;
  private final UnsureOnes unsureOnes;
  private final Deque<Taken> session = new ArrayDeque<>();

  /** Begins a session. */
  public ReviewQueue(Database database, LinkSpec spec, UnsureOnes unsureOnes) {
    this.database = database;
    this.golden = new GoldenRefresh(spec);
    this.unsureOnes = unsureOnes;
  }

  /** An answer of a decision table, as it stands there. */
  private record Noted(
      String answer,
      @Nullable String entity,
      @Nullable String best,
      double probability,
      String by,
      String at) {}

  /** An answer of this session, and what it stands in place of. */
  private record Taken(
      long mention,
      Answer answer,
      String by,
      @Nullable String entity,
      String at,
      Optional<Noted> before) {}

  /** A link as an answer finds it. */
  private record Link(
      String decision, @Nullable String best, boolean bestIsThere, boolean fileIsDone) {}

  /**
   * What became of a sheet.
   *
   * @param same answers that linked
   * @param different answers that founded
   * @param unsure answers that were only noted
   * @param skipped a sentence for each line whose mention is no longer in the queue
   */
  public record Applied(int same, int different, int unsure, List<String> skipped) {
    public Applied {
      skipped = List.copyOf(skipped);
    }
  }

  /** Returns how many wait. What this session has answered does not. */
  public long size() {
    return asking(
        db -> bound(db.createQuery("select count(*) " + WAITING)).mapTo(Long.class).one());
  }

  /** Returns how many were answered as unsure, by whomever, and are still in review. */
  public long unsure() {
    return asking(
        db ->
            db.createQuery(
                    "select count(*) from review_decision d join link l using (mention_id)"
                        + " where d.answer = 'UNSURE' and l.decision = 'REVIEW'")
                .mapTo(Long.class)
                .one());
  }

  /** Returns the likeliest of those that wait. */
  public Optional<ReviewItem> next() {
    return items(1).stream().findFirst();
  }

  /** Returns all that wait, the likeliest first. */
  public List<ReviewItem> all() {
    return items(Integer.MAX_VALUE);
  }

  /** Returns the likeliest of those that wait, at most so many. */
  public List<ReviewItem> first(int most) {
    return items(most);
  }

  private List<ReviewItem> items(int most) {
    return asking(
        db ->
            bound(db.createQuery(ITEMS))
                .bind("most", most)
                .map((row, context) -> item(row))
                .list());
  }

  private Query bound(Query query) {
    return query
        .bind("again", unsureOnes == UnsureOnes.ASKED_AGAIN)
        .bind("session", session.stream().mapToLong(Taken::mention).toArray());
  }

  private static ReviewItem item(ResultSet row) throws SQLException {
    return new ReviewItem(
        row.getLong("mention_id"),
        row.getString("record_id"),
        row.getString("place"),
        row.getLong("rows"),
        texts(row, "attributes"),
        row.getDouble("probability"),
        Optional.ofNullable(row.getString("best_entity_id")),
        texts(row, "entity_attributes"),
        Optional.ofNullable(row.getString("runner_up_entity_id")),
        row.getDouble("runner_up_probability"));
  }

  private static List<String> texts(ResultSet row, String column) throws SQLException {
    java.sql.Array array = row.getArray(column);
    return array == null ? List.of() : List.of((String[]) array.getArray());
  }

  /**
   * Writes an answer down, with all that follows from it.
   *
   * @param by who answered
   * @throws LinkgridException USAGE if the mention is not in the queue or has no candidate to be
   *     the same as; DATABASE if a run is at work. Nothing is changed then.
   */
  public void answer(long mention, Answer answer, String by) {
    session.push(
        changing(
            db -> {
              Optional<String> refusal = refusal(db, mention).or(() -> cannot(db, mention, answer));
              if (refusal.isPresent()) {
                throw new LinkgridException(Kind.USAGE, refusal.get());
              }
              return take(db, mention, answer, by);
            }));
  }

  /**
   * Writes the answers of a sheet down, all or none. Those whose mention is no longer in the queue
   * are skipped.
   *
   * @param by who answered
   * @throws LinkgridException DATA with every problem of the sheet; DATABASE if a run is at work.
   *     Nothing is changed then.
   */
  public Applied answer(ReviewSheet sheet, String by) {
    List<String> skipped = new ArrayList<>();
    List<Taken> taken =
        changing(
            db -> {
              List<Given> toTake = checked(db, sheet, skipped);
              return toTake.stream().map(g -> take(db, g.mention(), g.answer(), by)).toList();
            });
    taken.forEach(session::push);
    return new Applied(
        count(taken, Answer.SAME),
        count(taken, Answer.DIFFERENT),
        count(taken, Answer.UNSURE),
        skipped);
  }

  private List<Given> checked(Handle db, ReviewSheet sheet, List<String> skipped) {
    List<Given> toTake = new ArrayList<>();
    for (Given given : sheet.given()) {
      if (link(db, given.mention()).isEmpty()) {
        sheet.problem(
            given.line(),
            "expected a mention of this database, found "
                + given.mention()
                + ". Did a spreadsheet round it? Import that column as text.");
        continue;
      }
      Optional<String> refusal = refusal(db, given.mention());
      if (refusal.isPresent()) {
        skipped.add("line " + given.line() + ": " + refusal.get());
        continue;
      }
      cannot(db, given.mention(), given.answer())
          .ifPresentOrElse(why -> sheet.problem(given.line(), why), () -> toTake.add(given));
    }
    sheet.refuseIfWrong();
    return toTake;
  }

  private static int count(List<Taken> taken, Answer answer) {
    return (int) taken.stream().filter(t -> t.answer() == answer).count();
  }

  /** Returns how many answers of this session stand. */
  public int answered() {
    return session.size();
  }

  /** Returns how many answers of this session are this one. */
  public int answered(Answer answer) {
    return count(List.copyOf(session), answer);
  }

  /**
   * Takes the last answer of this session back that was not taken back yet. All is as before, but
   * for the version of the reference, which never repeats: a grid may hold what was answered.
   *
   * @return the mention, unless there is no answer to take back
   * @throws LinkgridException USAGE if somebody has built on the answer meanwhile, DATABASE if a
   *     run is at work. Nothing is changed then.
   */
  public Optional<Long> undo() {
    Optional<Taken> last = Optional.ofNullable(session.peek());
    last.ifPresent(
        taken -> {
          changing(db -> takeBack(db, taken));
          session.pop();
        });
    return last.map(Taken::mention);
  }

  /** Says why a mention is not in the queue, if it is not. */
  private Optional<String> refusal(Handle db, long mention) {
    Optional<Link> link = link(db, mention);
    if (link.isEmpty()) {
      return Optional.of("There is no link of mention " + mention + "; nothing was changed.");
    }
    if (!link.get().decision().equals("REVIEW")) {
      return Optional.of(
          "Mention "
              + mention
              + " is no longer in the queue: its link is "
              + link.get().decision()
              + ". It was left as it is.");
    }
    if (!link.get().fileIsDone()) {
      return Optional.of(
          "Mention "
              + mention
              + " is not in the queue yet: the run of its file has not ended. It was left as it is.");
    }
    Optional<Noted> noted = noted(db, mention);
    boolean now = session.stream().anyMatch(taken -> taken.mention() == mention);
    if (noted.isPresent() && (now || unsureOnes == UnsureOnes.LEFT_ASIDE)) {
      return Optional.of(
          "Mention "
              + mention
              + " is no longer in the queue: "
              + noted.get().by()
              + " answered "
              + noted.get().answer()
              + ". It was left as it is; --unsure asks again.");
    }
    return Optional.empty();
  }

  /** Says why a mention of the queue cannot have an answer, if it cannot. */
  private static Optional<String> cannot(Handle db, long mention, Answer answer) {
    return switch (answer) {
      case SAME ->
          link(db, mention).filter(Link::bestIsThere).isPresent()
              ? Optional.empty()
              : Optional.of(
                  "Mention "
                      + mention
                      + " has no entity to be the same as; expected the answer n or u, found y.");
      case DIFFERENT -> {
        String own = EntityId.text(mention);
        boolean there =
            db.createQuery("select count(*) from entity where entity_id = ?")
                    .bind(0, own)
                    .mapTo(Long.class)
                    .one()
                > 0;
        yield there
            ? Optional.of(
                "Mention "
                    + mention
                    + " cannot found the entity "
                    + own
                    + ", which is there already; expected the answer y or u, found n.")
            : Optional.empty();
      }
      case UNSURE -> Optional.empty();
    };
  }

  /** Nobody else changes the link until the transaction ends. */
  private static Optional<Link> link(Handle db, long mention) {
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

  private static Optional<Noted> noted(Handle db, long mention) {
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

  private Taken take(Handle db, long mention, Answer answer, String by) {
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

  private Taken takeBack(Handle db, Taken taken) {
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

  private <T> T changing(Function<Handle, T> work) {
    RunLock lock = RunLock.take(database);
    try {
      return database.jdbi().inTransaction(work::apply);
    } catch (JdbiException e) {
      throw new LinkgridException(
          Kind.DATABASE,
          "Cannot write the answer: "
              + e.getMessage()
              + ". Answers before it are kept; run again, and what is not answered is asked.",
          e);
    } finally {
      lock.close();
    }
  }

  private <T> T asking(Function<Handle, T> question) {
    try {
      return database.jdbi().withHandle(question::apply);
    } catch (JdbiException e) {
      throw new LinkgridException(
          Kind.DATABASE, "Cannot read the review queue: " + e.getMessage() + ". Run again.", e);
    }
  }
}

package io.linkgrid.review;

import io.linkgrid.database.Database;
import io.linkgrid.database.RunLock;
import io.linkgrid.ledger.GoldenRefresh;
import io.linkgrid.model.EntityId;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.review.Answering.Link;
import io.linkgrid.review.Answering.Noted;
import io.linkgrid.review.Answering.Taken;
import io.linkgrid.review.ReviewSheet.Given;
import io.linkgrid.spec.LinkSpec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/**
 * The links of complete files that wait for a person, and a session of answering them. An answer is
 * one transaction, during which no run is at work on the schema. Only a link in review is ever
 * changed, and what this session changed can be taken back. For one thread.
 */
public final class ReviewQueue {
  private final Database database;
  private final Answering answering;
  private final UnsureOnes unsureOnes;
  private final Deque<Taken> session = new ArrayDeque<>();

  /** Begins a session. */
  public ReviewQueue(Database database, LinkSpec spec, UnsureOnes unsureOnes) {
    this.database = database;
    this.answering = new Answering(new GoldenRefresh(spec));
    this.unsureOnes = unsureOnes;
  }

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
    return asking(waiting()::count);
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
    return asking(db -> waiting().first(db, most));
  }

  private WaitingLinks waiting() {
    return new WaitingLinks(unsureOnes, session.stream().map(Taken::mention).toList());
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
              return answering.take(db, mention, answer, by);
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
              return toTake.stream()
                  .map(g -> answering.take(db, g.mention(), g.answer(), by))
                  .toList();
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
      if (Answering.link(db, given.mention()).isEmpty()) {
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
          changing(db -> answering.takeBack(db, taken));
          session.pop();
        });
    return last.map(Taken::mention);
  }

  /** Says why a mention is not in the queue, if it is not. */
  private Optional<String> refusal(Handle db, long mention) {
    Optional<Link> link = Answering.link(db, mention);
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
    Optional<Noted> noted = Answering.noted(db, mention);
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
          Answering.link(db, mention).filter(Link::bestIsThere).isPresent()
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

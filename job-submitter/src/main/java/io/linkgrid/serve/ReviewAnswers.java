package io.linkgrid.serve;

import com.fasterxml.jackson.databind.JsonNode;
import io.linkgrid.database.Database;
import io.linkgrid.lookup.LookupResult;
import io.linkgrid.lookup.ReferenceLookup;
import io.linkgrid.model.EntityId;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.model.Mention;
import io.linkgrid.review.Answer;
import io.linkgrid.review.ReviewItem;
import io.linkgrid.review.ReviewQueue;
import io.linkgrid.review.UnsureOnes;
import io.linkgrid.spec.LinkSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The queue of reviews for clients, and their answers. Safe for any number of threads. */
final class ReviewAnswers {
  private final Database database;
  private final ReferenceLookup reference;
  private final SchemaTurn turn;

  ReviewAnswers(Database database, ReferenceLookup reference, SchemaTurn turn) {
    this.database = database;
    this.reference = reference;
    this.turn = turn;
  }

  /**
   * A question.
   *
   * @param mention what the answer names; a text, since it is a number of 64 bits
   * @param place a row that says it
   * @param recordId the text of that row's id column
   * @param rows how many rows say it
   * @param attributes its values
   * @param probability that it belongs to the candidate
   * @param candidate the entity that is asked about
   * @param candidateAttributes its golden record
   */
  record Question(
      String mention,
      String place,
      String recordId,
      long rows,
      Map<String, String> attributes,
      double probability,
      Optional<String> candidate,
      Map<String, String> candidateAttributes) {}

  /**
   * The queue.
   *
   * @param waiting how many wait
   * @param questions the likeliest of them
   */
  record Questions(long waiting, List<Question> questions) {}

  Questions waiting(int most) {
    LinkSpec spec = reference.spec();
    ReviewQueue queue = queue();
    return new Questions(
        queue.size(), queue.first(most).stream().map(item -> question(spec, item)).toList());
  }

  private ReviewQueue queue() {
    return new ReviewQueue(database, reference.spec(), UnsureOnes.LEFT_ASIDE);
  }

  private static Question question(LinkSpec spec, ReviewItem item) {
    return new Question(
        String.valueOf(item.mention()),
        item.place(),
        item.recordId(),
        item.rows(),
        LookupResult.named(spec, item.values()),
        item.probability(),
        item.bestEntityId(),
        LookupResult.named(spec, item.entityValues()));
  }

  /**
   * What an answer did.
   *
   * @param mention the mention
   * @param answer SAME, DIFFERENT or UNSURE
   * @param entityId the entity that it belongs to now; empty if unsure
   */
  record Answered(String mention, Answer answer, Optional<String> entityId) {}

  /**
   * Takes an answer: {@code {"answer": "same", "by": "ada"}}.
   *
   * @throws HttpProblem 400 if it is none, 409 if the mention does not wait, or a run is at work
   */
  Answered answer(String mention, JsonNode body) {
    long id = id(mention);
    Answer answer =
        Answer.read(body.path("answer").asText(""))
            .orElseThrow(
                () ->
                    RequestBody.bad(
                        "The body: expected 'answer' to be same, different or unsure, found '"
                            + RequestBody.shown(body.path("answer").asText(""))
                            + "'."));
    String by = body.path("by").asText("").strip();
    if (by.isEmpty() || by.length() > 200 || by.chars().anyMatch(Character::isISOControl)) {
      throw RequestBody.bad(
          "The body: expected 'by' to be the name of the person who answers, of at most 200"
              + " characters, none of them a control character.");
    }
    return turn.alone(
        () -> {
          long before =
              turn.locked(
                  () -> {
                    reference.followLocked();
                    return counter();
                  });
          try {
            queue().answer(id, answer, by);
          } catch (LinkgridException e) {
            HttpProblem problem = HttpProblem.of(e);
            throw e.kind() == Kind.USAGE ? problem.as(409, "Not in the queue") : problem;
          }
          return turn.locked(() -> tell(id, answer, before));
        });
  }

  /** If only the answer has changed the reference, the nodes need not load it again. */
  private Answered tell(long mention, Answer answer, long before) {
    Optional<String> entity = answer == Answer.UNSURE ? Optional.empty() : entityOf(mention);
    if (entity.isPresent() && counter() == before + 1) {
      reference.joined(
          List.of(new Mention(mention, values(mention))),
          List.of(EntityId.parse(entity.orElseThrow())));
    } else {
      reference.followLocked();
    }
    return new Answered(String.valueOf(mention), answer, entity);
  }

  private long counter() {
    return database
        .jdbi()
        .withHandle(
            db -> db.createQuery("select version from reference_version").mapTo(Long.class).one());
  }

  private Optional<String> entityOf(long mention) {
    return database
        .jdbi()
        .withHandle(
            db ->
                db.createQuery(
                        "select entity_id from link where mention_id = ?"
                            + " and entity_id is not null")
                    .bind(0, mention)
                    .mapTo(String.class)
                    .findOne());
  }

  private List<String> values(long mention) {
    return database
        .jdbi()
        .withHandle(
            db ->
                db.createQuery("select attributes from mention where mention_id = ?")
                    .bind(0, mention)
                    .map(
                        (row, context) -> List.of((String[]) row.getArray("attributes").getArray()))
                    .one());
  }

  private static long id(String mention) {
    try {
      return Long.parseLong(mention);
    } catch (NumberFormatException e) {
      throw RequestBody.bad(
          "The path: expected the number of a mention as GET /v1/review names it, found '"
              + RequestBody.shown(mention)
              + "'.");
    }
  }
}

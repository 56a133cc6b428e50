package io.linkgrid.review;

import io.linkgrid.database.BlockingLedger;
import io.linkgrid.evaluation.Band;
import io.linkgrid.evaluation.BlockingQuality;
import io.linkgrid.evaluation.DecisionQuality;
import io.linkgrid.evaluation.EvaluationReport;
import io.linkgrid.evaluation.RecordLink;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.model.Mention;
import io.linkgrid.truth.BlockingCheck;
import io.linkgrid.truth.BlockingInputs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;

/**
 * What people have said, as the truth: of each candidate that they were asked about whether it was
 * right, and of all mentions that they said are one thing whether blocking brings them together.
 * Only what was asked is judged, so the share of right ones holds for the probabilities of reviews
 * and says nothing of links that no person saw.
 */
public final class ReviewedAnswers {
  private final Jdbi jdbi;

  /** The answers of a schema. */
  public ReviewedAnswers(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Two mentions of which a person said that they are one thing. */
  private record Same(long one, long other) {}

  /** Where a mention stands first. */
  private record Place(String role, long row, String recordId) {}

  private static final Place NOWHERE = new Place("", 0, "");

  /**
   * Evaluates.
   *
   * @param blocking by what blocking is measured
   * @throws LinkgridException DATA if nobody has answered yet
   */
  public EvaluationReport evaluate(BlockingInputs blocking) {
    List<RecordLink> answered = answered();
    if (answered.isEmpty()) {
      throw new LinkgridException(
          Kind.DATA,
          "Nobody has answered a review of '"
              + blocking.spec().name()
              + "' with same or different yet. Answer some with 'linkgrid review', or give a truth"
              + " with --truth or --gold.");
    }
    return new EvaluationReport(
        Optional.empty(),
        Optional.empty(),
        0,
        Optional.empty(),
        Optional.of(DecisionQuality.ofRecords(answered, DecisionQuality.Reviews.WITH_CANDIDATES)),
        Optional.of(blocking(blocking)));
  }

  private BlockingQuality blocking(BlockingInputs inputs) {
    Map<Long, Place> places = places();
    List<Mention> mentions = new ArrayList<>();
    List<EvaluationReport.Row> rows = new ArrayList<>();
    Map<Long, Integer> positions = new HashMap<>();
    new BlockingLedger(jdbi)
        .forEachMentionBelow(
            Long.MAX_VALUE,
            mention -> {
              Integer next = mentions.size();
              positions.put(mention.id(), next);
              mentions.add(mention);
              Place place = places.getOrDefault(mention.id(), NOWHERE);
              rows.add(
                  new EvaluationReport.Row(
                      place.role(), place.row(), place.recordId(), "", mention.values()));
            });
    List<BlockingCheck.Same> pairs = new ArrayList<>();
    for (Same same : same()) {
      Integer one = positions.get(same.one());
      Integer other = positions.get(same.other());
      if (one != null && other != null) {
        pairs.add(new BlockingCheck.Same(one, other));
      }
    }
    return BlockingCheck.among(inputs, mentions, rows, pairs);
  }

  /** The first row of each mention of which a person said something, or said it with another. */
  private Map<Long, Place> places() {
    Map<Long, Place> places = new HashMap<>();
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select distinct on (s.mention_id) s.mention_id, f.role, s.row_no, s.record_id
                    from source_record s
                    join source_file f using (file_id)
                    join link l using (mention_id)
                    where l.entity_id in (select entity_id from asserted_link)
                    order by s.mention_id, f.landed_at, f.file_id, s.row_no
                    """)
                .map(
                    (row, context) ->
                        places.put(
                            row.getLong("mention_id"),
                            new Place(
                                row.getString("role"),
                                row.getLong("row_no"),
                                row.getString("record_id"))))
                .list());
    return places;
  }

  /** A record each, with the candidate that a person was asked about and what it turned out. */
  private List<RecordLink> answered() {
    Set<Integer> candidate = Set.of(0);
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select d.probability, l.weight, d.answer = 'SAME' as same
                    from review_decision d
                    join link l using (mention_id)
                    where d.answer in ('SAME', 'DIFFERENT') and d.best_entity_id is not null
                    order by d.mention_id
                    """)
                .map(
                    (row, context) ->
                        new RecordLink(
                            Band.REVIEW,
                            row.getDouble("probability"),
                            row.getDouble("weight"),
                            candidate,
                            row.getBoolean("same") ? candidate : Set.of()))
                .list());
  }

  /** What was asserted, each with the mentions that founded its entity. */
  private List<Same> same() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select distinct least(a.mention_id, l.mention_id) as one,
                                    greatest(a.mention_id, l.mention_id) as other
                    from asserted_link a
                    join link l on l.entity_id = a.entity_id and l.decision = 'NEW'
                    where l.mention_id <> a.mention_id
                    order by 1, 2
                    """)
                .map((row, context) -> new Same(row.getLong("one"), row.getLong("other")))
                .list());
  }
}

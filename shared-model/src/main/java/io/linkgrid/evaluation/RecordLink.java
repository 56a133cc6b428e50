package io.linkgrid.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A record against a reference: what it was given, and where it belongs.
 *
 * @param band what was decided
 * @param probability of the link, 0 to 1
 * @param weight the match weight of the link
 * @param claimed the rows of the reference in its entity, or in its candidate while it is in
 *     review; none for an entity that no reference row belongs to
 * @param belongs the rows of the reference that it truly belongs to; none if it is new
 */
public record RecordLink(
    Band band, double probability, double weight, Set<Integer> claimed, Set<Integer> belongs) {

  /** Returns how many of the claimed rows are right. */
  long rightPairs() {
    return claimed.stream().filter(belongs::contains).count();
  }

  /**
   * Returns what the decision was worth. A record whose entity holds no row of the reference is NEW
   * to the reference, also if another record founded that entity.
   */
  public Judged judged() {
    if (claimed.isEmpty()) {
      // Whose candidate is not known waits for a person although there is nothing to find.
      Outcome unknown = band == Band.REVIEW ? Outcome.SHOULD_BE_NEW : Outcome.RIGHT;
      return new Judged(
          band == Band.MATCH ? Band.NEW : band,
          belongs.isEmpty() ? unknown : Outcome.MISSED,
          Judged.Kind.NO_LINK,
          probability,
          weight);
    }
    Outcome outcome =
        rightPairs() > 0
            ? Outcome.RIGHT
            : belongs.isEmpty() ? Outcome.SHOULD_BE_NEW : Outcome.WRONG_ENTITY;
    return new Judged(band, outcome, Judged.Kind.LINK, probability, weight);
  }

  /**
   * Returns the pairs of a record and a reference row that were linked, against the true ones. A
   * record in review is not linked.
   */
  public static PairCounts counts(List<RecordLink> records) {
    return counts(records, link -> link.band != Band.REVIEW);
  }

  /**
   * Returns the pairs by threshold: a link counts when its probability reaches it, also that of a
   * record in review to its candidate.
   */
  public static List<ThresholdPoint> curve(List<RecordLink> records) {
    List<ThresholdPoint> points = new ArrayList<>();
    for (double threshold : ThresholdPoint.THRESHOLDS) {
      points.add(
          new ThresholdPoint(threshold, counts(records, link -> link.probability >= threshold)));
    }
    return points;
  }

  /** Says which links count. */
  private interface Counts {
    boolean test(RecordLink link);
  }

  private static PairCounts counts(List<RecordLink> records, Counts which) {
    long linked = 0;
    long right = 0;
    long belonging = 0;
    for (RecordLink link : records) {
      belonging += link.belongs.size();
      if (which.test(link)) {
        linked += link.claimed.size();
        right += link.rightPairs();
      }
    }
    return new PairCounts(right, linked - right, belonging - right);
  }
}

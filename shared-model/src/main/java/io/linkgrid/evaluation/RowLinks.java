package io.linkgrid.evaluation;

import static io.linkgrid.evaluation.Evaluation.NONE;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rows of one set, or of two without a reference: each with its business and its entity. An entity
 * <i>is</i> the business that most of its rows are, the first of equals. A business <i>lives</i> in
 * the entity that is it and has most of its rows, the first of equals, if there is one.
 */
public final class RowLinks {
  private final List<Band> bands;
  private final double[] probabilities;
  private final double[] weights;
  private final int[] truth;
  private final int[] entities;
  private final int[] candidates;

  /**
   * Rows in the order of their files and numbers; all arguments have an element for each.
   *
   * @param probabilities of the links, 0 to 1; of a row that founded an entity alone, and of those
   *     that repeat it, 1
   * @param weights the match weights of the links; of such rows, 0
   * @param truth the business of a row
   * @param entities its entity, or {@link Evaluation#NONE}
   * @param candidates the candidate of a row in review, or {@link Evaluation#NONE}
   */
  public RowLinks(
      List<Band> bands,
      double[] probabilities,
      double[] weights,
      int[] truth,
      int[] entities,
      int[] candidates) {
    int rows = bands.size();
    if (probabilities.length != rows
        || weights.length != rows
        || truth.length != rows
        || entities.length != rows
        || candidates.length != rows) {
      throw new IllegalArgumentException("Each of the " + rows + " rows needs all its values");
    }
    this.bands = List.copyOf(bands);
    this.probabilities = probabilities.clone();
    this.weights = weights.clone();
    this.truth = truth.clone();
    this.entities = entities.clone();
    this.candidates = candidates.clone();
  }

  /** Returns what each decision was worth. */
  public List<Judged> judged() {
    Map<Integer, Integer> businessOf = most(entities, truth, new HashMap<>());
    Map<Integer, Integer> homeOf = most(truth, entities, businessOf);
    List<Judged> judged = new ArrayList<>(truth.length);
    for (int row = 0; row < truth.length; row++) {
      judged.add(judged(row, businessOf, homeOf));
    }
    return judged;
  }

  private Judged judged(int row, Map<Integer, Integer> businessOf, Map<Integer, Integer> homeOf) {
    Band band = bands.get(row);
    Integer home = homeOf.get(truth[row]);
    int given = band == Band.REVIEW ? candidates[row] : entities[row];
    Outcome outcome;
    if (given == NONE) {
      outcome = home == null ? Outcome.SHOULD_BE_NEW : Outcome.MISSED;
    } else if (home != null && home == given) {
      outcome = Outcome.RIGHT;
    } else if (Integer.valueOf(truth[row]).equals(businessOf.get(given))) {
      // With others of its business, but not where most of them are.
      outcome = Outcome.MISSED;
    } else {
      outcome = home == null ? Outcome.SHOULD_BE_NEW : Outcome.WRONG_ENTITY;
    }
    // A row that repeats one that founded its entity alone has no link of its own, and no odds.
    boolean alone = probabilities[row] == 1 && weights[row] == 0;
    boolean link = given != NONE && !alone && (band == Band.MATCH || band == Band.REVIEW);
    return new Judged(
        band,
        outcome,
        link ? Judged.Kind.LINK : Judged.Kind.NO_LINK,
        probabilities[row],
        weights[row]);
  }

  /**
   * For each group, the member that most of its rows have, the first of equals. Where it is known
   * what a member is, only members that are this group count.
   */
  private static Map<Integer, Integer> most(
      int[] groups, int[] members, Map<Integer, Integer> groupOfMember) {
    Map<Long, Integer> counts = new HashMap<>();
    Map<Integer, Integer> best = new HashMap<>();
    for (int row = 0; row < groups.length; row++) {
      if (counts(groups[row], members[row], groupOfMember)) {
        counts.merge(pair(groups[row], members[row]), 1, Integer::sum);
      }
    }
    for (int row = 0; row < groups.length; row++) {
      if (counts(groups[row], members[row], groupOfMember)) {
        Integer known = best.get(groups[row]);
        int count = counts.getOrDefault(pair(groups[row], members[row]), 0);
        if (known == null || count > counts.getOrDefault(pair(groups[row], known), 0)) {
          best.put(groups[row], members[row]);
        }
      }
    }
    return best;
  }

  private static boolean counts(int group, int member, Map<Integer, Integer> groupOfMember) {
    return group != NONE
        && member != NONE
        && (groupOfMember.isEmpty() || Integer.valueOf(group).equals(groupOfMember.get(member)));
  }

  private static long pair(int left, int right) {
    return ((long) left << 32) | (right & 0xffffffffL);
  }

  /**
   * Returns the pairs of rows by threshold. A row keeps its entity when its probability reaches the
   * threshold, and a row in review then has that of its candidate. Others leave: rows of the same
   * texts together, where texts are known.
   *
   * @param mentions a number for each row that rows of the same texts share; empty when texts are
   *     not known, and then each row that leaves is alone
   */
  public List<ThresholdPoint> curve(int[] mentions) {
    Set<Integer> founders = founders();
    List<ThresholdPoint> points = new ArrayList<>();
    int free = Arrays.stream(entities).max().orElse(0);
    free = Math.max(free, Arrays.stream(candidates).max().orElse(0)) + 1;
    for (double threshold : ThresholdPoint.THRESHOLDS) {
      int[] found = new int[truth.length];
      for (int row = 0; row < found.length; row++) {
        int given = bands.get(row) == Band.REVIEW ? candidates[row] : entities[row];
        boolean stays = given == NONE || probabilities[row] >= threshold || founders.contains(row);
        boolean alone = mentions.length == 0 || bands.get(row) == Band.REVIEW;
        found[row] = stays ? given : alone ? NONE : free + mentions[row];
      }
      points.add(new ThresholdPoint(threshold, Evaluation.rowPairs(truth, found)));
    }
    return points;
  }

  /** The rows that founded an entity: whatever leaves it, they stay. */
  private Set<Integer> founders() {
    Set<Integer> founders = new HashSet<>();
    for (int row = 0; row < truth.length; row++) {
      if (bands.get(row) == Band.NEW) {
        founders.add(row);
      }
    }
    return founders;
  }
}

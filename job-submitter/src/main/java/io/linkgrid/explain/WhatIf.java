package io.linkgrid.explain;

import io.linkgrid.explain.Explanation.Against;
import io.linkgrid.explain.Explanation.Change;
import io.linkgrid.scoring.PairScorer;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What would have changed the answer for the best candidate: another level of one comparison, or
 * another threshold. The runner-up stays as it is and has its share of the probability; candidates
 * behind it do not count here.
 *
 * @param needed the weight from which on the best candidate is a match
 * @param weight the weight that it has
 * @param probability the probability that it has beside the runner-up
 * @param turning for each comparison that could turn the answer alone the change by the fewest
 *     levels, the smallest of all first: fewest levels, then least weight
 */
record WhatIf(double needed, double weight, double probability, List<Change> turning) {
  private static final double LARGEST_THRESHOLD = 1 - 1e-9;

  WhatIf {
    turning = List.copyOf(turning);
  }

  /**
   * Looks at the best candidate.
   *
   * @param matchProbability the threshold of a match
   * @return nothing when there is no candidate
   */
  static Optional<WhatIf> of(Explanation explanation, double matchProbability) {
    if (explanation.candidates().isEmpty()) {
      return Optional.empty();
    }
    Against best = explanation.candidates().get(0);
    double others =
        explanation.candidates().size() > 1
            ? StrictMath.pow(2, explanation.candidates().get(1).weight())
            : 0;
    // Odds o of o / (1 + others + o): what the others take is as if the weight were so much less.
    double taken = StrictMath.log(1 + others) / StrictMath.log(2);
    double needed = PairScorer.weight(Math.min(matchProbability, LARGEST_THRESHOLD)) + taken;
    boolean matches = best.weight() >= needed;
    Map<String, Change> byAttribute = new LinkedHashMap<>();
    best.changes().stream()
        .filter(change -> (change.weight() >= needed) != matches)
        .sorted(smallestFirst(best.weight()))
        .forEach(change -> byAttribute.putIfAbsent(change.attribute(), change));
    return Optional.of(
        new WhatIf(
            needed,
            best.weight(),
            PairScorer.probability(best.weight() - taken),
            List.copyOf(byAttribute.values())));
  }

  /** Returns whether the best candidate reaches the weight of a match. */
  boolean matches() {
    return weight >= needed;
  }

  /** Returns by how much it reaches that weight; below 0 when it does not. */
  double margin() {
    return weight - needed;
  }

  private static Comparator<Change> smallestFirst(double weight) {
    return Comparator.comparingInt(Change::levels)
        .thenComparingDouble(change -> Math.abs(change.weight() - weight));
  }
}

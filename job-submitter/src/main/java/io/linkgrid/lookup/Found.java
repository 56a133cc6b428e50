package io.linkgrid.lookup;

import io.linkgrid.model.Decision;
import io.linkgrid.model.EntityId;
import io.linkgrid.model.Mention;
import io.linkgrid.scoring.Candidate;
import io.linkgrid.scoring.Evidence;
import io.linkgrid.scoring.PairScorer;
import io.linkgrid.scoring.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * What was found for a mention.
 *
 * @param mention what was looked for
 * @param evidence its candidates, without those that a person keeps apart from it
 * @param verdict what a run would decide by them
 */
public record Found(Mention mention, Evidence evidence, Verdict verdict) {
  /**
   * A candidate.
   *
   * @param entityId its id
   * @param weight the match weight of its most alike mention
   * @param probability that the mention belongs to it and to none of the others
   */
  public record Ranked(String entityId, double weight, double probability) {}

  /** Returns what was decided. */
  public Decision decision() {
    return verdict.decision();
  }

  /** Returns the likeliest candidates in their order, at most so many. */
  public List<Ranked> ranked(int most) {
    List<Candidate> best = evidence.best();
    if (best.isEmpty()) {
      return List.of();
    }
    // Scaled by the odds of the best one, as where it is decided, so that no weight overflows.
    double first = best.get(0).weight();
    double sum = PairScorer.odds(-first) * (1 + evidence.otherOdds());
    for (Candidate candidate : best) {
      sum += PairScorer.odds(candidate.weight() - first);
    }
    List<Ranked> ranked = new ArrayList<>();
    for (Candidate candidate : best.subList(0, Math.min(most, best.size()))) {
      ranked.add(
          new Ranked(
              EntityId.text(candidate.entity()),
              candidate.weight(),
              PairScorer.odds(candidate.weight() - first) / sum));
    }
    return ranked;
  }
}

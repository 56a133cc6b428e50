package io.linkgrid.scoring;

import io.linkgrid.model.Decision;
import io.linkgrid.spec.LinkSpec;
import java.util.Optional;

/**
 * From all candidates of a mention to one answer. A mention belongs to at most one entity, so the
 * probability of candidate i is its odds over one plus the sum of all odds; two equal candidates
 * share it and so go to review. Immutable; safe for any number of threads.
 */
public final class DecisionRule {
  private final double match;
  private final double review;

  /** Decides by the thresholds of a spec. */
  public DecisionRule(LinkSpec spec) {
    match = spec.matchProbability();
    review = spec.reviewProbability();
  }

  /** Returns the smallest probability of a match. */
  public double matchProbability() {
    return match;
  }

  /** Returns the answer that evidence gives. */
  public Verdict decide(Evidence evidence) {
    if (evidence.best().isEmpty()) {
      return new Verdict(Decision.NEW, 1, Optional.empty(), Optional.empty(), 0);
    }
    Candidate best = evidence.best().get(0);
    // Scaled by the best candidate's odds, so that no weight overflows.
    double none = PairScorer.odds(-best.weight());
    double sum = none * (1 + evidence.otherOdds());
    for (Candidate candidate : evidence.best()) {
      sum += PairScorer.odds(candidate.weight() - best.weight());
    }
    double probability = 1 / sum;
    double ofNone = none / sum;
    Optional<Candidate> runnerUp = Optional.empty();
    double runnerUpProbability = 0;
    if (evidence.best().size() > 1) {
      Candidate second = evidence.best().get(1);
      runnerUp = Optional.of(second);
      runnerUpProbability = PairScorer.odds(second.weight() - best.weight()) / sum;
    }
    if (probability >= match) {
      return new Verdict(
          Decision.MATCH, probability, Optional.of(best), runnerUp, runnerUpProbability);
    }
    // By itself, so that two equal candidates are a case for review, and many poor ones are not.
    if (PairScorer.probability(best.weight()) >= review) {
      return new Verdict(
          Decision.REVIEW, probability, Optional.of(best), runnerUp, runnerUpProbability);
    }
    return new Verdict(Decision.NEW, ofNone, Optional.of(best), runnerUp, runnerUpProbability);
  }
}

package io.linkgrid.scoring;

import io.linkgrid.model.Decision;
import java.util.Optional;

/**
 * What was decided about a mention, and why.
 *
 * @param decision the answer
 * @param probability of a MATCH, that it belongs to the best candidate; of a REVIEW, that it
 *     belongs to the best candidate; of a NEW, that it belongs to none
 * @param best the best candidate
 * @param runnerUp the second best candidate
 * @param runnerUpProbability the probability of the runner-up, 0 without one
 */
public record Verdict(
    Decision decision,
    double probability,
    Optional<Candidate> best,
    Optional<Candidate> runnerUp,
    double runnerUpProbability) {}

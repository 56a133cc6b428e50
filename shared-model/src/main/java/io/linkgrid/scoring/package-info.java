/**
 * Scoring: from levels to a match weight, from weights to a probability, and from all candidates of
 * a mention to a decision. Start at {@link io.linkgrid.scoring.PairScorer}, then {@link
 * io.linkgrid.scoring.Evidence} and {@link io.linkgrid.scoring.DecisionRule}. Weights are log2 of a
 * likelihood ratio, after Fellegi and Sunter (1969).
 */
@NullMarked
package io.linkgrid.scoring;

import org.jspecify.annotations.NullMarked;

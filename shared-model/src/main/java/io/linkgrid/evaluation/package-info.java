/**
 * How good a linkage was, measured against the truth, as pure functions over labels. Start at
 * {@link io.linkgrid.evaluation.Evaluation}: it counts pairs from the sizes of groups and never
 * lists them, so that a million rows take a second. {@link io.linkgrid.evaluation.EvaluationReport}
 * is what a command prints, {@link io.linkgrid.evaluation.DecisionQuality} what thresholds and
 * probabilities were worth. This package knows no file, no spec and no stage of the linkage.
 */
@NullMarked
package io.linkgrid.evaluation;

import org.jspecify.annotations.NullMarked;

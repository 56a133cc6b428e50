/**
 * Training: from patterns of agreement to a model. Start at {@link io.linkgrid.training.Trainer};
 * {@link io.linkgrid.training.TrainingPairs} is what it learns from. This package knows patterns
 * and counts, no records, and needs no labels (Fellegi and Sunter 1969; Winkler 1988; Dempster,
 * Laird and Rubin 1977).
 */
@NullMarked
package io.linkgrid.training;

import org.jspecify.annotations.NullMarked;

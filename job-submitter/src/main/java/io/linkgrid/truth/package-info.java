/**
 * Files of truth against files of links. Start at {@link io.linkgrid.truth.LinkEvaluation}: it
 * reads them, brings their rows together and lets {@link io.linkgrid.evaluation.Evaluation} count.
 * This package knows no grid, no database and no spec.
 */
@NullMarked
package io.linkgrid.truth;

import org.jspecify.annotations.NullMarked;

/**
 * Files of truth against files of links. Start at {@link io.linkgrid.truth.LinkEvaluation}: it
 * reads them, brings their rows together and lets {@link io.linkgrid.evaluation.Evaluation} count.
 * {@link io.linkgrid.truth.GoldPairs} does the same for tables of true pairs. Blocking is measured
 * by the spec, on the raw files; nothing else here knows a spec, and nothing a grid or a database.
 */
@NullMarked
package io.linkgrid.truth;

import org.jspecify.annotations.NullMarked;

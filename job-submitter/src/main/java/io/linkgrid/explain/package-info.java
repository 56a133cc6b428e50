/**
 * Why a record was decided as it was, computed again from what the database holds. Start at {@link
 * io.linkgrid.explain.Explainer}; {@link io.linkgrid.explain.ExplanationText} shows the answer.
 */
@NullMarked
package io.linkgrid.explain;

import org.jspecify.annotations.NullMarked;

/**
 * The block that a probe meets, prepared once for fast search. Start at {@link
 * io.linkgrid.index.PreparedBlock}. This package knows how mentions are compared and scored, and
 * nothing of where blocks come from.
 */
@NullMarked
package io.linkgrid.index;

import org.jspecify.annotations.NullMarked;

/**
 * Comparison: how alike two values are, and the level that this likeness reaches. Start at {@link
 * io.linkgrid.comparison.MentionComparison}; a {@link io.linkgrid.comparison.FieldComparator}
 * prepares each value once and compares prepared values many times. A value that is absent says
 * nothing either way. This package gives levels, never weights.
 */
@NullMarked
package io.linkgrid.comparison;

import org.jspecify.annotations.NullMarked;

/** Measures the kernel. Start at {@link io.linkgrid.benchmarks.MatchingLoop}. Does not ship. */
@NullMarked
package io.linkgrid.benchmarks;

import org.jspecify.annotations.NullMarked;

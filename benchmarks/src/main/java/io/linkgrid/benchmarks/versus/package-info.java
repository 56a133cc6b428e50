/**
 * linkgrid side by side with others on the same task. Start at {@link
 * io.linkgrid.benchmarks.versus.Versus}, which runs the contenders in turn, each in processes of
 * its own; {@link io.linkgrid.benchmarks.versus.Linking} is the process of those that are not
 * linkgrid. Does not ship.
 */
@NullMarked
package io.linkgrid.benchmarks.versus;

import org.jspecify.annotations.NullMarked;

/**
 * Files that keep arriving: when one is whole, which content it has, and what becomes of it. Start
 * at {@link io.linkgrid.watch.DirectoryWatch}. Each file is linked by a run of its own, in {@code
 * io.linkgrid.job}; how is not known here.
 */
@NullMarked
package io.linkgrid.watch;

import org.jspecify.annotations.NullMarked;

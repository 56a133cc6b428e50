/**
 * Blocking: which keys a mention has, and so which others it is ever compared with. Start at {@link
 * io.linkgrid.blocking.KeyMaker}. Two mentions that share several keys are scored under the first
 * one only, which anybody can tell from the two mentions alone. This package knows nothing of
 * blocks, grids or scores.
 */
@NullMarked
package io.linkgrid.blocking;

import org.jspecify.annotations.NullMarked;

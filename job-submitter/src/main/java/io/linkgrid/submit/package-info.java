/**
 * How the command line gets a grid and gives it work: nodes that it starts, nodes that run already,
 * or a member inside its own process. Start at {@link io.linkgrid.submit.GridConnection}. It knows
 * the classes of no node; a member inside the process is found by {@link java.util.ServiceLoader}.
 */
@NullMarked
package io.linkgrid.submit;

import org.jspecify.annotations.NullMarked;

/**
 * Runs as an operator has to do with them: each attempt at a run, who made it and how it ended,
 * what is told about it while it goes on, and how it is asked to end. Start at {@link
 * io.linkgrid.control.OpenAttempt}, which the command that drives a run has, and {@link
 * io.linkgrid.control.RunHistory}, by which everybody else sees it. This package knows Postgres,
 * and nothing of the grid nor of how records are linked.
 */
@NullMarked
package io.linkgrid.control;

import org.jspecify.annotations.NullMarked;

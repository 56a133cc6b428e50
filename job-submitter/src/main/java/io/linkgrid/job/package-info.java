/**
 * The jobs: each graph on one screen, its vertices lined up and named after the stages, and the
 * runs that submit them one after the other. Start at {@link io.linkgrid.job.LinkRun}. What a
 * vertex does is in {@code io.linkgrid.processor}; where the grid and the database come from is not
 * known here.
 */
@NullMarked
package io.linkgrid.job;

import org.jspecify.annotations.NullMarked;

/**
 * The vertices of the Jet jobs: one class a vertex, each a thin bridge between an edge and the
 * kernel. Nodes of the distribution have them; others are sent them with each job. Start at {@link
 * io.linkgrid.processor.ReadProcessor}, the first in the line; how they are lined up is said in
 * {@code io.linkgrid.job}.
 */
@NullMarked
package io.linkgrid.processor;

import org.jspecify.annotations.NullMarked;

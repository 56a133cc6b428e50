/**
 * The vertices of the Jet jobs: one class a vertex, each a thin bridge between an edge and the
 * kernel. They are shipped with a job to nodes that have never seen them. Start at {@link
 * io.linkgrid.processor.ReadProcessor}, the first in the line; how they are lined up is said in
 * {@code io.linkgrid.job}.
 */
@NullMarked
package io.linkgrid.processor;

import org.jspecify.annotations.NullMarked;

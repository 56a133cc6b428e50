/**
 * The benchmark: the whole job again and again with different numbers of node processes, on fresh
 * databases, and what can be learnt from the times. Start at {@link io.linkgrid.bench.Benchmark},
 * which runs; {@link io.linkgrid.bench.BenchReport} compares; the files are written by {@link
 * io.linkgrid.bench.BenchFiles}. It uses {@code job} and {@code submit} as the command line does
 * and must not know how a stage works.
 */
@NullMarked
package io.linkgrid.bench;

import org.jspecify.annotations.NullMarked;

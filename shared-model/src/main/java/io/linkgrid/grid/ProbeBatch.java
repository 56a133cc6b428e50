package io.linkgrid.grid;

import java.util.List;

/**
 * Probes on the way to one partition.
 *
 * @param partition the partition that owns the key that all of them visit next
 * @param probes the probes
 */
public record ProbeBatch(int partition, List<Probe> probes) {}

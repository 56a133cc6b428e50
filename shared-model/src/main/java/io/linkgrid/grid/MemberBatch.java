package io.linkgrid.grid;

import java.util.List;

/**
 * Mentions on the way to one partition.
 *
 * @param partition the partition
 * @param members the mentions
 */
public record MemberBatch(int partition, List<ClusterMember> members) {}

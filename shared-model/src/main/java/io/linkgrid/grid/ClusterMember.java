package io.linkgrid.grid;

import io.linkgrid.model.Mention;

/**
 * A mention and the entity that it goes to.
 *
 * @param mention the mention
 * @param rows how many rows say it
 * @param cluster the entity or cluster as 64 bits; the mention's own id while it is alone
 * @param weight the weight of its heaviest pair in the cluster; NaN while it is alone
 */
public record ClusterMember(Mention mention, long rows, long cluster, double weight) {}

package io.linkgrid.grid;

import io.linkgrid.model.Mention;
import io.linkgrid.model.Said;

/**
 * A mention and the entity that it goes to.
 *
 * @param mention the mention
 * @param said how the rows say it
 * @param cluster the entity or cluster as 64 bits; the mention's own id while it is alone
 */
public record ClusterMember(Mention mention, Said said, long cluster) {}

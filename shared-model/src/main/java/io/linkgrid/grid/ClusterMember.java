package io.linkgrid.grid;

import io.linkgrid.blocking.Keys;
import io.linkgrid.model.Mention;
import io.linkgrid.model.Said;

/**
 * A mention and the entity that it goes to.
 *
 * @param mention the mention
 * @param said how the rows say it
 * @param cluster the entity or cluster as 64 bits; the mention's own id while it is alone
 * @param keys its blocking keys, when it goes to a block; otherwise none
 */
public record ClusterMember(Mention mention, Said said, long cluster, Keys keys) {
  /** A mention that does not go to a block. */
  public ClusterMember(Mention mention, Said said, long cluster) {
    this(mention, said, cluster, Keys.NONE);
  }

  /** Returns the same mention on its way to the blocks of its keys. */
  public ClusterMember with(Keys made) {
    return new ClusterMember(mention, said, cluster, made);
  }
}

package io.linkgrid.grid;

import com.hazelcast.core.HazelcastInstance;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.SpecText;
import javax.sql.DataSource;

/** What a node offers to the jobs that run on it. Safe for any number of threads. */
public interface NodeServices {
  /** The name under which a node keeps its services in its user context. */
  String KEY = "linkgrid.node-services";

  /**
   * Returns the services of the node on which the caller runs.
   *
   * @throws IllegalStateException if the member is not a linkgrid node
   */
  static NodeServices of(HazelcastInstance member) {
    Object services = member.getUserContext().get(KEY);
    if (services instanceof NodeServices found) {
      return found;
    }
    throw new IllegalStateException(
        "The member "
            + member.getCluster().getLocalMember().getAddress()
            + " is no linkgrid node. Start members with bin/grid-node.");
  }

  /** Returns where jobs count what they do on this node. */
  NodeWork work();

  /** Returns the matching service of this node. */
  MatchingService matching();

  /**
   * Returns what a spec says. It is read once on a node, however many ask.
   *
   * @throws io.linkgrid.model.LinkgridException as {@link SpecText#parse}
   */
  LinkSpec spec(SpecText text);

  /** Returns a pool of connections to a database; one pool a database and node. */
  DataSource database(DatabaseAddress address);
}

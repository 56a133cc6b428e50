package io.linkgrid.submit;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import io.linkgrid.grid.BuildHash;
import io.linkgrid.grid.GridSerialization;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.time.Duration;
import java.util.List;

/** Connects to nodes that run, and checks that they are nodes of this build. */
final class GridClient {
  private static final int ATTEMPT_MILLIS = 3_000;

  private GridClient() {}

  /**
   * Returns a client that is connected.
   *
   * @param patience how long to try
   * @throws LinkgridException of kind GRID if nobody answers or the nodes are of another build
   */
  static HazelcastInstance connect(String clusterName, List<String> addresses, Duration patience) {
    HazelcastInstance client = open(clusterName, addresses, patience);
    try {
      client.getCluster().getMembers().forEach(GridClient::checkBuild);
      return client;
    } catch (RuntimeException e) {
      client.shutdown();
      throw e;
    }
  }

  private static HazelcastInstance open(
      String clusterName, List<String> addresses, Duration patience) {
    ClientConfig config = new ClientConfig();
    config.setClusterName(clusterName);
    config.setProperty("hazelcast.logging.type", "slf4j");
    config
        .getNetworkConfig()
        .setAddresses(addresses)
        .setConnectionTimeout((int) Math.min(patience.toMillis(), ATTEMPT_MILLIS));
    config
        .getConnectionStrategyConfig()
        .getConnectionRetryConfig()
        .setClusterConnectTimeoutMillis(patience.toMillis());
    GridSerialization.register(config.getSerializationConfig());
    try {
      return HazelcastClient.newHazelcastClient(config);
    } catch (IllegalStateException | HazelcastException e) {
      throw new LinkgridException(
          Kind.GRID,
          "No grid at %s: no node of a cluster named '%s' answered within %s s. Start nodes with"
                  .formatted(String.join(", ", addresses), clusterName, seconds(patience))
              + " scripts/start-nodes -n 2, or leave --grid away.",
          e);
    }
  }

  private static void checkBuild(Member node) {
    String found = node.getAttribute(BuildHash.MEMBER_ATTRIBUTE);
    String address = node.getAddress().getHost() + ":" + node.getAddress().getPort();
    if (found == null) {
      throw new LinkgridException(
          Kind.GRID,
          "The member "
              + address
              + " is no linkgrid node. Start nodes with scripts/start-nodes or bin/grid-node.");
    }
    if (!found.equals(BuildHash.current())) {
      throw new LinkgridException(
          Kind.GRID,
          "The node %s runs build %s, but this command is build %s, so they may not understand"
                  .formatted(address, found, BuildHash.current())
              + " each other. Stop the nodes and start them again from this build:"
              + " scripts/stop-nodes, then scripts/start-nodes.");
    }
    String jobs = node.getAttribute(BuildHash.JOBS_ATTRIBUTE);
    String ours = BuildHash.ofJobs().orElse("");
    if (jobs != null && !jobs.equals(ours)) {
      throw new LinkgridException(
          Kind.GRID,
          "The node %s has jobs of build %s and would run these, but this command's are build %s."
                  .formatted(address, jobs, ours)
              + " Stop the nodes and start them again from this build, or with LINKGRID_JOBS=sent:"
              + " then each command sends its own jobs.");
    }
  }

  private static String seconds(Duration duration) {
    return duration.toMillisPart() == 0
        ? Long.toString(duration.toSeconds())
        : Double.toString(duration.toMillis() / 1000.0);
  }
}

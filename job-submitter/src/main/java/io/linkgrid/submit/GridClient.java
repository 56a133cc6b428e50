package io.linkgrid.submit;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import io.linkgrid.grid.CommandBuild;
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
      refuseOtherBuilds(client);
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

  /**
   * Looks at the nodes that are there now.
   *
   * @throws LinkgridException of kind GRID if one is of another build
   */
  static void refuseOtherBuilds(HazelcastInstance client) {
    CommandBuild.ofThisProcess().refuseOthers(client.getCluster());
  }

  private static String seconds(Duration duration) {
    return duration.toMillisPart() == 0
        ? Long.toString(duration.toSeconds())
        : Double.toString(duration.toMillis() / 1000.0);
  }
}

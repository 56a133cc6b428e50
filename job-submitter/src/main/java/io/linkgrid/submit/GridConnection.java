package io.linkgrid.submit;

import com.hazelcast.client.Client;
import com.hazelcast.core.HazelcastInstance;
import io.linkgrid.grid.LocalMember;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * A grid to work with. Closing it ends what it started: the connection, and the nodes if they were
 * started for it. Safe for any number of threads.
 */
public final class GridConnection implements AutoCloseable {
  /** The cluster name of nodes that nobody gave another one. */
  static final String CLUSTER_NAME = "linkgrid";

  private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(10);
  private static final Duration OWN_NODES_PATIENCE = Duration.ofSeconds(60);

  private final HazelcastInstance hz;
  private final @Nullable NodeProcesses processes;

  GridConnection(HazelcastInstance hz, @Nullable NodeProcesses processes) {
    this.hz = hz;
    this.processes = processes;
  }

  /**
   * Starts a member inside this process; nobody else can join it.
   *
   * @throws LinkgridException of kind GRID if it does not start
   */
  public static GridConnection embedded() {
    LocalMember member =
        ServiceLoader.load(LocalMember.class)
            .findFirst()
            .orElseThrow(
                () ->
                    new LinkgridException(
                        Kind.INTERNAL,
                        "The node's jar is not on the class path: lib/ of the distribution is"
                            + " incomplete. Build or unpack it again."));
    return new GridConnection(member.start(), null);
  }

  /**
   * Connects to nodes that run. Their cluster is called linkgrid, or what {@code HZ_CLUSTERNAME}
   * says, as for the nodes themselves.
   *
   * @param addresses host and port of one or more of the nodes; without a port, 5701
   * @throws LinkgridException of kind USAGE if an address is none, of kind GRID if nobody answers
   *     within ten seconds or the nodes are of another build
   */
  public static GridConnection connect(List<String> addresses) {
    return connect(
        Optional.ofNullable(System.getenv("HZ_CLUSTERNAME")).orElse(CLUSTER_NAME), addresses);
  }

  /** As {@link #connect(List)}, for a cluster with another name. */
  public static GridConnection connect(String clusterName, List<String> addresses) {
    return connect(clusterName, addresses, CONNECT_PATIENCE);
  }

  static GridConnection connect(String clusterName, List<String> addresses, Duration patience) {
    return new GridConnection(
        GridClient.connect(clusterName, GridAddress.readAll(addresses), patience), null);
  }

  /**
   * Starts node processes on this machine, for this connection alone, and waits until they form one
   * cluster. They end when the connection is closed, when this process ends, however it ends, and
   * on Ctrl-C.
   *
   * @throws LinkgridException of kind USAGE if the count is no count, of kind GRID if a node does
   *     not start; no process is left behind then
   */
  public static GridConnection startNodes(int count, NodeOptions options) {
    NodeProcesses processes = NodeProcesses.start(count, options);
    try {
      HazelcastInstance hz =
          GridClient.connect(processes.clusterName(), processes.addresses(), OWN_NODES_PATIENCE);
      // A client looks for a lost cluster for a minute; nobody will start these nodes again.
      processes.whenAllHaveEnded(hz::shutdown);
      return new GridConnection(hz, processes);
    } catch (RuntimeException e) {
      processes.close();
      throw e;
    }
  }

  /** Returns whether {@link #startNodes} can keep nodes to cores on this machine. */
  public static boolean canPinNodes() {
    return NodeProcesses.canPin();
  }

  /** Returns the member or the client through which the grid is used. */
  public HazelcastInstance hz() {
    return hz;
  }

  /** Returns whether it can still be used: a client that has given its cluster up cannot. */
  public boolean isOpen() {
    return hz.getLifecycleService().isRunning();
  }

  /**
   * Looks whether nodes of another build have joined since. They can when a grid is upgraded while
   * it works.
   *
   * @throws LinkgridException of kind GRID if so
   */
  public void refuseOtherBuilds() {
    // A member of one's own, and nodes that were started for a command, are alone.
    if (processes == null && hz.getLocalEndpoint() instanceof Client) {
      GridClient.refuseOtherBuilds(hz);
    }
  }

  /** Returns how many nodes the grid has now. */
  public int nodes() {
    return hz.getCluster().getMembers().size();
  }

  /** Returns the processes that were started for this connection; none if it found its nodes. */
  public List<NodeProcess> processes() {
    return processes == null ? List.of() : processes.all();
  }

  @Override
  public void close() {
    try {
      hz.shutdown();
    } finally {
      if (processes != null) {
        processes.close();
      }
    }
  }
}

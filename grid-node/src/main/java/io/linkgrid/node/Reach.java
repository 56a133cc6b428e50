package io.linkgrid.node;

import com.hazelcast.config.Config;
import com.hazelcast.config.EndpointConfig;
import com.hazelcast.config.InterfacesConfig;
import com.hazelcast.config.TcpIpConfig;
import com.hazelcast.spi.properties.ClusterProperty;
import com.hazelcast.spi.properties.HazelcastProperties;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Who can reach a node: processes of its own machine, or those of others as well. It is known
 * before anything listens, and follows how Hazelcast picks its address; where that depends on the
 * network of the machine, others are taken to reach it. Nothing that the community edition has asks
 * who they are, see ADR 15.
 *
 * @param ways the addresses beyond this machine, each with the setting that says so; empty: nobody
 *     else reaches the node
 * @param takesCode whether jobs may bring classes along
 */
record Reach(List<String> ways, boolean takesCode) {
  private static final String LOCAL_ADDRESS = "hazelcast.local.localAddress";

  Reach {
    ways = List.copyOf(ways);
  }

  static Reach of(Config config, NodeArguments arguments) {
    List<String> ways = new ArrayList<>();
    if (new HazelcastProperties(config).getBoolean(ClusterProperty.SOCKET_SERVER_BIND_ANY)) {
      ways.add("every address of this machine (hazelcast.socket.bind.any is true)");
    } else if (config.getProperty(LOCAL_ADDRESS) != null) {
      String address = config.getProperty(LOCAL_ADDRESS).strip();
      if (!isLoopback(address)) {
        ways.add(address + " (" + LOCAL_ADDRESS + ")");
      }
    } else if (config.getAdvancedNetworkConfig().isEnabled()) {
      TcpIpConfig members = config.getAdvancedNetworkConfig().getJoin().getTcpIpConfig();
      for (EndpointConfig end : config.getAdvancedNetworkConfig().getEndpointConfigs().values()) {
        addIfOpen(end.getInterfaces(), members, "advanced-network", ways);
      }
    } else {
      addIfOpen(
          config.getNetworkConfig().getInterfaces(),
          config.getNetworkConfig().getJoin().getTcpIpConfig(),
          "network",
          ways);
    }
    if (arguments.answersForHealth() && !isLoopback(arguments.healthHost())) {
      ways.add(arguments.healthHost() + " (--health-host)");
    }
    return new Reach(ways, config.getJetConfig().isResourceUploadEnabled());
  }

  /** Hazelcast takes 127.0.0.1 where it is named, whatever else is. */
  private static void addIfOpen(
      InterfacesConfig interfaces, TcpIpConfig members, String where, List<String> ways) {
    if (interfaces.isEnabled()) {
      Collection<String> patterns = interfaces.getInterfaces();
      if (!patterns.contains("127.0.0.1") && !patterns.stream().allMatch(Reach::isLoopback)) {
        ways.add(String.join(", ", patterns) + " (" + where + ".interfaces)");
      }
    } else if (!members.isEnabled()
        || members.getMembers().stream().noneMatch(Reach::isThisMachine)) {
      ways.add("an address that Hazelcast picks (" + where + ".interfaces are off)");
    }
  }

  boolean isBeyondThisMachine() {
    return !ways.isEmpty();
  }

  /** Why a node that nobody told to let others in does not start. */
  LinkgridException refusal() {
    return new LinkgridException(
        Kind.USAGE,
        "This node would listen on "
            + String.join(" and on ", ways)
            + ". "
            + risk()
            + " Nothing listens yet. Listen on 127.0.0.1 alone; or let only machines that you trust"
            + " reach these ports (a firewall, a network policy, a mesh: docs/operations.md, Who may"
            + " come in), and say that you did with --open or LINKGRID_OPEN=true.");
  }

  /** What is said at the start of a node that was told to let others in. */
  String warning() {
    return "This node is open: it listens on "
        + String.join(" and on ", ways)
        + ". "
        + risk()
        + " Let only machines that you trust reach these ports: docs/operations.md, Who may come"
        + " in.";
  }

  private String risk() {
    return "Nobody is asked for more than the name of the cluster, and nothing is encrypted: whoever"
        + " reaches the member's port can read and change what the grid holds, read and write the"
        + " files and databases that this process can, and "
        + (takesCode
            ? "have it run any code (HZ_JET_RESOURCEUPLOADENABLED=false takes that away);"
            : "run jobs of the classes that it has (it takes no others);")
        + " whoever reaches the health port reads names of schemas and counts.";
  }

  private static boolean isThisMachine(String member) {
    int port = member.indexOf(':');
    String host = port < 0 ? member : member.substring(0, port);
    return host.equals("127.0.0.1") || host.equals("localhost");
  }

  /** Patterns such as 127.0.0.* and 127.0.0.1-9 included. */
  private static boolean isLoopback(String address) {
    if (address.startsWith("127.") || address.equals("localhost")) {
      return true;
    }
    if (address.contains("*") || address.isEmpty()) {
      return false;
    }
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}

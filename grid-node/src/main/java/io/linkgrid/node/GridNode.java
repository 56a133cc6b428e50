package io.linkgrid.node;

import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import io.linkgrid.grid.BuildHash;
import io.linkgrid.grid.LogLevels;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The process of a node. See {@code grid-node --help}. */
public final class GridNode {
  private static final int HEALTH_PORT_ABOVE_MEMBER = 1000;

  private GridNode() {}

  /** Runs a node and ends the process, whatever threads may still be alive. */
  public static void main(String[] arguments) {
    chooseLog(System.getenv());
    int code = Kind.INTERNAL.exitCode();
    try {
      code = run(arguments, System.getenv(), System.out, System.err);
    } catch (Throwable e) {
      e.printStackTrace(System.err);
    } finally {
      System.exit(code);
    }
  }

  /**
   * Runs a node until it is told to stop.
   *
   * @return the exit code
   */
  static int run(
      String[] arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
    boolean verbose = List.of(arguments).contains("--verbose");
    try {
      NodeArguments parsed = NodeArguments.parse(List.of(arguments), environment);
      return switch (parsed.request()) {
        case HELP -> print(NodeArguments.HELP, out);
        case VERSION -> print(version(), out);
        case RUN -> serve(parsed, environment, out);
      };
    } catch (LinkgridException e) {
      switch (NodeLog.of(environment)) {
        case TEXT -> err.println(e.getMessage());
        case JSON -> log().error(e.getMessage());
      }
      if (verbose) {
        e.printStackTrace(err);
      }
      return e.kind().exitCode();
    }
  }

  private static int print(String text, PrintStream out) {
    out.print(text);
    out.flush();
    return 0;
  }

  private static String version() {
    String version = GridNode.class.getPackage().getImplementationVersion();
    return "grid-node %s (build %s, Java %s)%n"
        .formatted(
            version == null ? "unpackaged" : version, BuildHash.current(), Runtime.version());
  }

  private static int serve(
      NodeArguments arguments, Map<String, String> environment, PrintStream out) {
    NodeLog.setLevels(LogLevels.of(environment));
    Config config = NodeConfiguration.of(arguments, environment);
    Reach reach = Reach.of(config, arguments);
    if (reach.isBeyondThisMachine()) {
      if (!arguments.open()) {
        throw reach.refusal();
      }
      log().warn(reach.warning());
    }
    HazelcastInstance member = NodeMember.start(config);
    RunningNode node = new RunningNode(member, config);
    NodeLog.name(node.health().address());
    try (@Nullable HealthEndpoint endpoint = openHealth(arguments, member, node.health())) {
      node.stopOnSignal();
      arguments.parent().ifPresent(node::stopAfter);
      if (node.awaitReady()) {
        out.printf(
            "node ready pid %d %s health %s cluster-size %d%n",
            ProcessHandle.current().pid(),
            node.health().address(),
            endpoint == null ? "off" : endpoint.address(),
            member.getCluster().getMembers().size());
        out.flush();
      }
      node.awaitEnd();
    } finally {
      node.stop();
    }
    if (!node.wasAskedToStop()) {
      throw new LinkgridException(
          Kind.GRID,
          "The node "
              + node.health().address()
              + " has left the grid by itself; its log above says why. Start it again.");
    }
    return 0;
  }

  /** Returns null if nobody is to ask. */
  private static @Nullable HealthEndpoint openHealth(
      NodeArguments arguments, HazelcastInstance member, NodeHealth health) {
    int memberPort = member.getCluster().getLocalMember().getAddress().getPort();
    int port = arguments.healthPort().orElse(memberPort + HEALTH_PORT_ABOVE_MEMBER);
    return port == 0
        ? null
        : HealthEndpoint.open(
            new InetSocketAddress(arguments.healthHost(), port), health, new NodeMetrics(member));
  }

  /** Not a constant: the first logger must come after {@link #chooseLog}. */
  private static Logger log() {
    return LoggerFactory.getLogger(GridNode.class);
  }

  /** Logback looks where this property points; it must stand before the first logger. */
  private static void chooseLog(Map<String, String> environment) {
    String property = "logback.configurationFile";
    if (System.getProperty(property) == null) {
      System.setProperty("linkgrid.pid", Long.toString(ProcessHandle.current().pid()));
      String file = NodeLog.of(environment).file();
      Path shipped = Path.of(environment.getOrDefault("LINKGRID_HOME", ""), "conf", file);
      System.setProperty(property, Files.isReadable(shipped) ? shipped.toString() : file);
    }
  }
}

package io.linkgrid.submit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.submit.ProcessEnd.Phase;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Node processes of this machine that belong to this process and end with it. They form a cluster
 * with a name of its own and know each other's ports, so that they never meet the nodes of others.
 */
final class NodeProcesses implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NodeProcesses.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HOST = "127.0.0.1";
  private static final int MOST = 64;
  private static final int LOG_LINES = 8;
  private static final int HTTP_OK = 200;
  private static final Duration START_PATIENCE = Duration.ofSeconds(60);
  private static final Duration START_PATIENCE_PER_NODE = Duration.ofSeconds(30);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(15);
  private static final List<String> SYSTEM_PROPERTIES =
      List.of(
          // Their data ends with this process, so nobody takes it over.
          "-Dhazelcast.shutdownhook.policy=TERMINATE",
          // Nobody else comes whom the first would have to wait for.
          "-Dhazelcast.wait.seconds.before.join=0");

  private static final Duration LOOK_EVERY = Duration.ofMillis(100);
  private static final Duration HTTP_PATIENCE = Duration.ofSeconds(3);

  private final String clusterName = "linkgrid-" + UUID.randomUUID();
  private final List<NodeProcess> nodes = new ArrayList<>();
  private final ProcessEnd.Registration onExit = ProcessEnd.before(Phase.NODES, this::kill);
  private boolean closed;

  private NodeProcesses() {}

  /**
   * Starts nodes and waits until each is ready and sees all the others.
   *
   * @throws LinkgridException as {@link GridConnection#startNodes} says
   * @throws CancellationException if the thread is interrupted while it waits
   */
  static NodeProcesses start(int count, NodeOptions options) {
    if (count < 1 || count > MOST) {
      throw new LinkgridException(
          Kind.USAGE, count + " is no number of nodes; expected 1 to " + MOST + ".");
    }
    createDirectory(options.logDirectory());
    NodeCommand command = NodeCommand.find(home(), options.logDirectory());
    NodeProcesses started = new NodeProcesses();
    try {
      started.startAll(count, command, options);
      started.awaitAll();
      return started;
    } catch (RuntimeException e) {
      started.close();
      throw e;
    }
  }

  /** Whether nodes can be pinned to cores on this machine. */
  static boolean canPin() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, "taskset")));
  }

  String clusterName() {
    return clusterName;
  }

  /** Returns host and port of each node. */
  List<String> addresses() {
    return all().stream().map(NodeProcess::address).toList();
  }

  synchronized List<NodeProcess> all() {
    return List.copyOf(nodes);
  }

  /** Does something when no process is left, whoever ended them; at once if none is. */
  void whenAllHaveEnded(Runnable then) {
    CompletableFuture<?>[] ends =
        all().stream().map(node -> node.process().onExit()).toArray(CompletableFuture[]::new);
    CompletableFuture<?> unused = CompletableFuture.allOf(ends).thenRun(then);
  }

  /**
   * Asks all nodes to stop, and kills those that do not within fifteen seconds. Their data is not
   * handed over: it belongs to this process.
   */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    List<NodeProcess> ending = all();
    ending.forEach(node -> node.process().destroy());
    long deadline = System.nanoTime() + STOP_PATIENCE.toNanos();
    try {
      for (NodeProcess node : ending) {
        if (!endsBefore(node.process(), deadline)) {
          LOG.warn("Node {} did not stop when asked to and is killed", node.number());
        }
      }
    } finally {
      ending.forEach(node -> node.process().destroyForcibly());
    }
    onExit.close();
  }

  /** The way out when the process ends: there is no time to wait. */
  private void kill() {
    synchronized (this) {
      closed = true;
    }
    all().forEach(node -> node.process().destroyForcibly());
  }

  private void startAll(int count, NodeCommand command, NodeOptions options) {
    boolean pin = !options.cores().isEmpty() && canPin();
    if (!options.cores().isEmpty() && !pin) {
      LOG.warn("Nodes are not pinned to cores: there is no taskset (Debian: util-linux).");
    }
    List<Integer> ports = FreePorts.find(2 * count);
    List<Integer> memberPorts = ports.subList(0, count);
    List<Integer> healthPorts = ports.subList(count, 2 * count);
    String members =
        memberPorts.stream().map(port -> HOST + ":" + port).collect(Collectors.joining(","));
    for (int i = 0; i < count; i++) {
      OptionalInt core =
          pin
              ? OptionalInt.of(options.cores().get(i % options.cores().size()))
              : OptionalInt.empty();
      Path log = options.logDirectory().resolve("node-" + (i + 1) + ".log");
      ProcessBuilder builder =
          new ProcessBuilder(command.line(options, core, SYSTEM_PROPERTIES))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      Map<String, String> environment = builder.environment();
      home().ifPresent(home -> environment.put("LINKGRID_HOME", home.toString()));
      environment.put("HZ_CLUSTERNAME", clusterName);
      environment.put("HZ_NETWORK_PORT_PORT", memberPorts.get(i).toString());
      environment.put("HZ_NETWORK_PORT_AUTOINCREMENT", "false");
      environment.put("HZ_NETWORK_JOIN_TCPIP_MEMBERS", members);
      // All start at once and none is of a grid that is there already: whom to ask is soon known.
      environment.put("HZ_NETWORK_JOIN_TCPIP_CONNECTIONTIMEOUTSECONDS", "1");
      environment.put("LINKGRID_HEALTH_HOST", HOST);
      environment.put("LINKGRID_HEALTH_PORT", healthPorts.get(i).toString());
      environment.put("LINKGRID_PARENT_PID", Long.toString(ProcessHandle.current().pid()));
      environment.putAll(options.environment());
      String address = HOST + ":" + memberPorts.get(i);
      launch(new Plan(i + 1, address, healthPorts.get(i), core, log), builder);
    }
  }

  /** A node that is about to start; what its process will be known by. */
  private record Plan(int number, String address, int healthPort, OptionalInt core, Path log) {}

  /** Either the process is in the list that {@link #close} ends, or it is not started at all. */
  private synchronized void launch(Plan plan, ProcessBuilder builder) {
    if (closed) {
      throw new CancellationException("The nodes were stopped while they started.");
    }
    try {
      nodes.add(
          new NodeProcess(
              plan.number(),
              plan.address(),
              plan.healthPort(),
              plan.core(),
              plan.log(),
              builder.start()));
    } catch (IOException e) {
      throw new LinkgridException(
          Kind.GRID, "Cannot start a node: " + e.getMessage() + ". Is JAVA_HOME right?", e);
    }
  }

  private void awaitAll() {
    List<NodeProcess> starting = all();
    Duration patience = START_PATIENCE.plus(START_PATIENCE_PER_NODE.multipliedBy(starting.size()));
    long deadline = System.nanoTime() + patience.toNanos();
    for (NodeProcess node : starting) {
      while (membersSeenBy(node) != starting.size()) {
        if (endsBefore(node.process(), System.nanoTime() + LOOK_EVERY.toNanos())) {
          throw failed(
              node, "ended with exit code " + node.process().exitValue() + " while it started");
        }
        if (System.nanoTime() > deadline) {
          throw failed(node, "was not ready within " + patience.toSeconds() + " s");
        }
      }
    }
  }

  private LinkgridException failed(NodeProcess node, String how) {
    return new LinkgridException(
        Kind.GRID,
        "Node %d of %d (%s) %s. The last lines of its log, %s:%n%s"
            .formatted(
                node.number(),
                all().size(),
                node.address(),
                how,
                node.log(),
                lastLines(node.log())));
  }

  /** Returns how many members a ready node sees, and 0 if it is not ready. */
  private static int membersSeenBy(NodeProcess node) {
    try {
      URI uri = URI.create("http://" + HOST + ":" + node.healthPort() + "/health/ready");
      HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
      connection.setConnectTimeout((int) HTTP_PATIENCE.toMillis());
      connection.setReadTimeout((int) HTTP_PATIENCE.toMillis());
      if (connection.getResponseCode() != HTTP_OK) {
        return 0;
      }
      try (InputStream body = connection.getInputStream()) {
        JsonNode report = JSON.readTree(body);
        return report.path("clusterSize").asInt();
      }
    } catch (IOException e) {
      return 0;
    }
  }

  private static boolean endsBefore(Process process, long deadline) {
    try {
      return process.waitFor(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("Interrupted while waiting for nodes.");
    }
  }

  private static String lastLines(Path log) {
    try {
      List<String> lines = new String(Files.readAllBytes(log), UTF_8).lines().toList();
      return lines.stream()
          .skip(Math.max(0, lines.size() - LOG_LINES))
          .map(line -> "  " + line)
          .collect(Collectors.joining("\n"));
    } catch (IOException e) {
      return "  (cannot be read: " + e.getMessage() + ")";
    }
  }

  private static void createDirectory(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new LinkgridException(
          Kind.USAGE,
          "Cannot create the directory " + directory + " for the logs of nodes: " + e.getMessage(),
          e);
    }
  }

  private static Optional<Path> home() {
    return Optional.ofNullable(System.getProperty("linkgrid.home", System.getenv("LINKGRID_HOME")))
        .filter(home -> !home.isBlank())
        .map(Path::of);
  }
}

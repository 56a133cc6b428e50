package io.linkgrid.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Node processes of the distribution that nobody starts for a run, and that outlive its command.
 * They end with the tests, however these end. Safe for several threads.
 */
final class StandingNodes implements AutoCloseable {
  private static final Path HOME = Path.of(System.getenv("LINKGRID_HOME"));
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Pattern READY =
      Pattern.compile("node ready pid (\\d+) (\\S+:\\d+) health (\\S+) cluster-size \\d+");

  private final Path directory;
  private final Map<String, String> environment;
  private final ConcurrentLinkedQueue<Process> started = new ConcurrentLinkedQueue<>();

  /** Nodes of a cluster with this name; their logs go to the directory. */
  StandingNodes(Path directory, String cluster, Map<String, String> environment) {
    this.directory = directory;
    this.environment = new HashMap<>(environment);
    this.environment.put("HZ_CLUSTERNAME", cluster);
  }

  /**
   * A node that has said that it is ready.
   *
   * @param address host and port under which it is a member
   * @param health host and port of its health endpoint, or {@code off}
   */
  record Node(Process process, String address, String health) {}

  /** A node that has not said yet that it is ready. */
  record Starting(Process process, Path log) {
    Node awaitReady() throws IOException {
      await()
          .atMost(PATIENCE)
          .until(() -> READY.matcher(Files.readString(log)).find() || !process.isAlive());
      Matcher ready = READY.matcher(Files.readString(log));
      assertThat(ready.find()).as(Files.readString(log)).isTrue();
      assertThat(ready.group(1)).isEqualTo(Long.toString(process.pid()));
      return new Node(process, ready.group(2), ready.group(3));
    }
  }

  /** Starts a node on the next free port and waits until it is ready. */
  Node start() throws IOException {
    return begin(Map.of()).awaitReady();
  }

  /** Starts a node with further variables and returns at once. */
  Starting begin(Map<String, String> more) throws IOException {
    return begin(HOME, more);
  }

  /** As above, of the distribution in another directory. */
  Starting begin(Path home, Map<String, String> more) throws IOException {
    Path log = Files.createTempFile(directory, "node-", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(home.resolve("bin/grid-node").toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LINKGRID_JAVA_OPTS", "-Xmx300m");
    builder.environment().put("LINKGRID_PARENT_PID", Long.toString(ProcessHandle.current().pid()));
    builder.environment().putAll(environment);
    builder.environment().putAll(more);
    Process node = builder.start();
    started.add(node);
    return new Starting(node, log);
  }

  /** Returns those that run, the first one first. */
  List<Process> running() {
    return started.stream().filter(Process::isAlive).toList();
  }

  /** Kills all. */
  @Override
  public void close() {
    started.forEach(Process::destroyForcibly);
  }
}

package io.linkgrid.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.map.IMap;
import io.linkgrid.submit.GridConnection;
import io.linkgrid.submit.NodeOptions;
import io.linkgrid.submit.NodeProcess;
import io.linkgrid.system.StandingNodes.Node;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Node processes with the class path and the launchers of the distribution. */
class GridNodeIT {
  private static final Path HOME = Path.of(System.getenv("LINKGRID_HOME"));
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir Path logs;
  private final List<Process> started = new ArrayList<>();
  private final List<StandingNodes> nodes = new ArrayList<>();

  @AfterEach
  void stopAll() {
    started.forEach(Process::destroyForcibly);
    nodes.forEach(StandingNodes::close);
  }

  @Test
  void twoNodes_formOneCluster_andEndWithTheirConnection() throws Exception {
    List<NodeProcess> nodes;
    try (GridConnection grid =
        GridConnection.startNodes(2, NodeOptions.loggingTo(logs).withHeap("300m"))) {
      nodes = grid.processes();
      assertThat(nodes).hasSize(2);
      assertThat(grid.nodes()).isEqualTo(2);
      for (NodeProcess node : nodes) {
        assertThat(statusOf("127.0.0.1:" + node.healthPort() + "/health/ready")).isEqualTo(200);
        assertThat(node.process().info().commandLine().orElseThrow())
            .contains("-Xmx300m", "io.linkgrid.node.GridNode")
            .doesNotContain("lib/submitter");
      }

      nodes.get(0).process().destroy();

      assertThat(exitCodeOf(nodes.get(0).process())).isZero();
      await().atMost(PATIENCE).until(() -> grid.nodes() == 1);
      assertThat(statusOf("127.0.0.1:" + nodes.get(1).healthPort() + "/health/live"))
          .isEqualTo(200);
    }
    assertThat(nodes).noneMatch(node -> node.process().isAlive());
  }

  @Test
  void aNodeThatIsAskedToStop_handsItsDataOver_andOneWithoutItsParentStops() throws Exception {
    Process parent = new ProcessBuilder("sleep", "600").start();
    started.add(parent);
    String cluster = "linkgrid-it-" + UUID.randomUUID();
    Node first = launch(cluster, Map.of());
    Node second = launch(cluster, Map.of("LINKGRID_PARENT_PID", Long.toString(parent.pid())));
    try (GridConnection grid = connect(cluster, second)) {
      await().atMost(PATIENCE).until(() -> grid.nodes() == 2);
      IMap<Integer, String> fragile = grid.hz().getMap("fragile");
      for (int zip = 94_100; zip < 94_400; zip++) {
        fragile.set(zip, "Acme " + zip);
      }

      first.process().destroy();

      assertThat(exitCodeOf(first.process())).isZero();
      await().atMost(PATIENCE).until(() -> grid.nodes() == 1);
      assertThat(fragile.size()).isEqualTo(300);
      assertThat(fragile.get(94_117)).isEqualTo("Acme 94117");
    }
    await().atMost(PATIENCE).until(() -> statusOf(second.health() + "/health/ready") == 200);

    parent.destroy();

    assertThat(exitCodeOf(second.process())).isZero();
  }

  @Test
  void aNodeWithoutTheClassesOfJobs_isSentThem_andOneThatHasThemRefusesWhatIsSent()
      throws Exception {
    LinkgridCommand command = new LinkgridCommand(logs);
    command
        .run("generate", "--layout", "reference", "--entities", 50, "--records", 100, "--out", "d")
        .succeeded();
    List<Object> link = List.of("link", "--reference", "d/clean.csv", "--records", "d/b.csv");
    String first = "";
    for (Map<String, String> setting :
        List.of(
            Map.of("LINKGRID_JOBS", "sent"),
            Map.of("LINKGRID_JOBS", "here", "HZ_JET_RESOURCEUPLOADENABLED", "false"))) {
      String name = setting.getOrDefault("LINKGRID_JOBS", "");
      Node node = launch("linkgrid", setting);

      command
          .run(link, "--grid", node.address(), "--data-dir", name + "-db", "--out", name)
          .succeeded();

      String links = Files.readString(logs.resolve(name).resolve("links.csv"));
      assertThat(links).hasLineCount(1 + 50 + 100);
      assertThat(first.isEmpty() ? links : first).isEqualTo(links);
      first = links;
      node.process().destroy();
      assertThat(exitCodeOf(node.process())).isZero();
    }
  }

  @Test
  void aPortInUse_isASentence_andNoHangingProcess() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Path log = logs.resolve("refused.log");
      ProcessBuilder builder =
          new ProcessBuilder(HOME.resolve("bin/grid-node").toString())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      builder.environment().put("HZ_CLUSTERNAME", "linkgrid-it-" + UUID.randomUUID());
      builder.environment().put("HZ_NETWORK_PORT_AUTOINCREMENT", "false");
      builder.environment().put("HZ_NETWORK_PORT_PORT", Integer.toString(taken.getLocalPort()));
      Process refused = builder.start();
      started.add(refused);

      assertThat(exitCodeOf(refused)).isEqualTo(4);
      assertThat(Files.readString(log))
          .contains(
              "The node did not start: ", "Port [" + taken.getLocalPort() + "] is already in use");
    }
  }

  private Node launch(String cluster, Map<String, String> setting) throws IOException {
    StandingNodes one = new StandingNodes(logs, cluster, Map.of("HZ_MAP_FRAGILE_BACKUPCOUNT", "0"));
    nodes.add(one);
    return one.begin(setting).awaitReady();
  }

  private static GridConnection connect(String cluster, Node node) {
    return GridConnection.connect(cluster, List.of(node.address()));
  }

  private static int exitCodeOf(Process process) throws InterruptedException {
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private static int statusOf(String address) throws IOException {
    var connection = (HttpURLConnection) URI.create("http://" + address).toURL().openConnection();
    try {
      return connection.getResponseCode();
    } finally {
      connection.disconnect();
    }
  }
}

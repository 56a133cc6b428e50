package io.linkgrid.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.linkgrid.submit.FreePorts;
import io.linkgrid.submit.GridConnection;
import io.linkgrid.system.StandingNodes.Node;
import io.linkgrid.system.StandingNodes.Starting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Three nodes that outlive each run and can be treated badly, and a place for a fourth one. Each
 * place has a port of its own, to which a node comes back. They notice sooner than by default that
 * one of them stands still, so that a test need not wait for it.
 */
final class ChaosGrid implements AutoCloseable {
  /** How many nodes there are when nothing is wrong. */
  static final int USUAL = 3;

  /** After so long a silence a node is taken for gone. */
  static final Duration SILENCE = Duration.ofSeconds(10);

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int PLACES = USUAL + 1;

  /** Of a heap that is ample for what tests bring; soon sure of who is gone, back or new. */
  private static final String OPTIONS =
      "-Xmx400m -Dhazelcast.heartbeat.interval.seconds=1 -Dhazelcast.max.no.heartbeat.seconds="
          + SILENCE.toSeconds()
          + " -Dhazelcast.merge.first.run.delay.seconds=5"
          + " -Dhazelcast.merge.next.run.delay.seconds=5 "
          // What somebody tries out.
          + System.getProperty("chaos.node.options", "");

  private final String cluster = "chaos-" + UUID.randomUUID();
  private final StandingNodes nodes;
  private final List<Integer> ports = FreePorts.find(PLACES);
  private final List<Node> places = new ArrayList<>();

  /** Starts three nodes whose logs go to a directory. */
  ChaosGrid(Path directory) throws IOException {
    nodes =
        new StandingNodes(
            directory,
            cluster,
            Map.of(
                "LINKGRID_JAVA_OPTS", OPTIONS,
                "HZ_JET_SCALEUPDELAYMILLIS", "1000",
                "HZ_NETWORK_PORT_AUTOINCREMENT", "false",
                "HZ_NETWORK_JOIN_TCPIP_MEMBERS", addresses(PLACES),
                "LINKGRID_HEALTH_PORT", "0"));
    List<Starting> starting = new ArrayList<>();
    for (int place = 0; place < USUAL; place++) {
      starting.add(begin(place));
    }
    for (Starting each : starting) {
      places.add(each.awaitReady());
    }
    awaitNodes(USUAL);
  }

  /** Returns the name that the command needs to find the nodes. */
  String cluster() {
    return cluster;
  }

  /** Returns what {@code --grid} takes. */
  String addresses() {
    return addresses(USUAL);
  }

  private String addresses(int places) {
    return ports.subList(0, places).stream()
        .map(port -> "127.0.0.1:" + port)
        .collect(Collectors.joining(","));
  }

  private Starting begin(int place) throws IOException {
    return nodes.begin(Map.of("HZ_NETWORK_PORT_PORT", ports.get(place).toString()));
  }

  /** Returns nodes that run, in an order that chance chooses. */
  List<Node> shuffled(Random random) {
    List<Node> running =
        new ArrayList<>(places.stream().filter(node -> node.process().isAlive()).toList());
    Collections.shuffle(running, random);
    return running;
  }

  /** Returns the node that has been there longest, which coordinates the others. */
  Node oldest() {
    try (GridConnection grid = connect()) {
      int port = grid.hz().getCluster().getMembers().iterator().next().getAddress().getPort();
      return places.stream()
          .filter(node -> node.address().endsWith(":" + port) && node.process().isAlive())
          .findFirst()
          .orElseThrow();
    }
  }

  /** Starts the nodes that are not there, each on its port, and waits until they are ready. */
  void startMissing() throws IOException, InterruptedException {
    Map<Integer, Starting> starting = new TreeMap<>();
    for (int place = 0; place < USUAL; place++) {
      if (!places.get(place).process().isAlive()) {
        assertThat(places.get(place).process().waitFor(1, TimeUnit.MINUTES)).isTrue();
        starting.put(place, begin(place));
      }
    }
    for (Map.Entry<Integer, Starting> each : starting.entrySet()) {
      places.set(each.getKey(), each.getValue().awaitReady());
    }
  }

  /** Starts a node that was not there before, and waits until it is ready. */
  void startAnother() throws IOException {
    places.add(begin(places.size()).awaitReady());
  }

  /** Makes the grid what it was: three nodes that see each other. */
  void restore() throws IOException, InterruptedException {
    while (places.size() > USUAL) {
      Process further = places.remove(places.size() - 1).process();
      further.destroy();
      assertThat(further.waitFor(2, TimeUnit.MINUTES)).isTrue();
    }
    startMissing();
    awaitNodes(USUAL);
  }

  private void awaitNodes(int count) {
    await().atMost(PATIENCE).until(() -> nodes() == count);
  }

  private int nodes() {
    try (GridConnection grid = connect()) {
      return grid.nodes();
    }
  }

  /** Connects to the nodes as the command does. */
  GridConnection connect() {
    return GridConnection.connect(cluster, List.of(addresses().split(",")));
  }

  @Override
  public void close() {
    nodes.close();
  }
}

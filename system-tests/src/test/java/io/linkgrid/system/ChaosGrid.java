package io.linkgrid.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.core.HazelcastInstance;
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
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Three nodes that outlive each run and can be treated badly, and a place for a fourth one. Each
 * place has an address of loopback and a port of its own, to which a node comes back. They notice
 * sooner than by default that one of them stands still, so that a test need not wait for it. They
 * are of one build when nothing is wrong, and can become those of another one by one.
 */
final class ChaosGrid implements AutoCloseable {
  /** How many nodes there are when nothing is wrong. */
  static final int USUAL = 3;

  /** After so long a silence a node is taken for gone. */
  static final Duration SILENCE = Duration.ofSeconds(10);

  private static final Path HOME = Path.of(System.getenv("LINKGRID_HOME"));
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int PLACES = USUAL + 1;

  /** The last part of the first place's address. */
  private static final int FIRST_HOST = 21;

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
  private final PacketFilter filter = new PacketFilter();
  private final Path directory;

  /** The distribution of which nodes are started. */
  private Path build = HOME;

  /** The one whose command runs, which nodes had before their upgrade. */
  private Path command = HOME;

  /** Of the other build, once it was asked for. */
  private Optional<Path> other = Optional.empty();

  /** Which places have nodes of which distribution. */
  private final Map<Integer, Path> builds = new TreeMap<>();

  /** Starts three nodes whose logs go to a directory. */
  ChaosGrid(Path directory) throws IOException {
    this.directory = directory;
    nodes =
        new StandingNodes(
            directory,
            cluster,
            Map.of(
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
    return IntStream.range(0, places)
        .mapToObj(place -> host(place) + ":" + ports.get(place))
        .collect(Collectors.joining(","));
  }

  private static String host(int place) {
    return "127.0.1." + (FIRST_HOST + place);
  }

  private Starting begin(int place) throws IOException {
    builds.put(place, build);
    return nodes.begin(
        build,
        Map.of(
            "LINKGRID_JAVA_OPTS",
            OPTIONS + " -Dhazelcast.local.localAddress=" + host(place),
            "HZ_NETWORK_PORT_PORT",
            ports.get(place).toString()));
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
    int port = ask(grid -> grid.getCluster().getMembers().iterator().next().getAddress().getPort());
    return places.stream()
        .filter(node -> node.address().endsWith(":" + port) && node.process().isAlive())
        .findFirst()
        .orElseThrow();
  }

  /** From now on, nodes are started from the distribution in this directory. */
  void startFrom(Path home) {
    build = home;
  }

  /** Returns the distribution whose command goes with the nodes, or did before their upgrade. */
  Path home() {
    return command;
  }

  /**
   * Ends some of the nodes by SIGTERM, one after the other, and starts each on its port from a
   * distribution of another build, as soon as it has ended. From now on, whatever starts is of that
   * build.
   *
   * @param around does what it is given, the start of a node, and what else it likes
   */
  void upgrade(int count, Random random, Around around) throws Exception {
    if (other.isEmpty()) {
      other = Optional.of(OtherBuild.alike(directory.resolve("other-build")));
    }
    startFrom(build.equals(HOME) ? other.get() : HOME);
    List<Integer> order = new ArrayList<>(builds.keySet());
    Collections.shuffle(order, random);
    for (int place : order.subList(0, Math.min(count, order.size()))) {
      end(place);
      around.start(() -> places.set(place, begin(place).awaitReady()));
    }
  }

  /** What is done while a node starts. */
  @FunctionalInterface
  interface Around {
    /** Starts the node, and returns when it is ready. */
    void start(Callable<Node> start) throws Exception;
  }

  private void end(int place) throws InterruptedException {
    Process node = places.get(place).process();
    node.destroy();
    assertThat(node.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  /** Returns whether the command is of another build than what starts now. */
  boolean isCommandOld() {
    return !command.equals(build);
  }

  /** From now on the command is of the build of which nodes are started. */
  void upgradeCommand() {
    command = build;
  }

  /**
   * Lets nothing get from a node to the other nodes or back. Whoever is no node reaches all of them
   * as before.
   */
  void cutOff(Node node) throws IOException, InterruptedException {
    for (Node other : places) {
      if (!other.equals(node)) {
        filter.cut(hostOf(node), hostOf(other));
      }
    }
  }

  /** Loses a share of what nodes send to each other. */
  void loseBetweenAll(double share) throws IOException, InterruptedException {
    for (int one = 0; one < places.size(); one++) {
      for (int other = 0; other < one; other++) {
        filter.lose(hostOf(places.get(one)), hostOf(places.get(other)), share);
      }
    }
  }

  /** Makes the network between the nodes whole. */
  void heal() throws IOException, InterruptedException {
    filter.heal();
  }

  private static String hostOf(Node node) {
    return node.address().substring(0, node.address().indexOf(':'));
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

  /** Makes the grid what it was: three nodes of the command's build that see each other. */
  void restore() throws IOException, InterruptedException {
    heal();
    while (places.size() > USUAL) {
      builds.remove(places.size() - 1);
      Process further = places.remove(places.size() - 1).process();
      further.destroy();
      assertThat(further.waitFor(2, TimeUnit.MINUTES)).isTrue();
    }
    startMissing();
    for (int place = 0; place < USUAL; place++) {
      if (!build.equals(builds.get(place))) {
        end(place);
        places.set(place, begin(place).awaitReady());
      }
    }
    upgradeCommand();
    awaitNodes(USUAL);
  }

  private void awaitNodes(int count) {
    await().atMost(PATIENCE).until(() -> nodes() == count);
  }

  private int nodes() {
    return ask(grid -> grid.getCluster().getMembers().size());
  }

  /** Returns whether no job runs on the nodes, or waits there to be started again. */
  boolean isIdle() {
    return ask(
        grid -> grid.getJet().getJobs().stream().allMatch(job -> job.getStatus().isTerminal()));
  }

  /** Asks whoever is there, of whatever build. */
  private <T> T ask(Function<HazelcastInstance, T> question) {
    ClientConfig config = new ClientConfig();
    config.setClusterName(cluster);
    config.setProperty("hazelcast.logging.type", "slf4j");
    config.getNetworkConfig().setAddresses(List.of(addresses().split(",")));
    HazelcastInstance client = HazelcastClient.newHazelcastClient(config);
    try {
      return question.apply(client);
    } finally {
      client.shutdown();
    }
  }

  /** Connects to the nodes as the command does. */
  GridConnection connect() {
    return GridConnection.connect(cluster, List.of(addresses().split(",")));
  }

  @Override
  public void close() throws IOException {
    try {
      filter.close();
    } finally {
      nodes.close();
    }
  }
}

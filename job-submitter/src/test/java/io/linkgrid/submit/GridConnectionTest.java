package io.linkgrid.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.cluster.Address;
import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.linkgrid.grid.BuildHash;
import io.linkgrid.grid.NodeReport;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GridConnectionTest {
  @Test
  void whereNobodyListens_thereIsNoGrid() throws IOException {
    int closedPort = closedPort();

    assertThatThrownBy(
            () ->
                GridConnection.connect(
                    "linkgrid", List.of("127.0.0.1:" + closedPort), Duration.ofMillis(500)))
        .isInstanceOfSatisfying(
            LinkgridException.class, e -> assertThat(e.kind()).isEqualTo(Kind.GRID))
        .hasMessage(
            "No grid at 127.0.0.1:%d: no node of a cluster named 'linkgrid' answered within 0.5 s."
                    .formatted(closedPort)
                + " Start nodes with scripts/start-nodes -n 2, or leave --grid away.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "localhost:grid", "127.0.0.1:70000", "127.0.0.1:", "a b:5701"})
  void whatIsNoAddress_isRefused(String address) {
    assertThatThrownBy(() -> GridConnection.connect(List.of(address)))
        .isInstanceOfSatisfying(
            LinkgridException.class, e -> assertThat(e.kind()).isEqualTo(Kind.USAGE))
        .hasMessage(
            "'"
                + address
                + "' is no address of a node; expected HOST:PORT, such as 127.0.0.1:5701.");
  }

  @Test
  void anAddressWithoutPort_meansTheFirstNode() {
    assertThat(GridAddress.readAll(List.of("grid.example", "[::1]:5801")))
        .containsExactly("grid.example:5701", "[::1]:5801");
  }

  @Test
  void anEmbeddedGrid_isOneNodeOfThisBuild() {
    try (GridConnection grid = GridConnection.embedded()) {
      assertThat(grid.nodes()).isEqualTo(1);
      assertThat(grid.processes()).isEmpty();
      NodeReport report = NodeReports.collect(grid).get(0);
      assertThat(report.build()).isEqualTo(BuildHash.current());
      assertThat(report.pid()).isEqualTo(ProcessHandle.current().pid());
    }
  }

  @Test
  void aNodeOfAnotherBuild_isRefused() {
    HazelcastInstance stranger = member(Map.of(BuildHash.MEMBER_ATTRIBUTE, "0123456789ab"));
    try {
      assertThatThrownBy(() -> connectTo(stranger))
          .isInstanceOfSatisfying(
              LinkgridException.class, e -> assertThat(e.kind()).isEqualTo(Kind.GRID))
          .hasMessage(
              "The node %s runs build 0123456789ab, but this command is build %s, so they may not"
                      .formatted(addressOf(stranger), BuildHash.current())
                  + " understand each other. What was written is kept. Start all nodes from one"
                  + " build (scripts/stop-nodes, then scripts/start-nodes), and run again with its"
                  + " command.");
    } finally {
      stranger.shutdown();
    }
  }

  @Test
  void aNodeWithJobsOfAnotherBuild_isRefused() {
    HazelcastInstance stranger =
        member(
            Map.of(
                BuildHash.MEMBER_ATTRIBUTE,
                BuildHash.current(),
                BuildHash.JOBS_ATTRIBUTE,
                "0123456789ab"));
    try {
      assertThatThrownBy(() -> connectTo(stranger))
          .isInstanceOfSatisfying(
              LinkgridException.class, e -> assertThat(e.kind()).isEqualTo(Kind.GRID))
          .hasMessage(
              "The node %s has jobs of build 0123456789ab and would run these, but this command's"
                      .formatted(addressOf(stranger))
                  + " are build %s. What was written is kept. Start all nodes from one build, and"
                      .formatted(BuildHash.ofJobs().orElseThrow())
                  + " run again with its command; or start them with LINKGRID_JOBS=sent: then each"
                  + " command sends its own jobs.");
    } finally {
      stranger.shutdown();
    }
  }

  @Test
  void aNodeWithoutJobs_isWelcome() {
    HazelcastInstance plain = member(Map.of(BuildHash.MEMBER_ATTRIBUTE, BuildHash.current()));
    try {
      assertThatCode(() -> connectTo(plain)).doesNotThrowAnyException();
    } finally {
      plain.shutdown();
    }
  }

  @Test
  void aNodeCannotHaveNoHeap() {
    assertThatThrownBy(() -> NodeOptions.loggingTo(Path.of("logs")).withHeap("plenty"))
        .hasMessage("'plenty' is no size of a heap; expected a number and m or g: 512m, 2g.");
  }

  @Test
  void noNodes_areNoGrid(@TempDir Path logs) {
    assertThatThrownBy(() -> GridConnection.startNodes(0, NodeOptions.loggingTo(logs)))
        .hasMessage("0 is no number of nodes; expected 1 to 64.");
  }

  @Test
  void aNodeThatDoesNotStart_isShownWithTheEndOfItsLog(@TempDir Path logs) {
    NodeOptions options =
        NodeOptions.loggingTo(logs).withEnvironment(Map.of("LINKGRID_PROCESSORS", "none"));

    assertThatThrownBy(() -> GridConnection.startNodes(1, options))
        .isInstanceOfSatisfying(
            LinkgridException.class, e -> assertThat(e.kind()).isEqualTo(Kind.GRID))
        .hasMessageStartingWith("Node 1 of 1 (127.0.0.1:")
        .hasMessageContaining(
            " ended with exit code 2 while it started. The last lines of its log, "
                + logs.resolve("node-1.log")
                + ":\n")
        .hasMessageContaining("'none' of LINKGRID_PROCESSORS is no number from 1 to 1024.");
  }

  private static void connectTo(HazelcastInstance member) {
    GridClient.connect(
            member.getConfig().getClusterName(), List.of(addressOf(member)), Duration.ofSeconds(30))
        .shutdown();
  }

  private static HazelcastInstance member(Map<String, String> attributes) {
    Config config = new Config().setClusterName("linkgrid-test-" + ProcessHandle.current().pid());
    config.getNetworkConfig().setPort(0).setPortAutoIncrement(false);
    config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
    config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
    config.getNetworkConfig().getInterfaces().addInterface("127.0.0.1").setEnabled(true);
    config.setProperty("hazelcast.socket.bind.any", "false");
    attributes.forEach(config.getMemberAttributeConfig()::setAttribute);
    return Hazelcast.newHazelcastInstance(config);
  }

  private static String addressOf(HazelcastInstance member) {
    Address address = member.getCluster().getLocalMember().getAddress();
    return address.getHost() + ":" + address.getPort();
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}

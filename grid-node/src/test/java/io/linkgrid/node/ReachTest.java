package io.linkgrid.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.config.Config;
import com.hazelcast.config.ServerSocketEndpointConfig;
import io.linkgrid.model.LinkgridException.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReachTest {
  private final Config config = shipped();

  @Test
  void theShippedConfiguration_isReachedFromThisMachineAlone() {
    assertThat(reach()).isEqualTo(new Reach(List.of(), true));
    assertThat(reach().isBeyondThisMachine()).isFalse();
  }

  @Test
  void allOfLoopback_isThisMachine() {
    interfaces("127.0.1.*");
    assertThat(reach().ways()).isEmpty();
    interfaces("::1");
    assertThat(reach().ways()).isEmpty();
    config.setProperty("hazelcast.local.localAddress", "127.0.1.2");
    assertThat(reach().ways()).isEmpty();
  }

  @Test
  void hazelcastsOwnDefault_isEveryAddress() {
    assertThat(Reach.of(new Config(), arguments()).ways())
        .containsExactly("every address of this machine (hazelcast.socket.bind.any is true)");
  }

  @Test
  void anInterface_isNamed_unlessLoopbackStandsBesideIt() {
    interfaces("10.1.*.*");
    assertThat(reach().ways()).containsExactly("10.1.*.* (network.interfaces)");

    // Hazelcast takes loopback then.
    config.getNetworkConfig().getInterfaces().addInterface("127.0.0.1");
    assertThat(reach().ways()).isEmpty();
  }

  @Test
  void withoutInterfaces_theMembersSayWhichAddressIsPicked() {
    config.getNetworkConfig().getInterfaces().setEnabled(false);
    assertThat(reach().ways()).isEmpty();

    config
        .getNetworkConfig()
        .getJoin()
        .getTcpIpConfig()
        .setMembers(List.of("node-1:5701", "node-2:5701"));
    assertThat(reach().ways())
        .containsExactly("an address that Hazelcast picks (network.interfaces are off)");

    config.getNetworkConfig().getJoin().getTcpIpConfig().setEnabled(false);
    assertThat(reach().ways()).hasSize(1);
  }

  @Test
  void theAddressOfAPod_isNamed_whateverTheInterfacesSay() {
    config.setProperty("hazelcast.local.localAddress", "10.42.0.11");

    assertThat(reach().ways()).containsExactly("10.42.0.11 (hazelcast.local.localAddress)");
  }

  @Test
  void anEndpointOfAnAdvancedNetwork_counts() {
    ServerSocketEndpointConfig clients = new ServerSocketEndpointConfig();
    clients.getInterfaces().setEnabled(true).addInterface("10.1.1.1");
    config.getAdvancedNetworkConfig().setEnabled(true).setClientEndpointConfig(clients);
    config.getAdvancedNetworkConfig().getJoin().getTcpIpConfig().setEnabled(true);
    config.getAdvancedNetworkConfig().getJoin().getTcpIpConfig().addMember("127.0.0.1");

    assertThat(reach().ways()).containsExactly("10.1.1.1 (advanced-network.interfaces)");
  }

  @Test
  void theHealthPort_counts_whereItAnswers() {
    assertThat(reach("--health-host", "0.0.0.0").ways()).containsExactly("0.0.0.0 (--health-host)");
    assertThat(reach("--health-host", "::1").ways()).isEmpty();
    assertThat(reach("--health-host", "0.0.0.0", "--health-port", "0").ways()).isEmpty();
  }

  @Test
  void aNodeThatNobodyToldToBeOpen_isRefused_withWhatAnybodyCouldDo() {
    interfaces("10.1.1.1");

    assertThat(reach("--health-host", "10.1.1.1").refusal())
        .hasMessage(
            "This node would listen on 10.1.1.1 (network.interfaces) and on 10.1.1.1"
                + " (--health-host). Nobody is asked for more than the name of the cluster, and"
                + " nothing is encrypted: whoever reaches the member's port can read and change what"
                + " the grid holds, read and write the files and databases that this process can,"
                + " and have it run any code (HZ_JET_RESOURCEUPLOADENABLED=false takes that away);"
                + " whoever reaches the health port reads names of schemas and counts. Nothing"
                + " listens yet. Listen on 127.0.0.1 alone; or let only machines that you trust reach"
                + " these ports (a firewall, a network policy, a mesh: docs/operations.md, Who may"
                + " come in), and say that you did with --open or LINKGRID_OPEN=true.")
        .extracting("kind")
        .isEqualTo(Kind.USAGE);
  }

  @Test
  void anOpenNode_saysSo_andThatItTakesNoCodeIfItDoesNot() {
    interfaces("10.1.1.1");
    config.getJetConfig().setResourceUploadEnabled(false);

    assertThat(reach().warning())
        .startsWith("This node is open: it listens on 10.1.1.1 (network.interfaces). ")
        .contains("and run jobs of the classes that it has (it takes no others);")
        .doesNotContain("any code")
        .endsWith(
            "Let only machines that you trust reach these ports: docs/operations.md, Who may come"
                + " in.");
  }

  private void interfaces(String pattern) {
    config.getNetworkConfig().getInterfaces().clear().addInterface(pattern).setEnabled(true);
  }

  private Reach reach(String... arguments) {
    return Reach.of(config, arguments(arguments));
  }

  private static Config shipped() {
    return NodeConfiguration.of(arguments(), Map.of());
  }

  private static NodeArguments arguments(String... arguments) {
    return NodeArguments.parse(List.of(arguments), Map.of());
  }
}

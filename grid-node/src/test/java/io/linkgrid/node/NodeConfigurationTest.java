package io.linkgrid.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.config.Config;
import com.hazelcast.config.InMemoryFormat;
import com.hazelcast.config.MapConfig;
import io.linkgrid.grid.BuildHash;
import io.linkgrid.grid.ReferenceRoom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeConfigurationTest {
  @Test
  void theShippedConfiguration_listensOnLoopbackAndFindsItsNeighboursThere() {
    Config config = shipped();

    assertThat(config.getClusterName()).isEqualTo("linkgrid");
    assertThat(config.getNetworkConfig().getInterfaces().isEnabled()).isTrue();
    assertThat(config.getNetworkConfig().getInterfaces().getInterfaces())
        .containsExactly("127.0.0.1");
    assertThat(config.getProperty("hazelcast.socket.bind.any")).isEqualTo("false");
    assertThat(config.getNetworkConfig().getPort()).isEqualTo(5701);
    assertThat(config.getNetworkConfig().getPortCount()).isEqualTo(100);
    assertThat(config.getNetworkConfig().getJoin().getTcpIpConfig().getMembers())
        .containsExactly("127.0.0.1");
    assertThat(config.getNetworkConfig().getJoin().getMulticastConfig().isEnabled()).isFalse();
    assertThat(config.getNetworkConfig().getJoin().isAutoDetectionEnabled()).isFalse();
  }

  @Test
  void theShippedConfiguration_runsJobsThatAreSentAlong() {
    Config config = shipped();

    assertThat(config.getJetConfig().isEnabled()).isTrue();
    assertThat(config.getJetConfig().isResourceUploadEnabled()).isTrue();
    assertThat(config.getMetricsConfig().isEnabled()).isTrue();
  }

  @Test
  void theReferenceMap_isBinaryWithOneBackup() {
    MapConfig map = shipped().findMapConfig("linkgrid.reference");

    assertThat(map.getInMemoryFormat()).isEqualTo(InMemoryFormat.BINARY);
    assertThat(map.getBackupCount()).isEqualTo(1);
    assertThat(map.isStatisticsEnabled()).isTrue();
  }

  @Test
  void aNodeCallsNobody_leavesGracefully_andPublishesItsBuild() {
    Config config = shipped();

    assertThat(config.getProperty("hazelcast.phone.home.enabled")).isEqualTo("false");
    assertThat(config.getProperty("hazelcast.shutdownhook.policy")).isEqualTo("GRACEFUL");
    assertThat(config.getProperty("hazelcast.graceful.shutdown.max.wait")).isEqualTo("600");
    assertThat(config.getMemberAttributeConfig().getAttribute(BuildHash.MEMBER_ATTRIBUTE))
        .isEqualTo(BuildHash.current());
  }

  @Test
  void statistics_areOnForManagementCenterAndJmx() {
    Config config = shipped();

    assertThat(config.getMetricsConfig().getManagementCenterConfig().isEnabled()).isTrue();
    assertThat(config.getMetricsConfig().getJmxConfig().isEnabled()).isTrue();
    assertThat(config.getProperty("hazelcast.jmx")).isEqualTo("true");
  }

  @Test
  void aSystemProperty_winsOverTheFile() {
    System.setProperty("hazelcast.graceful.shutdown.max.wait", "7");
    try {
      assertThat(shipped().getProperty("hazelcast.graceful.shutdown.max.wait")).isEqualTo("7");
    } finally {
      System.clearProperty("hazelcast.graceful.shutdown.max.wait");
    }
  }

  @Test
  void processors_limitTheThreadsOfJobs() {
    NodeArguments one = NodeArguments.parse(List.of("--processors", "1"), Map.of());

    Config config = NodeConfiguration.of(one, Map.of());

    assertThat(config.getJetConfig().getCooperativeThreadCount()).isEqualTo(1);
  }

  @Test
  void aNode_saysHowMuchOfAReferenceItHolds() {
    long heap = Runtime.getRuntime().maxMemory();

    assertThat(shipped().getMemberAttributeConfig().getAttribute(ReferenceRoom.MEMBER_ATTRIBUTE))
        .isEqualTo(new ReferenceRoom(heap, heap / 100 * 90, 1).text());
    assertThat(
            NodeConfiguration.closed(Map.of("LINKGRID_MAX_REFERENCE", "60%"))
                .getMemberAttributeConfig()
                .getAttribute(ReferenceRoom.MEMBER_ATTRIBUTE))
        .isEqualTo(new ReferenceRoom(heap, heap / 100 * 60, 1).text());
    assertThatThrownBy(() -> NodeConfiguration.closed(Map.of("LINKGRID_MAX_REFERENCE", "much")))
        .hasMessage(
            "'much' of LINKGRID_MAX_REFERENCE is no share of the heap (1% to 100%) and not off.");
  }

  private static Config shipped() {
    return NodeConfiguration.of(NodeArguments.parse(List.of(), Map.of()), Map.of());
  }
}

package io.linkgrid.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.cluster.Member;
import io.linkgrid.system.ApiServer.Right;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Node processes of the overlay that asks the API server: its configuration to the letter, its
 * variables, its probes, and no more rights than its roles give. What a pod has besides is the name
 * of its host, and where the server is, of which token and certificate.
 */
class KubernetesApiDiscoveryIT {
  private static final Path OVERLAY = Path.of("..", "k8s/overlays/production");

  @TempDir Path directory;

  @Test
  void nodesFindEachOther_byTheApiServer_whileTheyComeAndGo_withTheRightsThatTheyHave()
      throws Exception {
    List<ObjectNode> manifests = Kustomization.render(OVERLAY);
    try (var api = new ApiServer(manifests);
        var pods = new PodProcesses(directory, manifests)) {
      Process first = start(api, pods, "linkgrid-node-0", "127.0.1.2", "north");
      pods.awaitSize("127.0.1.2", 1);
      start(api, pods, "linkgrid-node-1", "127.0.1.3", "south");
      pods.awaitSize("127.0.1.3", 2);
      start(api, pods, "linkgrid-node-2", "127.0.1.4", "west");
      pods.awaitSize("127.0.1.4", 3);
      assertThat(zones(pods, "127.0.1.4"))
          .isEqualTo(Map.of("127.0.1.2", "north", "127.0.1.3", "south", "127.0.1.4", "west"));

      api.remove("linkgrid-node-0");
      pods.stop(first);
      pods.awaitSize("127.0.1.3", 2);

      // As a pod that was scheduled again: the same name, another address, another machine.
      start(api, pods, "linkgrid-node-0", "127.0.1.5", "east");
      pods.awaitSize("127.0.1.5", 3);
      pods.awaitSize("127.0.1.4", 3);
      assertThat(zones(pods, "127.0.1.3"))
          .isEqualTo(Map.of("127.0.1.3", "south", "127.0.1.4", "west", "127.0.1.5", "east"));

      assertThat(api.refused()).as("asked for without a right").isEmpty();
      assertThat(api.used()).as("rights of the roles, all of them needed").isEqualTo(api.granted());
    }
  }

  @Test
  void theServer_letsNobodyDo_whatTheRolesDoNotSay() throws Exception {
    List<ObjectNode> manifests = Kustomization.render(OVERLAY);
    ((ObjectNode) PodProcesses.named(manifests, "Role", "linkgrid-discovery")).putArray("rules");
    try (var api = new ApiServer(manifests);
        var pods = new PodProcesses(directory, manifests)) {
      api.add("linkgrid-node-0", "127.0.1.2", "north");
      start(api, pods, "linkgrid-node-1", "127.0.1.3", "south");
      pods.awaitSize("127.0.1.3", 1);

      assertThat(api.refused())
          .contains(
              new Right("list", "discovery.k8s.io", "endpointslices", "linkgrid"),
              new Right("get", "", "pods", "linkgrid"));
      assertThat(pods.log("127.0.1.3"))
          .content()
          .contains("Kubernetes API access is forbidden!", "Cannot fetch name of the node");
    }
  }

  /**
   * A pod is known before its process runs, as behind a service that publishes who is not ready.
   */
  private static Process start(
      ApiServer api, PodProcesses pods, String pod, String address, String zone)
      throws IOException {
    api.add(pod, address, zone);
    return pods.start(
        address,
        "",
        Map.of(
            "HOSTNAME",
            pod,
            "HAZELCAST_KUBERNETES_KUBERNETES_MASTER",
            api.url(),
            "HAZELCAST_KUBERNETES_API_TOKEN",
            ApiServer.TOKEN_OF_PODS,
            "HAZELCAST_KUBERNETES_CA_CERTIFICATE",
            api.certificate()));
  }

  /** The zones by which nodes keep copies apart, by the address of the node. */
  private static Map<String, String> zones(PodProcesses pods, String address) {
    ClientConfig config = new ClientConfig();
    config.setClusterName(pods.cluster());
    config.getNetworkConfig().addAddress(address + ":5701");
    config.setProperty("hazelcast.logging.type", "slf4j");
    var client = HazelcastClient.newHazelcastClient(config);
    try {
      Map<String, String> zones = new TreeMap<>();
      for (Member member : client.getCluster().getMembers()) {
        zones.put(
            member.getAddress().getHost(), member.getAttribute("hazelcast.partition.group.zone"));
      }
      return zones;
    } finally {
      client.shutdown();
    }
  }
}

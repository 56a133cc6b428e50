package io.linkgrid.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.jet.pipeline.Pipeline;
import com.hazelcast.jet.pipeline.Sinks;
import com.hazelcast.jet.pipeline.test.TestSources;
import com.hazelcast.map.IMap;
import io.linkgrid.grid.BuildHash;
import io.linkgrid.grid.LocalMember;
import io.linkgrid.spec.SpecText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import outside.Stranger;

/** Two local nodes in one process, and a health endpoint beside one of them. */
class LocalNodeTest {
  private static HazelcastInstance first;
  private static HazelcastInstance second;

  @BeforeAll
  static void start() {
    first = ServiceLoader.load(LocalMember.class).findFirst().orElseThrow().start();
    second = new LocalNode().start();
  }

  @AfterAll
  static void stop() {
    first.shutdown();
    second.shutdown();
  }

  @Test
  void localNodes_stayAlone_onFreePortsOfLoopback() {
    assertThat(first.getCluster().getMembers()).hasSize(1);
    assertThat(second.getCluster().getMembers()).hasSize(1);
    var address = first.getCluster().getLocalMember().getAddress();
    assertThat(address.getHost()).isEqualTo("127.0.0.1");
    assertThat(address.getPort()).isPositive();
  }

  @Test
  void aLocalNode_publishesItsBuild() {
    assertThat(first.getCluster().getLocalMember().getAttribute(BuildHash.MEMBER_ATTRIBUTE))
        .isEqualTo(BuildHash.current());
  }

  @Test
  void aNode_makesNoObjectsOfStrangeClasses() {
    IMap<String, Object> map = first.getMap("serialized");
    map.set("ours", new SpecText("diners.yaml", "name: diners"));
    map.set("strange", new Stranger("x"));

    assertThat(map.get("ours")).isEqualTo(new SpecText("diners.yaml", "name: diners"));
    assertThatThrownBy(() -> map.get("strange"))
        .hasMessageContaining("outside.Stranger")
        .hasRootCauseInstanceOf(SecurityException.class);
  }

  @Test
  void aLocalNode_runsJobs() {
    Pipeline pipeline = Pipeline.create();
    pipeline.readFrom(TestSources.items("Acme", "Bravo")).writeTo(Sinks.list("names"));

    first.getJet().newJob(pipeline).join();

    assertThat(first.<String>getList("names").stream()).containsExactlyInAnyOrder("Acme", "Bravo");
  }

  @Test
  void itsHealth_isReady_untilItLeaves() throws Exception {
    NodeHealth health = new NodeHealth(second);
    try (HealthEndpoint endpoint =
        HealthEndpoint.open(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            health,
            new NodeMetrics(second))) {
      assertThat(get(endpoint, "/health/live").statusCode()).isEqualTo(200);
      HttpResponse<String> ready = get(endpoint, "/health/ready");
      assertThat(ready.statusCode()).isEqualTo(200);
      assertThat(ready.body())
          .isEqualTo(
              """
              {"member":"%s","ok":true,"clusterSize":1,"reasons":[]}"""
                  .formatted(health.address()));

      health.leave();

      HttpResponse<String> leaving = get(endpoint, "/health/ready");
      assertThat(leaving.statusCode()).isEqualTo(503);
      assertThat(leaving.body()).contains("\"reasons\":[\"the node is leaving\"]");
      assertThat(get(endpoint, "/health/live").statusCode()).isEqualTo(200);
    }
  }

  private static HttpResponse<String> get(HealthEndpoint endpoint, String path)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://" + endpoint.address() + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }
}

package io.linkgrid.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Node processes with the configuration, the options and the probes of the manifests. Each has an
 * address of its own on loopback, and the headless service is a name that stands for all of them.
 */
class KubernetesDiscoveryIT {
  private static final Path HOME = Path.of(System.getenv("LINKGRID_HOME"));
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path directory;
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void stopAll() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void nodesFindEachOther_byTheNameOfTheirService_whileTheyComeAndGo() throws Exception {
    var manifests = Kustomization.render(Path.of("..", "k8s/overlays/demo"));
    JsonNode config = named(manifests, "ConfigMap", "linkgrid-node").path("data");
    JsonNode container =
        named(manifests, "StatefulSet", "linkgrid-node").at("/spec/template/spec/containers/0");
    Files.writeString(directory.resolve("node.yaml"), config.path("linkgrid-node.yaml").asText());
    Files.writeString(
        directory.resolve("hosts"),
        """
        127.0.1.2 linkgrid-nodes
        127.0.1.3 linkgrid-nodes
        127.0.1.4 linkgrid-nodes
        """);
    String cluster = "linkgrid-it-" + UUID.randomUUID();

    Process first = start(container, cluster, "127.0.1.2");
    awaitSize(container, "127.0.1.2", 1);
    start(container, cluster, "127.0.1.3");
    awaitSize(container, "127.0.1.3", 2);
    start(container, cluster, "127.0.1.4");
    awaitSize(container, "127.0.1.4", 3);

    first.destroy();
    assertThat(first.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(first.exitValue()).isZero();
    awaitSize(container, "127.0.1.3", 2);

    start(container, cluster, "127.0.1.2");
    awaitSize(container, "127.0.1.2", 3);
    awaitSize(container, "127.0.1.4", 3);
  }

  /** As the kubelet would: its variables, the address of the pod in its place. */
  private Process start(JsonNode container, String cluster, String address) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            HOME.resolve("bin/grid-node").toString(),
            "--config",
            directory.resolve("node.yaml").toString());
    for (JsonNode variable : container.path("env")) {
      builder
          .environment()
          .put(
              variable.path("name").asText(),
              variable.path("value").asText().replace("$(POD_IP)", address));
    }
    builder
        .environment()
        .merge(
            "LINKGRID_JAVA_OPTS",
            " -Xms64m -Xmx256m -Djdk.net.hosts.file=" + directory.resolve("hosts"),
            String::concat);
    // Not of every address, as in a pod: here other nodes have the same port.
    builder.environment().put("LINKGRID_HEALTH_HOST", address);
    builder.environment().put("HZ_CLUSTERNAME", cluster);
    Process node =
        builder
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(directory.resolve(address + ".log").toFile()))
            .start();
    started.add(node);
    return node;
  }

  /** Asks what the readiness probe asks, then what the other probes ask. */
  private void awaitSize(JsonNode container, String address, int size) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(answer(container, "readinessProbe", address))
                    .contains("\"ok\":true", "\"clusterSize\":" + size + ","));
    for (String probe : List.of("startupProbe", "livenessProbe")) {
      assertThat(answer(container, probe, address)).contains("\"ok\":true");
    }
  }

  private static String answer(JsonNode container, String probe, String address) {
    JsonNode get = container.path(probe).path("httpGet");
    int port =
        container
            .path("ports")
            .valueStream()
            .filter(own -> own.path("name").equals(get.path("port")))
            .findFirst()
            .orElseThrow()
            .path("containerPort")
            .asInt();
    try {
      var url = URI.create("http://" + address + ":" + port + get.path("path").asText()).toURL();
      HttpURLConnection connection = (HttpURLConnection) url.openConnection();
      connection.setConnectTimeout(5_000);
      connection.setReadTimeout(5_000);
      assertThat(connection.getResponseCode()).as("%s of %s", probe, address).isEqualTo(200);
      try (var body = connection.getInputStream()) {
        return new String(body.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode named(List<? extends JsonNode> manifests, String kind, String name) {
    return manifests.stream()
        .filter(manifest -> manifest.path("kind").asText().equals(kind))
        .filter(manifest -> manifest.at("/metadata/name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }
}

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
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Pods of the StatefulSet of nodes as processes of this machine: with the configuration, the
 * variables and the probes of the manifests, each on a loopback address of its own. They end with
 * the tests, however these end.
 */
final class PodProcesses implements AutoCloseable {
  private static final Path HOME = Path.of(System.getenv("LINKGRID_HOME"));
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path directory;
  private final JsonNode container;
  private final String cluster = "linkgrid-it-" + UUID.randomUUID();
  private final List<Process> started = new ArrayList<>();

  /** Pods of what was rendered; their configuration and their logs go to the directory. */
  PodProcesses(Path directory, List<? extends JsonNode> manifests) throws IOException {
    this.directory = directory;
    JsonNode config = named(manifests, "ConfigMap", "linkgrid-node").path("data");
    container =
        named(manifests, "StatefulSet", "linkgrid-node").at("/spec/template/spec/containers/0");
    Files.writeString(directory.resolve("node.yaml"), config.path("linkgrid-node.yaml").asText());
  }

  /** Returns the name under which these nodes, and no others of this machine, are a grid. */
  String cluster() {
    return cluster;
  }

  /**
   * Starts a node as the kubelet would: its variables, the address of the pod in its place.
   *
   * @param javaOptions come after those of the manifests
   * @param more variables that only this test needs
   */
  Process start(String address, String javaOptions, Map<String, String> more) throws IOException {
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
        .merge("LINKGRID_JAVA_OPTS", " -Xms64m -Xmx256m " + javaOptions, String::concat);
    // Not of every address, as in a pod: here other nodes have the same port.
    builder.environment().put("LINKGRID_HEALTH_HOST", address);
    builder.environment().put("HZ_CLUSTERNAME", cluster);
    builder.environment().putAll(more);
    Process node =
        builder
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log(address).toFile()))
            .start();
    started.add(node);
    return node;
  }

  /** Ends a node as the kubelet would, and waits until it has left. */
  void stop(Process node) throws InterruptedException {
    node.destroy();
    assertThat(node.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(node.exitValue()).isZero();
  }

  /** Asks what the readiness probe asks, then what the other probes ask. */
  void awaitSize(String address, int size) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(answer("readinessProbe", address))
                    .contains("\"ok\":true", "\"clusterSize\":" + size + ","));
    for (String probe : List.of("startupProbe", "livenessProbe")) {
      assertThat(answer(probe, address)).contains("\"ok\":true");
    }
  }

  /** Returns what the nodes of this address have said. */
  Path log(String address) {
    return directory.resolve(address + ".log");
  }

  /** Returns the manifest of this kind and name. */
  static JsonNode named(List<? extends JsonNode> manifests, String kind, String name) {
    return manifests.stream()
        .filter(manifest -> manifest.path("kind").asText().equals(kind))
        .filter(manifest -> manifest.at("/metadata/name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    started.forEach(Process::destroyForcibly);
  }

  private String answer(String probe, String address) {
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
}

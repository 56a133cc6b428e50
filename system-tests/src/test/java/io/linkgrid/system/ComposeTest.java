package io.linkgrid.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The file for people who have an engine for containers and no Kubernetes. */
class ComposeTest {
  private static final Path FILE = Path.of("..", "compose.yaml");

  @Test
  void compose_isWhole() {
    JsonNode compose = Kustomization.documents(FILE).get(0);
    JsonNode services = compose.path("services");
    Set<String> words =
        Set.of(
            "image",
            "command",
            "entrypoint",
            "hostname",
            "environment",
            "secrets",
            "volumes",
            "ports",
            "mem_limit",
            "cpus",
            "read_only",
            "tmpfs",
            "cap_drop",
            "security_opt",
            "shm_size",
            "stop_grace_period",
            "healthcheck",
            "depends_on",
            "profiles");
    for (var service : services.properties()) {
      JsonNode said = service.getValue();
      assertThat(said.fieldNames()).toIterable().as(service.getKey()).isSubsetOf(words);
      said.path("depends_on")
          .fieldNames()
          .forEachRemaining(other -> assertThat(services.path(other).has("healthcheck")).isTrue());
      said.path("secrets")
          .forEach(secret -> assertThat(compose.path("secrets").has(secret.asText())).isTrue());
      if (said.path("image").asText().startsWith("linkgrid")) {
        assertThat(said.path("image").asText())
            .isEqualTo("linkgrid:" + System.getProperty("linkgrid.version"));
        assertThat(said.path("read_only").asBoolean()).isTrue();
        assertThat(said.at("/cap_drop/0").asText()).isEqualTo("ALL");
        assertThat(said.at("/environment/LINKGRID_DB_PASSWORD_FILE").asText())
            .isEqualTo("/run/secrets/database-password");
      }
    }
    for (String node : List.of("node-1", "node-2")) {
      JsonNode said = services.path(node);
      assertThat(said.path("mem_limit").asText()).isEqualTo("1g");
      assertThat(said.path("cpus").asInt()).isEqualTo(1);
      assertThat(said.path("hostname").asText()).isEqualTo(node);
      assertThat(said.at("/environment/HZ_NETWORK_JOIN_TCPIP_MEMBERS").asText())
          .contains(node + ":5701");
      assertThat(said.at("/environment/LINKGRID_OPEN").asText()).isEqualTo("true");
      assertThat(said.has("ports")).as("no port of a node is published").isFalse();
      assertThat(said.at("/healthcheck/test/3").asText())
          .contains(said.at("/environment/LINKGRID_HEALTH_PORT").asText(), "GET /health/ready");
    }
    assertThat(services.at("/submitter/command").toString())
        .contains("node-1:5701,node-2:5701", "postgresql://linkgrid@database:5432/linkgrid");
  }
}

package io.linkgrid.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkgrid.grid.BuildHash;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GridNodeTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void help_namesOptionsVariablesAndExitCodes() {
    assertThat(run("--help")).isZero();

    assertThat(out.toString(UTF_8))
        .contains("--health-port", "LINKGRID_HEALTH_PORT", "Exit codes:", "SIGTERM");
    assertThat(err.size()).isZero();
  }

  @Test
  void version_namesTheBuildThatNodesCompare() {
    assertThat(run("--version")).isZero();

    assertThat(out.toString(UTF_8)).contains("build " + BuildHash.current());
  }

  @Test
  void aWrongOption_isAUsageError() {
    assertThat(run("--verison")).isEqualTo(2);

    assertThat(err.toString(UTF_8))
        .isEqualTo(
            "Unknown option '--verison'. Did you mean '--version'?\nTry 'grid-node --help'.\n");
    assertThat(out.size()).isZero();
  }

  @Test
  void aMissingConfiguration_isNamed(@TempDir Path directory) {
    Path missing = directory.resolve("blue.yaml");

    assertThat(run("--config", missing.toString())).isEqualTo(2);

    assertThat(err.toString(UTF_8))
        .isEqualTo("There is no configuration file " + missing + ". Check --config.\n");
  }

  @Test
  void aConfigurationThatHazelcastRefuses_isNamedWithTheReason(@TempDir Path directory)
      throws IOException {
    Path wrong = Files.writeString(directory.resolve("blue.yaml"), "hazelcast: {netwrk: {}}\n");

    assertThat(run("--config", wrong.toString())).isEqualTo(2);

    assertThat(err.toString(UTF_8))
        .startsWith("Cannot use the configuration " + wrong + ": ")
        .contains("netwrk");
  }

  @Test
  void aConfigurationThatListensBeyondThisMachine_isRefusedBeforeAnythingListens(
      @TempDir Path directory) throws IOException {
    Path open = Files.writeString(directory.resolve("blue.yaml"), "hazelcast: {}\n");

    assertThat(run("--config", open.toString())).isEqualTo(2);

    assertThat(err.toString(UTF_8))
        .startsWith(
            "This node would listen on every address of this machine (hazelcast.socket.bind.any is"
                + " true). ")
        .endsWith("with --open or LINKGRID_OPEN=true.\n");
    assertThat(out.size()).isZero();
  }

  private int run(String... arguments) {
    return GridNode.run(
        arguments, Map.of(), new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
  }
}

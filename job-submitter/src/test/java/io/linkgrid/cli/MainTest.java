package io.linkgrid.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.linkgrid.grid.BuildHash;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void help_listsCommandsAndExitCodes() {
    assertThat(run("--help")).isZero();

    assertThat(out.toString(UTF_8))
        .contains("nodes", "doctor", "version", "Exit codes:", "the grid is not there", "130");
    assertThat(err.size()).isZero();
  }

  @Test
  void helpOfACommand_listsExitCodesToo() {
    assertThat(run("nodes", "--help")).isZero();

    assertThat(out.toString(UTF_8)).contains("--grid=HOST:PORT", "Exit codes:");
  }

  @Test
  void help_loadsNothingThatTakesLong() throws IOException, InterruptedException {
    Process help =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load",
                "-cp",
                System.getProperty("java.class.path"),
                "io.linkgrid.cli.Main",
                "--help")
            .redirectErrorStream(true)
            .start();
    List<String> lines = help.inputReader(UTF_8).lines().toList();

    assertThat(help.waitFor()).isZero();
    assertThat(lines).anyMatch(line -> line.contains("io.linkgrid.cli.NodesCommand"));
    assertThat(lines).noneMatch(line -> line.contains(" com.hazelcast."));
    assertThat(lines).noneMatch(line -> line.contains(" ch.qos.logback."));
    assertThat(lines).noneMatch(line -> line.contains(".databind.ObjectMapper "));
    assertThat(lines).noneMatch(line -> line.contains(" io.linkgrid.grid.BuildHash"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"57P01", "08006", "53300"})
  void aDatabaseThatWentAway_isToldAsSuch_withoutAStackTrace(String state) {
    SQLException gone = new SQLException("terminating connection", state);

    int code = Main.explain(new IllegalStateException("analyze", gone), quiet());

    assertThat(code).isEqualTo(5);
    assertThat(err.toString(UTF_8))
        .isEqualToIgnoringNewLines(
            "Postgres went away in the middle of the work: terminating connection. What was written"
                + " is kept; when it answers again, run again to go on.");
  }

  @Test
  void aStatementThatPostgresRefuses_isAFaultOfLinkgrid() {
    SQLException wrong = new SQLException("no such column", "42703");

    assertThat(Main.explain(new IllegalStateException("analyze", wrong), quiet())).isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains("linkgrid stopped by a fault of its own", "analyze");
  }

  private LinkgridCommand quiet() {
    return new LinkgridCommand(
        new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), Map.of());
  }

  @Test
  void withoutACommand_theHelpGoesToStandardError() {
    assertThat(run()).isEqualTo(2);

    assertThat(err.toString(UTF_8)).startsWith("Usage: linkgrid").contains("Commands:");
    assertThat(out.size()).isZero();
  }

  @Test
  void aWordForTheLogThatMeansNothing_isRefused() {
    PrintStream said = new PrintStream(err, true, UTF_8);

    int code =
        Main.run(
            new String[] {"version"},
            new PrintStream(out, true, UTF_8),
            said,
            Map.of("LINKGRID_LOG", "xml"));

    assertThat(code).isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .isEqualToIgnoringNewLines("'xml' of LINKGRID_LOG is not text or json.");
    assertThat(out.size()).isZero();
  }

  @Test
  void aMistypedCommand_isSuggested() {
    assertThat(run("nodse")).isEqualTo(2);

    // The nearest comes first; further ones follow as commands are added.
    assertThat(err.toString(UTF_8))
        .startsWith("Unmatched argument at index 0: 'nodse'\nDid you mean: linkgrid nodes")
        .endsWith("Try 'linkgrid --help'.\n");
  }

  @Test
  void aWrongAddress_isOneSentence_andVerboseShowsWhere() {
    assertThat(run("nodes", "--grid", "localhost:grid")).isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .isEqualTo(
            "'localhost:grid' is no address of a node; expected HOST:PORT, such as"
                + " 127.0.0.1:5701.\n");

    assertThat(run("nodes", "--verbose", "--grid", "localhost:grid")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("\tat io.linkgrid.submit.GridAddress.read");
  }

  @ParameterizedTest
  @ValueSource(strings = {"version", "--version", "link -V", "spec show --version"})
  void version_namesTheBuildThatNodesCompare(String typed) {
    assertThat(run(typed.split(" "))).isZero();

    assertThat(out.toString(UTF_8).lines())
        .hasSize(3)
        .anyMatch(line -> line.equals("build " + BuildHash.current()));
  }

  @Test
  void doctor_givesAVerdictForEachSubject(@TempDir Path directory) throws IOException {
    run("doctor", "--data-dir", directory.resolve("data").toString(), "--format", "json");

    JsonNode findings = new ObjectMapper().readTree(out.toByteArray());
    assertThat(findings.findValuesAsText("subject"))
        .containsExactly("java", "memory", "disk", "port", "embedded postgres", "taskset");
    assertThat(findings.get(0).path("verdict").asText()).isEqualTo("OK");
    assertThat(findings.findValuesAsText("verdict"))
        .allMatch(verdict -> verdict.matches("OK|WARNING|PROBLEM"));
    assertThat(directory).isEmptyDirectory();
  }

  private int run(String... arguments) {
    return Main.run(
        arguments, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), Map.of());
  }
}

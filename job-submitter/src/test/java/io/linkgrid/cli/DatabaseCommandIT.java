package io.linkgrid.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkgrid.database.EmbeddedServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process of its own, because signals are how it ends. */
class DatabaseCommandIT {
  private static final int TERMINATED = 143;

  @TempDir Path directory;
  private Path err;
  private Process command;
  private BufferedReader out;

  @BeforeEach
  void startOnTheDataOfAnEarlierRun() throws IOException {
    Path data = directory.resolve("data");
    EmbeddedServer.start(data).close();
    err = directory.resolve("said.err");
    command =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.linkgrid.cli.Main",
                "database",
                "--data-dir",
                data.toString())
            .redirectError(err.toFile())
            .start();
    out = command.inputReader(StandardCharsets.UTF_8);
  }

  @AfterEach
  void leaveNothingRunning() throws Exception {
    command.destroyForcibly();
    command.waitFor();
    EmbeddedServer.start(directory.resolve("data")).close();
  }

  @Test
  void itsFirstLineIsAnAddressToAsk_andASignalEndsCommandAndServer() throws Exception {
    String address = out.readLine();

    assertThat(address).matches("postgresql://linkgrid@127\\.0\\.0\\.1:[0-9]+/linkgrid");
    try (Connection connection = open(address)) {
      assertThat(connection.isValid(10)).isTrue();
    }

    // Unlike the process itself, its handle leaves the streams open, so the end can be read.
    assertThat(command.toHandle().destroy()).isTrue();

    assertThat(out.readLine()).isNull();
    assertThat(command.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(command.exitValue()).isEqualTo(TERMINATED);
    assertThat(err)
        .hasContent("Postgres is up until Ctrl-C. Each spec has a schema of its name.\n");
    assertThatThrownBy(() -> open(address))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("refused");
  }

  @Test
  void aServerThatIsKilled_isMissed() throws Exception {
    out.readLine();
    Path data = directory.resolve("data");
    List<String> noted = Files.readAllLines(data.resolve("postgres").resolve("postmaster.pid"));
    ProcessHandle.of(Long.parseLong(noted.get(0).strip())).orElseThrow().destroyForcibly();

    assertThat(command.waitFor(1, TimeUnit.MINUTES)).isTrue();

    assertThat(command.exitValue()).isEqualTo(5);
    assertThat(Files.readString(err))
        .endsWith(
            "The Postgres in "
                + data
                + " has ended by itself; postgres.log there says why. What was committed is safe;"
                + " start it again.\n");
  }

  private static Connection open(String address) throws SQLException {
    String rest = address.substring(address.indexOf('@') + 1);
    return DriverManager.getConnection("jdbc:postgresql://" + rest, "linkgrid", "");
  }
}

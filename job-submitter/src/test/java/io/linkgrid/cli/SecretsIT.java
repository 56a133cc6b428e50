package io.linkgrid.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkgrid.database.DatabaseSettings;
import io.linkgrid.database.PostgresExtension;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A password that is like no other is given in each way that there is, and is then looked for in
 * everything that a run with a node of its own says, writes and starts. The spec is named by words
 * of SQL, so that a name that is not quoted shows.
 */
@ExtendWith(PostgresExtension.class)
class SecretsIT {
  private static final String CANARY = "c4naryK7wq2Zx";
  private static final String SPEC =
      """
      name: select
      columns: [id, user, order]
      record-id: id
      attributes:
        user: {column: user, type: text}
        table: {column: order, type: text}
      blocking:
        - {name: from, key: [table]}
      comparisons:
        user:
          comparator: exact
          levels:
            - {label: "'; drop table link; --", at-least: 1.0, weight: 9.0}
            - {label: different, weight: -9.0}
      prior-weight: -4.0
      """;

  @TempDir Path directory;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final Set<String> commandLines = ConcurrentHashMap.newKeySet();
  private String user = "";
  private String place = "";

  @BeforeEach
  void writeFiles(DatabaseSettings settings) throws IOException {
    Files.writeString(directory.resolve("select.yaml"), SPEC);
    Files.writeString(
        directory.resolve("a.csv"), "id,user,order\n1,Ada,x\n2,Ada,x\n3,\"x'); drop\",y\n4,bad\n");
    user = settings.user();
    place = settings.place();
  }

  @Test
  void noPassword_isSaidOrWrittenOrPassedOn() throws Exception {
    Path file = Files.writeString(directory.resolve("password"), CANARY + "\n");
    String plain = "postgresql://" + user + "@" + place;

    assertThat(run(plain, Map.of("PGPASSWORD", CANARY), "--nodes", "1")).as(text()).isZero();
    assertThat(run(plain, Map.of("LINKGRID_DB_PASSWORD_FILE", file.toString())))
        .as(text())
        .isZero();
    assertThat(run(with(CANARY, place), Map.of())).as(text()).isZero();
    assertThat(run(with(CANARY, "127.0.0.1:1/x"), Map.of())).as(text()).isEqualTo(5);
    assertThat(run(with(CANARY, place + "none"), Map.of())).as(text()).isEqualTo(5);
    assertThat(run(with(CANARY, place + "?y?z=%"), Map.of())).as(text()).isNotZero();
    Files.delete(file);

    assertThat(commandLines).anyMatch(line -> line.contains("io.linkgrid.node.GridNode"));
    assertThat(commandLines).noneMatch(SecretsIT::holdsASecret);
    assertThat(holdsASecret(text())).as(text()).isFalse();
    List<Path> written = written();
    assertThat(written)
        .extracting(path -> path.getFileName().toString())
        .contains("summary.json", "report.html", "links.csv", "rejects.csv")
        .anyMatch(name -> name.endsWith(".log"));
    for (Path path : written) {
      assertThat(holdsASecret(Files.readString(path, ISO_8859_1))).as(path.toString()).isFalse();
    }
  }

  private String with(String password, String where) {
    return "postgresql://" + user + ":" + password + "@" + where;
  }

  private static boolean holdsASecret(String text) {
    return text.contains(CANARY);
  }

  private String text() {
    return said.toString(UTF_8);
  }

  private List<Path> written() throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private int run(String url, Map<String, String> environment, String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "dedupe",
                "--verbose",
                "--records",
                directory.resolve("a.csv").toString(),
                "--spec",
                directory.resolve("select.yaml").toString(),
                "--max-rejects",
                "50%",
                "--data-dir",
                directory.resolve("data").toString(),
                "--out",
                directory.resolve("out").toString(),
                "--db",
                url));
    arguments.addAll(List.of(more));
    Thread watch = new Thread(this::watchProcesses, "watch-processes");
    watch.start();
    try (PrintStream out = new PrintStream(said, true, UTF_8)) {
      return Main.run(arguments.toArray(String[]::new), out, out, environment);
    } finally {
      watch.interrupt();
      watch.join();
    }
  }

  private void watchProcesses() {
    try {
      while (true) {
        ProcessHandle.current().descendants().forEach(this::look);
        Thread.sleep(50);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** As any user of the machine sees it. */
  private void look(ProcessHandle process) {
    try {
      commandLines.add(
          Files.readString(Path.of("/proc", process.pid() + "", "cmdline"), ISO_8859_1));
    } catch (IOException e) {
      // It has ended meanwhile.
      return;
    }
  }
}

package io.linkgrid.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EmbeddedServerIT {
  private static Path prototype;
  private Path directory;

  @BeforeAll
  static void makeDataOnce() throws IOException {
    prototype = Files.createTempDirectory(Path.of("target").toRealPath(), "prototype-");
    EmbeddedServer.start(prototype).close();
  }

  @AfterAll
  static void deleteData() throws IOException {
    PostgresTools.delete(prototype);
  }

  @BeforeEach
  void copyDataToADirectoryWhoseNameHasABlank() throws IOException {
    directory = Files.createTempDirectory(Path.of("target").toRealPath(), "my data ");
    try (Stream<Path> files = Files.walk(prototype)) {
      for (Path each : files.skip(1).toList()) {
        Path copy = directory.resolve(prototype.relativize(each));
        Files.copy(each, copy, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  @AfterEach
  void leaveNothing() throws IOException {
    PostgresTools.delete(directory);
  }

  private static int count(DatabaseSettings settings) {
    try (Database database = Database.open(settings, "people")) {
      return database
          .jdbi()
          .withHandle(
              handle -> handle.select("select count(*) from mention").mapTo(int.class).one());
    }
  }

  private static void write(DatabaseSettings settings) {
    try (Database database = Database.open(settings, "people")) {
      database
          .jdbi()
          .useHandle(handle -> handle.execute("insert into mention values (1, array['Ada'])"));
    }
  }

  private static void kill(ProcessHandle process) {
    process.destroyForcibly();
    process.onExit().join();
  }

  private static void killServer(EmbeddedServer server) {
    kill(ProcessHandle.of(server.pid().orElseThrow()).orElseThrow());
  }

  @Test
  void restartedServer_keepsDataAndPort() {
    DatabaseSettings first;
    try (EmbeddedServer server = EmbeddedServer.start(directory)) {
      first = server.settings();
      write(first);
    }
    try (EmbeddedServer server = EmbeddedServer.start(directory)) {
      assertThat(server.settings()).isEqualTo(first);
      assertThat(count(server.settings())).isEqualTo(1);
    }
  }

  @Test
  void serverIsSetUpForBulkAndForSafety() {
    try (EmbeddedServer server = EmbeddedServer.start(directory);
        Database database = Database.open(server.settings(), "people")) {
      List<String> settings =
          database
              .jdbi()
              .withHandle(
                  handle ->
                      handle
                          .createQuery(
                              "select name || '=' || current_setting(name) from pg_settings where"
                                  + " name in ('listen_addresses', 'fsync', 'synchronous_commit',"
                                  + " 'full_page_writes', 'shared_buffers', 'max_wal_size', 'jit',"
                                  + " 'max_connections') order by 1")
                          .mapTo(String.class)
                          .list());
      assertThat(settings)
          .containsExactlyInAnyOrder(
              "listen_addresses=127.0.0.1",
              "fsync=on",
              "synchronous_commit=on",
              "full_page_writes=on",
              "shared_buffers=256MB",
              "max_wal_size=4GB",
              "jit=off",
              "max_connections=100");
    }
  }

  @Test
  void neighbourOnTheMachine_findsNoSuperuser() {
    try (EmbeddedServer server = EmbeddedServer.start(directory)) {
      DatabaseSettings superuser =
          new DatabaseSettings(server.settings().url(), "postgres", server.settings().password());
      assertThatThrownBy(() -> Database.open(superuser, "people"))
          .isInstanceOf(LinkgridException.class)
          .hasMessageContaining("the server refuses role 'postgres'");
      try (Database database = Database.open(server.settings(), "people")) {
        boolean powerful =
            database
                .jdbi()
                .withHandle(
                    handle ->
                        handle
                            .select("select rolsuper from pg_roles where rolname = current_user")
                            .mapTo(boolean.class)
                            .one());
        assertThat(powerful).isFalse();
      }
    }
  }

  @Test
  void secondStartInTheSameProcess_isRefusedAndTheFirstGoesOn() {
    try (EmbeddedServer server = EmbeddedServer.start(directory)) {
      assertThatThrownBy(() -> EmbeddedServer.start(directory))
          .isInstanceOf(LinkgridException.class)
          .hasMessage(
              "The data directory "
                  + directory
                  + " is in use by process "
                  + ProcessHandle.current().pid()
                  + ". Wait until that has ended, or give another --data-dir, or --db with the"
                  + " address of a server that all can share.");
      assertThat(count(server.settings())).isZero();
    }
    EmbeddedServer.start(directory).close();
  }

  @Test
  void killedSubmitter_leavesAServerThatTheNextOneTakesOver() throws IOException {
    Process submitter =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                SubmitterStandIn.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long pid;
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(submitter.getInputStream(), StandardCharsets.UTF_8))) {
      String started =
          out.lines().filter(line -> line.startsWith("started ")).findFirst().orElseThrow();
      pid = Long.parseLong(started.substring("started ".length()));

      assertThatThrownBy(() -> EmbeddedServer.start(directory))
          .isInstanceOf(LinkgridException.class)
          .hasMessageContaining(" is in use by process " + submitter.pid() + ". ");
    } finally {
      kill(submitter.toHandle());
    }
    try (EmbeddedServer server = EmbeddedServer.start(directory)) {
      assertThat(server.pid()).contains(pid);
      assertThat(count(server.settings())).isZero();
    }
    assertThat(directory.resolve("postgres").resolve("postmaster.pid")).doesNotExist();
  }

  @Test
  void killedServer_startsAgainWithWhatWasCommitted() {
    DatabaseSettings first;
    try (EmbeddedServer server = EmbeddedServer.start(directory)) {
      first = server.settings();
      write(first);
      killServer(server);
      assertThat(server.pid()).isEmpty();
    }
    assertThat(directory.resolve("postgres").resolve("postmaster.pid")).exists();
    try (EmbeddedServer server = EmbeddedServer.start(directory)) {
      assertThat(server.settings()).isEqualTo(first);
      assertThat(count(server.settings())).isEqualTo(1);
    }
  }

  @Test
  void numberOfTheKilledServer_mayBelongToAnotherProcessByNow() throws IOException {
    try (EmbeddedServer server = EmbeddedServer.start(directory)) {
      killServer(server);
    }
    Path note = directory.resolve("postgres").resolve("postmaster.pid");
    List<String> lines = new ArrayList<>(Files.readAllLines(note));
    // Our own number: a live process of the same user, which Postgres would take for a server.
    lines.set(0, Long.toString(ProcessHandle.current().pid()));
    Files.write(note, lines);
    try (EmbeddedServer server = EmbeddedServer.start(directory)) {
      assertThat(count(server.settings())).isZero();
    }
  }

  @Test
  void interruptedFirstStart_isMadeAnew() throws IOException {
    PostgresTools.delete(directory.resolve("postgres"));
    Files.createDirectories(directory.resolve("postgres-new").resolve("base"));
    try (EmbeddedServer server = EmbeddedServer.start(directory)) {
      assertThat(count(server.settings())).isZero();
    }
    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("postgres", "postgres.lock", "postgres.log");
    }
  }

  @Test
  void dataOfAnotherPostgres_isLeftAlone() throws IOException {
    PostgresTools.delete(directory.resolve("postgres"));
    Files.createDirectories(directory.resolve("postgres"));
    assertThatThrownBy(() -> EmbeddedServer.start(directory))
        .hasMessage(
            directory.resolve("postgres")
                + " exists but holds no Postgres data. Give another --data-dir, or --db with the"
                + " address of a server that can use it.");
    Files.writeString(directory.resolve("postgres").resolve("PG_VERSION"), "15\n");
    assertThatThrownBy(() -> EmbeddedServer.start(directory))
        .isInstanceOf(LinkgridException.class)
        .hasMessage(
            directory.resolve("postgres")
                + " holds the data of Postgres 15, but linkgrid brings 18. Give another --data-dir,"
                + " or --db with the address of a server that can use it.")
        .extracting(e -> ((LinkgridException) e).kind())
        .isEqualTo(Kind.DATABASE);
  }
}

package io.linkgrid.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server as an administrator would set it up: roles with passwords, and with few rights. */
class DatabaseIT {
  private static final String CANARY = "c4n4ry";
  private static final String ACCESS =
      """
      host all guarded 127.0.0.1/32 scram-sha-256
      host all all     127.0.0.1/32 trust
      """;

  private static Path directory;
  private static EmbeddedServer server;
  private static String place;

  @BeforeAll
  static void startWithRolesOfAllKinds() throws IOException, SQLException {
    directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "roles-");
    EmbeddedServer.start(directory).close();
    Files.writeString(directory.resolve("postgres").resolve("pg_hba.conf"), ACCESS);
    server = EmbeddedServer.start(directory);
    place = server.settings().place();
    asSuperuser(
        "create role guarded login password '" + CANARY + "'",
        "create role guest login",
        "grant create on database linkgrid to guarded",
        "revoke create on database linkgrid from public",
        "create schema prepared authorization guest",
        "create schema occupied authorization linkgrid",
        "create table occupied.theirs (a int)");
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
    PostgresTools.delete(directory);
  }

  private static void asSuperuser(String... statements) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(server.settings().url(), "postgres", "");
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  private static DatabaseSettings as(String user, Optional<String> password) {
    return new DatabaseSettings(server.settings().url(), user, password.map(Password::of));
  }

  private static AbstractThrowableAssert<?, ?> assertRefused(
      DatabaseSettings settings, String schema) {
    return assertThatThrownBy(() -> Database.open(settings, schema))
        .isInstanceOf(LinkgridException.class)
        .satisfies(
            e -> assertThat(((LinkgridException) e).kind()).isEqualTo(Kind.DATABASE),
            e ->
                assertThat(e).hasStackTraceContaining("Exception").hasMessageNotContaining(CANARY));
  }

  private static List<String> texts(Database database, String query) {
    return database.jdbi().withHandle(handle -> handle.select(query).mapTo(String.class).list());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"people", "My Spec", "a\"b", "a'b", "x\"; drop schema people; --", "ü,${x}\\"})
  void anyNameIsOneSchema(String schema) throws SQLException {
    for (int opened = 1; opened <= 2; opened++) {
      try (Database database = Database.open(server.settings(), schema)) {
        assertThat(texts(database, "select current_schema()")).containsExactly(schema);
        assertThat(
                texts(
                    database,
                    "select tablename from pg_tables where schemaname = current_schema()"))
            .contains("source_record", "entity", "link", "run");
        assertThat(database.address()).isEqualTo(server.settings().address(schema));
        try (Connection connection = database.dataSource().getConnection()) {
          assertThat(connection.getAutoCommit()).isTrue();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "pg_catalog",
        "Information_Schema",
        "a name that is much longer than the sixty-three bytes of Postgres"
      })
  void nameThatCannotBeASchema_isTheUsersMistake(String schema) {
    assertThatThrownBy(() -> Database.open(server.settings(), schema))
        .isInstanceOf(LinkgridException.class)
        .hasMessageEndingWith("Rename the spec.")
        .extracting(e -> ((LinkgridException) e).kind())
        .isEqualTo(Kind.USAGE);
  }

  @Test
  void fourSubmittersAtOnce_makeOneSchema() throws Exception {
    int submitters = 4;
    ExecutorService threads = Executors.newFixedThreadPool(submitters);
    try {
      CyclicBarrier together = new CyclicBarrier(submitters);
      Callable<List<String>> open =
          () -> {
            together.await();
            try (Database database = Database.open(server.settings(), "race")) {
              return texts(database, "select version from flyway_schema_history order by 1");
            }
          };
      for (Future<List<String>> each : threads.invokeAll(List.of(open, open, open, open))) {
        assertThat(each.get()).startsWith("1").doesNotHaveDuplicates();
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void wrongPassword_isNeverRepeated() {
    assertRefused(as("guarded", Optional.of(CANARY + "x")), "people")
        .hasMessage(
            "Cannot log in to "
                + place
                + ": the password of role 'guarded' is wrong or missing. Set PGPASSWORD,"
                + " LINKGRID_DB_PASSWORD_FILE or .pgpass.");
  }

  @Test
  void missingPassword_saysWhereToPutIt() {
    assertRefused(as("guarded", Optional.empty()), "people")
        .hasMessageStartingWith("Cannot log in to " + place + " as role 'guarded': ")
        .hasMessageEndingWith("Set PGPASSWORD, LINKGRID_DB_PASSWORD_FILE or .pgpass.");
  }

  @Test
  void rightPassword_opens() {
    try (Database database = Database.open(as("guarded", Optional.of(CANARY)), "guarded's")) {
      assertThat(texts(database, "select current_user")).containsExactly("guarded");
    }
  }

  @Test
  void passwordInPgpass_opens(@TempDir Path home) throws IOException {
    Path file = Files.writeString(home.resolve("pgpass"), "*:*:*:guarded:" + CANARY + "\n");
    System.setProperty("org.postgresql.pgpassfile", file.toString());
    try (Database database = Database.open(as("guarded", Optional.empty()), "guarded's")) {
      assertThat(texts(database, "select current_user")).containsExactly("guarded");
    } finally {
      System.clearProperty("org.postgresql.pgpassfile");
    }
  }

  @Test
  void nobodyListening_isSaidWithHostAndPort() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    DatabaseSettings nobody =
        new DatabaseSettings(
            "jdbc:postgresql://127.0.0.1:" + port + "/links", "ada", Optional.empty());
    assertRefused(nobody, "people")
        .hasMessage(
            "Cannot reach Postgres at 127.0.0.1:"
                + port
                + "/links: connection refused. Start it, or correct --db or PGHOST and PGPORT.");
  }

  @Test
  void unknownHost_isSaid() {
    DatabaseSettings nowhere =
        new DatabaseSettings(
            "jdbc:postgresql://no.such.invalid:5432/links", "ada", Optional.empty());
    assertRefused(nowhere, "people")
        .hasMessage(
            "Cannot reach Postgres at no.such.invalid:5432/links: the host is not known. Start it,"
                + " or correct --db or PGHOST and PGPORT.");
  }

  @Test
  void missingDatabase_isSaid() {
    DatabaseSettings other =
        new DatabaseSettings(
            server.settings().url().replace("/linkgrid", "/nosuch"), "linkgrid", Optional.empty());
    assertRefused(other, "people")
        .hasMessage(
            "There is no such database: "
                + other.place()
                + ". Create it (create database … owner linkgrid), or correct --db or PGDATABASE.");
  }

  @Test
  void unknownRole_isSaid() {
    assertRefused(as("nobody", Optional.empty()), "people")
        .hasMessage(
            "Cannot log in to "
                + place
                + ": the server refuses role 'nobody' (role \"nobody\" does not exist). Correct the"
                + " user, or allow it in the server's pg_hba.conf.");
  }

  @Test
  void roleWithoutTheRight_isToldWhatToAskFor() {
    assertRefused(as("guest", Optional.empty()), "forbidden")
        .hasMessage(
            "Cannot prepare schema 'forbidden' in "
                + place
                + ": permission denied for database linkgrid. Have the owner of the database run:"
                + " grant create on database … to guest; or create the schema for this role"
                + " beforehand.");
  }

  @Test
  void roleWithoutTheRight_mayUseASchemaMadeForIt() {
    try (Database database = Database.open(as("guest", Optional.empty()), "prepared")) {
      assertThat(texts(database, "select version::text from reference_version"))
          .containsExactly("0");
    }
  }

  @Test
  void tablesOfSomebodyElse_areLeftAlone() throws SQLException {
    assertRefused(server.settings(), "occupied")
        .hasMessage(
            "Cannot prepare schema 'occupied' in "
                + place
                + ": it holds tables that are not linkgrid's. Rename the spec, or give another"
                + " database.");
    asSuperuser("select * from occupied.theirs");
  }

  @Test
  void schemaOfAnotherVersion_isNotTouched() throws SQLException {
    Database.open(server.settings(), "older").close();
    asSuperuser("update older.flyway_schema_history set checksum = 1 where version = '1'");
    assertRefused(server.settings(), "older")
        .hasMessage(
            "Cannot prepare schema 'older' in "
                + place
                + ": another version of linkgrid made its tables. Use that version, or another"
                + " database.");
  }
}

package io.linkgrid.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkgrid.database.EmbeddedServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rights that {@code scripts/postgres-roles.sql} gives are enough, and are not more. */
class LeastRightsIT {
  private static final Path ROLES = Path.of("..", "scripts", "postgres-roles.sql");
  private static final String NAME = "least_rights";
  private static final String SPEC =
      """
      name: people
      columns: [id, name, city]
      record-id: id
      attributes:
        name: {column: name, type: text}
        city: {column: city, type: category}
      blocking:
        - {name: city, key: [city]}
      comparisons:
        name:
          comparator: exact
          levels:
            - {label: same, at-least: 1.0, weight: 9.0}
            - {label: different, weight: -9.0}
      prior-weight: -4.0
      """;

  @TempDir Path directory;
  private EmbeddedServer server;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  /** Nobody gets into the embedded server as a superuser, unless its rules are changed. */
  @BeforeEach
  void giveRights() throws Exception {
    Path data = directory.resolve("data");
    EmbeddedServer.start(data).close();
    Path rules;
    try (Stream<Path> files = Files.walk(data)) {
      rules = files.filter(file -> file.endsWith("pg_hba.conf")).findFirst().orElseThrow();
    }
    Files.writeString(rules, "host all all 127.0.0.1/32 trust\n");
    server = EmbeddedServer.start(data);
    for (String statement : statements()) {
      asAdmin(statement);
    }
    Files.writeString(directory.resolve("people.yaml"), SPEC);
    Files.writeString(directory.resolve("a.csv"), "id,name,city\n1,Ada,x\n2,Ben,x\n");
    Files.writeString(directory.resolve("b.csv"), "id,name,city\n7,Ada,x\n8,Cyd,y\n");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** The script with names that no other test has. */
  private static List<String> statements() throws IOException {
    String script = Files.readString(ROLES).replaceAll("(?m)--.*$", "").replace("linkgrid", NAME);
    return List.of(script.split(";")).stream()
        .map(String::strip)
        .filter(s -> !s.isEmpty())
        .toList();
  }

  private void asAdmin(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:postgresql://" + server.settings().place() + "?user=postgres");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String asRole(String role, String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:postgresql://" + place() + "?user=" + NAME);
        Statement statement = connection.createStatement()) {
      statement.execute("set search_path to people");
      if (!role.equals(NAME)) {
        statement.execute("set role " + role);
      }
      if (!statement.execute(sql)) {
        return "";
      }
      try (ResultSet rows = statement.getResultSet()) {
        return rows.next() ? rows.getString(1) : "";
      }
    }
  }

  private String place() {
    return server.settings().place().replaceAll("/.*", "/" + NAME);
  }

  private int run(String... words) {
    try (PrintStream out = new PrintStream(said, true, UTF_8)) {
      return Main.run(words, out, out, Map.of());
    }
  }

  @Test
  void aRun_needsNoMoreThanTheScriptGives() throws Exception {
    String db = "postgresql://" + NAME + "@" + place();
    String spec = directory.resolve("people.yaml").toString();
    String out = directory.resolve("out").toString();

    for (int time = 0; time < 2; time++) {
      assertThat(
              run(
                  "link",
                  "--reference",
                  directory.resolve("a.csv").toString(),
                  "--records",
                  directory.resolve("b.csv").toString(),
                  "--spec",
                  spec,
                  "--db",
                  db,
                  "--out",
                  out))
          .as(said.toString(UTF_8))
          .isZero();
    }
    assertThat(run("history", "7", "--spec", spec, "--db", db)).as(said.toString(UTF_8)).isZero();
    assertThat(run("jobs", "--db", db)).as(said.toString(UTF_8)).isZero();
    assertThat(Files.readString(directory.resolve("out/links.csv"))).contains(",MATCH,");
    assertThat(asRole(NAME, "select count(*) from link")).isEqualTo("4");
    assertThat(asRole(NAME, "select rolsuper or rolcreatedb from pg_roles where rolname = user"))
        .isEqualTo("f");
  }

  @Test
  void aReader_readsAndNothingElse() throws Exception {
    assertThat(
            run(
                "dedupe",
                "--records",
                directory.resolve("a.csv").toString(),
                "--spec",
                directory.resolve("people.yaml").toString(),
                "--db",
                "postgresql://" + NAME + "@" + place(),
                "--out",
                directory.resolve("out").toString()))
        .as(said.toString(UTF_8))
        .isZero();
    String reader = NAME + "_reader";
    asRole(NAME, "grant usage on schema people to " + reader);
    asRole(NAME, "grant select on all tables in schema people to " + reader);
    asAdmin("grant " + reader + " to " + NAME);

    assertThat(asRole(reader, "select count(*) from entity")).isEqualTo("2");
    assertThatThrownBy(() -> asRole(reader, "delete from entity"))
        .isInstanceOf(SQLException.class)
        .hasMessage("ERROR: permission denied for table entity");
  }
}

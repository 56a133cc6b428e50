package io.linkgrid.system;

import io.linkgrid.database.DatabaseSettings;
import io.linkgrid.database.EmbeddedServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** A Postgres that runs are given by its address, and that can be treated badly. */
final class ChaosPostgres implements AutoCloseable {
  private static final String SCHEMA = "restaurants";

  private final Path dataDirectory;
  private EmbeddedServer server;

  ChaosPostgres(Path dataDirectory) {
    this.dataDirectory = dataDirectory;
    server = EmbeddedServer.start(dataDirectory);
  }

  DatabaseSettings settings() {
    return server.settings();
  }

  /** Returns the address as {@code --db} takes it. */
  String url() {
    return settings()
        .url()
        .replace("jdbc:postgresql://", "postgresql://" + settings().user() + "@");
  }

  void empty() throws SQLException {
    execute("drop schema if exists " + SCHEMA + " cascade");
  }

  void cutConnections() throws SQLException {
    execute(
        "select pg_terminate_backend(pid) from pg_stat_activity"
            + " where usename = current_user and pid <> pg_backend_pid()");
  }

  void lockLinks(Duration time) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("lock table " + SCHEMA + ".link in access exclusive mode");
      statement.execute("select pg_sleep(" + time.toSeconds() + ")");
      connection.rollback();
    }
  }

  /** Nobody reads or writes a table until what is returned is closed. */
  Connection lockTable(String table) throws SQLException {
    Connection connection = connect();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("lock table " + SCHEMA + "." + table + " in access exclusive mode");
    }
    return connection;
  }

  /** Returns whether a query has a row. */
  boolean is(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next();
    }
  }

  void killAndStart() {
    server.pid().flatMap(ProcessHandle::of).ifPresent(ProcessHandle::destroyForcibly);
    int port = portOf(server);
    server.close();
    server = EmbeddedServer.start(dataDirectory);
    if (portOf(server) != port) {
      throw new IllegalStateException(
          "Somebody took the port " + port + " meanwhile; the run looks for Postgres there");
    }
  }

  private static int portOf(EmbeddedServer server) {
    String url = server.settings().url();
    return Integer.parseInt(url.substring(url.lastIndexOf(':') + 1, url.lastIndexOf('/')));
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(settings().url(), settings().user(), "");
  }

  @Override
  public void close() {
    server.close();
  }
}

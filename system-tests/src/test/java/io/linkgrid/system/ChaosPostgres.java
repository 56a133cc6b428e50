package io.linkgrid.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.linkgrid.database.DatabaseSettings;
import io.linkgrid.database.EmbeddedServer;
import io.linkgrid.system.LinkgridCommand.Underway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A Postgres that runs are given by its address, and that can be treated badly. */
final class ChaosPostgres implements AutoCloseable {
  private static final String SCHEMA = "restaurants";
  private static final int MOST_LOG_MB = 500;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final List<String> WRITTEN =
      List.of("source_record", "mention", "link", "entity", "joined_event");

  private final Path dataDirectory;
  private final PacketFilter filter = new PacketFilter();
  private EmbeddedServer server;

  /** What a part of the server has, when it has one of its own. */
  private Optional<ChaosDisk> disk = Optional.empty();

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

  /** Nothing gets to the server or from it, until {@link #heal}. */
  void cutOff() throws IOException, InterruptedException {
    filter.cut(portOf(server));
  }

  /** Loses a share of what is sent to the server and by it, until {@link #heal}. */
  void lose(double share) throws IOException, InterruptedException {
    filter.lose(portOf(server), share);
  }

  /**
   * The server ends all connections that there are, and nobody at their other ends hears of it,
   * until {@link #heal}: as when another server takes the place of one without power. New
   * connections are as good as any.
   */
  void forgetConnections() throws SQLException, IOException, InterruptedException {
    for (int clientPort : clientPorts()) {
      filter.cut(clientPort, portOf(server));
    }
    cutConnections();
  }

  private List<Integer> clientPorts() throws SQLException {
    List<Integer> ports = new ArrayList<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select client_port from pg_stat_activity"
                    + " where usename = current_user and pid <> pg_backend_pid()"
                    + " and client_port > 0")) {
      while (row.next()) {
        ports.add(row.getInt(1));
      }
    }
    return ports;
  }

  /** Makes the network to the server whole. */
  void heal() throws IOException, InterruptedException {
    filter.heal();
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
    return lockTable(table, "access exclusive");
  }

  /** Nobody writes a table until what is returned is closed; everybody may read it. */
  Connection holdWriters(String table) throws SQLException {
    return lockTable(table, "share");
  }

  /** As above, of all tables to which the jobs of a run write. */
  Connection holdWriters() throws SQLException {
    return holdWriters(String.join(", " + SCHEMA + ".", WRITTEN));
  }

  private Connection lockTable(String table, String mode) throws SQLException {
    Connection connection = connect();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("lock table " + SCHEMA + "." + table + " in " + mode + " mode");
    }
    return connection;
  }

  /** Has a job of a run wait in the middle of its writing for the lock that is returned. */
  Connection catchInMidJob(Underway run) throws Exception {
    run.awaitErr("land A: started");
    Connection lock = lockTable("source_record");
    await().atMost(PATIENCE).until(this::makesANodeWait);
    return lock;
  }

  /** Returns whether a node waits for a lock. */
  boolean makesANodeWait() throws SQLException {
    return is(
        "select from pg_stat_activity where application_name = 'linkgrid-node'"
            + " and wait_event_type = 'Lock'");
  }

  /** Returns whether a query has a row. */
  boolean is(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next();
    }
  }

  private String text(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  void killAndStart() {
    server.pid().flatMap(ProcessHandle::of).ifPresent(ProcessHandle::destroyForcibly);
    restart();
  }

  private void restart() {
    int port = portOf(server);
    server.close();
    server = EmbeddedServer.start(dataDirectory);
    if (portOf(server) != port) {
      throw new IllegalStateException(
          "Somebody took the port " + port + " meanwhile; the run looks for Postgres there");
    }
  }

  /** What of a server can have a disk of its own. */
  enum Part {
    /** The tables of the database; without room there, what a run writes fails. */
    TABLES,
    /** The log of changes; without room there, the server ends. */
    LOG
  }

  /** Gives a part of the server a disk of its own. The others stay where they were. */
  void moveToSmallDisk(Part part) throws Exception {
    Path data = dataDirectory.toRealPath().resolve("postgres");
    Path place =
        switch (part) {
          case TABLES ->
              data.resolve("base")
                  .resolve(text("select oid from pg_database where datname = current_database()"));
          case LOG -> data.resolve("pg_wal");
        };
    server.close();
    disk = Optional.of(ChaosDisk.under(place));
    restart();
  }

  /** From now on nothing can be added to that part. */
  void fillDisk() throws IOException, InterruptedException {
    disk.orElseThrow().fill();
  }

  /** Nothing can be added to the log of changes, and somebody changes something. */
  void fillLog() throws IOException, InterruptedException {
    fillDisk();
    try {
      // The log has files that are used again, of 16 MB each.
      for (int i = 0; i < MOST_LOG_MB; i++) {
        execute("select pg_logical_emit_message(false, 'chaos', repeat('x', 1000000))");
      }
    } catch (SQLException e) {
      assertThat(e.getSQLState()).as("%s", e).matches("57P.*|08.*");
      return;
    }
    throw new IllegalStateException("Postgres goes on without room for its log of changes");
  }

  /** Takes away what filled the disk. */
  void makeRoom() throws IOException, InterruptedException {
    disk.orElseThrow().makeRoom();
  }

  /** As above, and starts the server, which has ended for want of room. */
  void makeRoomAndStart() throws IOException, InterruptedException {
    makeRoom();
    restart();
  }

  /** Undoes {@link #moveToSmallDisk}. */
  void moveBack() throws IOException, InterruptedException {
    makeRoom();
    leaveDisk();
    restart();
  }

  private void leaveDisk() throws IOException, InterruptedException {
    server.close();
    disk.orElseThrow().leave();
    disk = Optional.empty();
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
    try {
      filter.close();
      if (disk.isPresent()) {
        leaveDisk();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      server.close();
    }
  }
}

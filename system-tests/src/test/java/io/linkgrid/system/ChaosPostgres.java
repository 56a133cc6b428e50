package io.linkgrid.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkgrid.database.DatabaseSettings;
import io.linkgrid.database.EmbeddedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A Postgres that runs are given by its address, and that can be treated badly. */
final class ChaosPostgres implements AutoCloseable {
  private static final String SCHEMA = "restaurants";
  private static final String AMPLE = "2g";

  /** What is left on a disk that is full: not enough for anybody. */
  private static final long LEFT_KIB = 64;

  private final Path dataDirectory;
  private EmbeddedServer server;

  /** Where the tables are when they have a disk of their own. */
  private Optional<Path> disk = Optional.empty();

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
    return lockTable(table, "access exclusive");
  }

  /** Nobody writes a table until what is returned is closed; everybody may read it. */
  Connection holdWriters(String table) throws SQLException {
    return lockTable(table, "share");
  }

  private Connection lockTable(String table, String mode) throws SQLException {
    Connection connection = connect();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("lock table " + SCHEMA + "." + table + " in " + mode + " mode");
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

  /** Returns whether this process may mount a file system, as {@link #moveToSmallDisk} does. */
  static boolean canHaveSmallDisk(Path scratch) throws IOException, InterruptedException {
    boolean can = system("mount", "-t", "tmpfs", "none", scratch.toString()) == 0;
    return can && system("umount", scratch.toString()) == 0;
  }

  /**
   * Gives the tables a file system of their own, in memory, which can be filled without harm to
   * anybody else. The log of changes stays where it was, so that the server itself lives on.
   */
  void moveToSmallDisk() throws Exception {
    Path tables =
        dataDirectory
            .toRealPath()
            .resolve("postgres/base")
            .resolve(text("select oid from pg_database where datname = current_database()"));
    Path aside = tables.resolveSibling("aside");
    server.close();
    must("mv", tables.toString(), aside.toString());
    Files.createDirectory(tables);
    must("mount", "-t", "tmpfs", "-o", "mode=0700,size=" + AMPLE, "none", tables.toString());
    disk = Optional.of(tables);
    must("cp", "-a", aside + "/.", tables.toString());
    must("rm", "-r", aside.toString());
    restart();
  }

  /** From now on nothing can be added to the tables. */
  void fillDisk() throws IOException, InterruptedException {
    FileStore store = Files.getFileStore(disk.orElseThrow());
    // Meanwhile it may grow beyond what was looked at, and then it refuses.
    do {
      long used = (store.getTotalSpace() - store.getUnallocatedSpace()) / 1024;
      if (resize(used + LEFT_KIB + "k") == 0) {
        return;
      }
    } while (true);
  }

  /** Takes away what filled the disk. */
  void makeRoom() throws IOException, InterruptedException {
    assertThat(resize(AMPLE)).isZero();
  }

  private int resize(String size) throws IOException, InterruptedException {
    return system("mount", "-o", "remount,size=" + size, disk.orElseThrow().toString());
  }

  /** Undoes {@link #moveToSmallDisk}. */
  void moveBack() throws IOException, InterruptedException {
    makeRoom();
    leaveDisk();
    restart();
  }

  private void leaveDisk() throws IOException, InterruptedException {
    Path tables = disk.orElseThrow();
    Path aside = tables.resolveSibling("aside");
    server.close();
    must("cp", "-a", tables.toString(), aside.toString());
    must("umount", tables.toString());
    must("rmdir", tables.toString());
    must("mv", aside.toString(), tables.toString());
    disk = Optional.empty();
  }

  private static void must(String... command) throws IOException, InterruptedException {
    assertThat(system(command)).as(String.join(" ", command)).isZero();
  }

  private static int system(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(List.of(command))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
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

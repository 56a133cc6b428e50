package io.linkgrid.database;

import io.linkgrid.database.PostgresTools.Outcome;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Postgres of linkgrid's own, for users who name no other. Its data stay in the data directory;
 * it listens on 127.0.0.1 alone and has no sockets in the file system. Whoever is on this machine
 * may log in as {@code linkgrid}, without a password, to the database {@code linkgrid}, and as
 * nobody else: not even here is there a way to log in as a superuser.
 *
 * <p>The server is a process of its own and outlives this one if that is killed. The next start on
 * the same directory then takes the running server over, with its port and its connections. It
 * keeps its port over restarts where it can, so that addresses stay true. Safe for any number of
 * threads.
 */
public final class EmbeddedServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);

  private static final String NAME = "linkgrid";
  private static final String DATA = "postgres";
  private static final String LOOPBACK = "127.0.0.1";
  private static final int MAJOR_VERSION = 18;
  private static final int ATTEMPTS = 3;
  private static final long LONGEST_LOG = 1 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Pattern PORT = Pattern.compile("(?m)^port = ([0-9]+)$");

  private static final String SETTINGS =
      """
      # linkgrid writes this file at each start. Put what you change into postgresql.auto.conf.
      listen_addresses = '127.0.0.1'
      port = %d
      unix_socket_directories = ''
      max_connections = 100
      shared_buffers = 256MB
      temp_buffers = 32MB
      work_mem = 32MB
      maintenance_work_mem = 256MB
      dynamic_shared_memory_type = %s
      fsync = on
      synchronous_commit = on
      # Nobody replicates it, so a table that a transaction made itself needs no log to be copied into.
      wal_level = minimal
      max_wal_senders = 0
      max_wal_size = 4GB
      checkpoint_timeout = 15min
      jit = off
      # Rows stay out of the log.
      log_min_error_statement = panic
      log_error_verbosity = terse
      """;

  private static final String ACCESS =
      """
      # TYPE  DATABASE  USER      ADDRESS       METHOD
      host    linkgrid  linkgrid  127.0.0.1/32  trust
      """;

  private final DirectoryLock lock;
  private final PostgresTools tools;
  private final Path directory;
  private final Path data;
  private final Path log;
  private int port;
  private boolean closed;

  private EmbeddedServer(DirectoryLock lock, PostgresTools tools, Path directory) {
    this.lock = lock;
    this.tools = tools;
    this.directory = directory;
    this.data = directory.resolve(DATA);
    this.log = directory.resolve("postgres.log");
  }

  /**
   * Starts the server on {@code dataDirectory/postgres} and returns when it takes connections; the
   * first start makes the directory, and unpacks the programs into the user's cache.
   *
   * @throws LinkgridException if another process uses the directory, if Postgres cannot run here,
   *     or if what lies there is not its data
   */
  public static EmbeddedServer start(Path dataDirectory) {
    return start(dataDirectory, System.getenv());
  }

  static EmbeddedServer start(Path dataDirectory, Map<String, String> environment) {
    DirectoryLock lock = null;
    EmbeddedServer server = null;
    try {
      Path directory = Files.createDirectories(dataDirectory).toRealPath();
      lock = DirectoryLock.acquire(directory);
      EmbeddedServer starting =
          new EmbeddedServer(lock, PostgresTools.find(environment), directory);
      starting.start();
      server = starting;
      return server;
    } catch (IOException e) {
      throw new LinkgridException(
          Kind.DATABASE,
          "Cannot keep data in " + dataDirectory + ": " + e + ". Give another --data-dir.",
          e);
    } finally {
      if (server == null && lock != null) {
        release(lock);
      }
    }
  }

  /** Returns whether a server was ever started on a data directory. */
  public static boolean hasData(Path dataDirectory) {
    return Files.isDirectory(dataDirectory.resolve(DATA));
  }

  /**
   * Returns how to reach the server of a data directory that another process keeps up, such as a
   * run; empty when none runs. It is that process that stops it.
   */
  public static Optional<DatabaseSettings> running(Path dataDirectory) {
    try {
      List<String> about =
          Files.readAllLines(dataDirectory.resolve(DATA).resolve("postmaster.pid"));
      int found = about.size() > 3 && about.get(3).matches("[0-9]{1,5}") ? number(about.get(3)) : 0;
      return found > 0 && answers(found) ? Optional.of(settings(found)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Returns how to reach the server. */
  public DatabaseSettings settings() {
    return settings(port);
  }

  /** Returns the id of the server's first process; empty when it has ended. */
  public Optional<Long> pid() {
    return postmaster().map(ProcessHandle::pid);
  }

  /** Stops the server cleanly, which ends its connections. The data stay. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      stop();
    } finally {
      release(lock);
    }
  }

  private static DatabaseSettings settings(int port) {
    return new DatabaseSettings(
        "jdbc:postgresql://" + LOOPBACK + ":" + port + "/" + NAME, NAME, Optional.empty());
  }

  private static void release(DirectoryLock lock) {
    try {
      lock.close();
    } catch (IOException e) {
      // The lock ends with this process at the latest, and the data are safe.
      LOG.debug("Cannot close the lock's file", e);
    }
  }

  private void start() throws IOException {
    if (!Files.exists(data)) {
      initialise();
    }
    checkVersion();
    if (takeOver()) {
      return;
    }
    clearTheWay();
    if (Files.exists(log) && Files.size(log) > LONGEST_LOG) {
      Files.delete(log);
    }
    int candidate = lastPort().orElseGet(EmbeddedServer::freePort);
    for (int attempt = 1; ; attempt++) {
      Outcome outcome = launch(candidate);
      if (!outcome.failed()) {
        port = candidate;
        return;
      }
      String said = PostgresTools.tail(log);
      if (attempt == ATTEMPTS || !said.contains("bind")) {
        throw new LinkgridException(
            Kind.DATABASE,
            "The Postgres in "
                + data
                + " does not start: "
                + said
                + ". The whole story is in "
                + log
                + "; your data were not touched.");
      }
      // Somebody took the port between our look and the server's.
      candidate = freePort();
    }
  }

  private void initialise() throws IOException {
    // Under another name until it is whole: an initdb that was killed leaves nothing behind.
    Path fresh = directory.resolve("postgres-new");
    PostgresTools.delete(fresh);
    mustSucceed(
        tools.run(
            directory,
            "",
            List.of(
                "initdb",
                "--pgdata=" + fresh,
                "--username=postgres",
                "--auth=trust",
                "--encoding=UTF8",
                // The same order of texts on every machine.
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8")));
    mustSucceed(
        tools.run(
            directory,
            "create role " + NAME + " login;\ncreate database " + NAME + " owner " + NAME + ";\n",
            List.of(
                "postgres",
                "--single",
                "-D",
                fresh.toString(),
                "-c",
                "exit_on_error=true",
                "postgres")));
    Files.writeString(fresh.resolve("pg_hba.conf"), ACCESS);
    Files.writeString(fresh.resolve("postgresql.conf"), "# Written at the first start.\n");
    try {
      Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw new IOException("this file system cannot rename a directory", e);
    }
  }

  private void mustSucceed(Outcome outcome) {
    if (outcome.failed()) {
      throw new LinkgridException(
          Kind.DATABASE,
          "Cannot make a Postgres data directory in "
              + directory
              + ": "
              + outcome.output().lines().reduce((before, last) -> last).orElse("no reason given")
              + ". Give another --data-dir, or --db with the address of a running server.");
    }
  }

  private void checkVersion() throws IOException {
    Path file = data.resolve("PG_VERSION");
    String found = Files.exists(file) ? Files.readString(file).strip() : "";
    if (found.equals(Integer.toString(MAJOR_VERSION))) {
      return;
    }
    throw new LinkgridException(
        Kind.DATABASE,
        data
            + (found.isEmpty()
                ? " exists but holds no Postgres data."
                : " holds the data of Postgres "
                    + found
                    + ", but linkgrid brings "
                    + MAJOR_VERSION
                    + ".")
            + " Give another --data-dir, or --db with the address of a server that can use it.");
  }

  /**
   * Goes on with a server that still runs here because the process that started it was killed. One
   * that runs but does not answer is stopped instead.
   */
  private boolean takeOver() throws IOException {
    Optional<ProcessHandle> running = postmaster();
    if (running.isEmpty()) {
      return false;
    }
    List<String> about = Files.readAllLines(data.resolve("postmaster.pid"));
    int found = about.size() > 3 && about.get(3).matches("[0-9]{1,5}") ? number(about.get(3)) : 0;
    if (found > 0 && answers(found)) {
      LOG.debug("Taking over the server {} on port {}", running.get().pid(), found);
      port = found;
      return true;
    }
    stop();
    return false;
  }

  private static int number(String digits) {
    return Integer.parseInt(digits);
  }

  private static boolean answers(int port) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(settings(port).url());
    source.setUser(NAME);
    source.setConnectTimeout(Math.toIntExact(PATIENCE.toSeconds()));
    source.setSocketTimeout(Math.toIntExact(PATIENCE.toSeconds()));
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      return statement.execute("select 1");
    } catch (SQLException e) {
      LOG.debug("The server on port {} does not answer", port, e);
      return false;
    }
  }

  /**
   * After a kill -9 of the server: waits for its remaining processes, which end by themselves, and
   * drops the note of a process whose number somebody else has by now, which Postgres would take
   * for itself.
   */
  private void clearTheWay() throws IOException {
    for (ProcessHandle left : processesHere()) {
      if (!endsInTime(left)) {
        left.destroyForcibly();
        if (!endsInTime(left)) {
          throw stillRunning(left.pid());
        }
      }
    }
    Optional<Long> noted = notedPid();
    if (noted.flatMap(ProcessHandle::of).isPresent()) {
      Files.delete(data.resolve("postmaster.pid"));
    }
  }

  private static boolean endsInTime(ProcessHandle process) {
    try {
      process.onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("Waiting for process " + process.pid() + " failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private LinkgridException stillRunning(long pid) {
    return new LinkgridException(
        Kind.DATABASE,
        "A Postgres still runs on "
            + data
            + " as process "
            + pid
            + " and does not stop. End it (kill "
            + pid
            + ") and run again; your data are safe.");
  }

  private Outcome launch(int candidate) throws IOException {
    String memory = Files.isWritable(Path.of("/dev/shm")) ? "posix" : "mmap";
    Files.writeString(data.resolve("postgresql.conf"), SETTINGS.formatted(candidate, memory));
    return tools.run(
        directory,
        "",
        List.of(
            "pg_ctl",
            "start",
            "--pgdata=" + data,
            "--log=" + log,
            "--wait",
            "--timeout=300",
            "--silent"));
  }

  private void stop() {
    Optional<ProcessHandle> running = postmaster();
    if (running.isEmpty()) {
      return;
    }
    Outcome outcome = stop("fast", 120);
    if (outcome.failed() && postmaster().isPresent()) {
      // As safe as a power cut: the next start reads the log of changes again.
      outcome = stop("immediate", 30);
    }
    if (outcome.failed() && postmaster().isPresent()) {
      throw stillRunning(running.get().pid());
    }
  }

  private Outcome stop(String mode, int seconds) {
    return tools.run(
        directory,
        "",
        List.of(
            "pg_ctl",
            "stop",
            "--pgdata=" + data,
            "--mode=" + mode,
            "--wait",
            "--timeout=" + seconds,
            "--silent"));
  }

  /** Returns the server's first process, if one runs on this directory. */
  private Optional<ProcessHandle> postmaster() {
    return notedPid().flatMap(ProcessHandle::of).filter(this::runsHere);
  }

  private Optional<Long> notedPid() {
    try {
      return Files.readAllLines(data.resolve("postmaster.pid")).stream()
          .findFirst()
          .map(String::strip)
          .filter(text -> text.matches("[0-9]{1,18}"))
          .map(Long::valueOf);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private List<ProcessHandle> processesHere() {
    return ProcessHandle.allProcesses().filter(this::runsHere).toList();
  }

  /** Every process of a server works in its data directory; no number that is used again does. */
  private boolean runsHere(ProcessHandle process) {
    try {
      return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"))
          .equals(data.toRealPath());
    } catch (IOException e) {
      return false;
    }
  }

  private OptionalInt lastPort() throws IOException {
    Matcher line = PORT.matcher(Files.readString(data.resolve("postgresql.conf")));
    if (!line.find()) {
      return OptionalInt.empty();
    }
    int last = number(line.group(1));
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(loopback(), last));
      return OptionalInt.of(last);
    } catch (IOException e) {
      return OptionalInt.empty();
    }
  }

  private static InetAddress loopback() throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, loopback())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new LinkgridException(
          Kind.DATABASE,
          "No port is free on " + LOOPBACK + ": " + e.getMessage() + ". Close some connections.",
          e);
    }
  }
}

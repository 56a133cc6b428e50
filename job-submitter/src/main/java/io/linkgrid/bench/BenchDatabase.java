package io.linkgrid.bench;

import io.linkgrid.database.Database;
import io.linkgrid.database.DatabaseSettings;
import io.linkgrid.database.EmbeddedServer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database in which nothing has been done yet, for one run: a new embedded server with a new data
 * directory, or a new schema in a database of the user's. Closing it, or the end of the process,
 * throws it away. Safe for any number of threads. Public for the comparison with others, which is
 * no part of the distribution.
 */
public final class BenchDatabase implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BenchDatabase.class);
  private static final String SCHEMA = "linkgrid-bench-";

  private final Optional<Embedded> embedded;
  private final DatabaseSettings settings;
  private final Database database;
  private final Thread onExit = new Thread(this::throwAway, "linkgrid-bench-database");
  private boolean closed;

  /** A server and the directory that is its alone. */
  private record Embedded(EmbeddedServer server, ScratchDirectory directory)
      implements AutoCloseable {
    static Embedded start(Path parent) {
      ScratchDirectory directory = new ScratchDirectory(parent, "bench-postgres-");
      try {
        return new Embedded(EmbeddedServer.start(directory.path()), directory);
      } catch (RuntimeException e) {
        directory.close();
        throw e;
      }
    }

    @Override
    public void close() {
      try {
        server.close();
      } finally {
        directory.close();
      }
    }
  }

  private BenchDatabase(Optional<Embedded> embedded, DatabaseSettings settings, Database database) {
    this.embedded = embedded;
    this.settings = settings;
    this.database = database;
  }

  /**
   * Opens one.
   *
   * @param given the user's database, if there is one
   * @param dataDirectory where the data directory is made, if there is none
   */
  public static BenchDatabase open(Optional<DatabaseSettings> given, Path dataDirectory) {
    String schema = SCHEMA + UUID.randomUUID().toString().replace("-", "");
    Optional<Embedded> embedded =
        given.isPresent() ? Optional.empty() : Optional.of(Embedded.start(dataDirectory));
    try {
      DatabaseSettings settings =
          given.or(() -> embedded.map(own -> own.server().settings())).orElseThrow();
      BenchDatabase opened = new BenchDatabase(embedded, settings, Database.open(settings, schema));
      Runtime.getRuntime().addShutdownHook(opened.onExit);
      return opened;
    } catch (RuntimeException e) {
      embedded.ifPresent(Embedded::close);
      throw e;
    }
  }

  /** Returns the database, whose schema has linkgrid's tables, all empty. */
  public Database database() {
    return database;
  }

  /** Returns the variables by which a node finds the password. */
  public Map<String, String> secrets() {
    return settings.secretEnvironment();
  }

  /** Returns how to log in. */
  public DatabaseSettings settings() {
    return settings;
  }

  /** Returns the server's first process, if the server was started here. */
  public Optional<ProcessHandle> server() {
    return embedded.flatMap(own -> own.server().pid()).flatMap(ProcessHandle::of);
  }

  @Override
  public void close() {
    throwAway();
    try {
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (IllegalStateException e) {
      LOG.debug("The process is ending already", e);
    }
  }

  private synchronized void throwAway() {
    if (closed) {
      return;
    }
    closed = true;
    if (embedded.isEmpty()) {
      dropSchema();
    }
    database.close();
    embedded.ifPresent(Embedded::close);
  }

  private void dropSchema() {
    String schema = database.address().schema();
    try {
      database
          .jdbi()
          .useHandle(
              handle -> {
                handle.execute("set lock_timeout = '20s'");
                handle.execute("drop schema \"" + schema + "\" cascade");
              });
    } catch (JdbiException e) {
      LOG.warn(
          "Cannot drop the schema {} of {}: {}. Drop it yourself.",
          schema,
          settings.place(),
          e.getMessage());
    }
  }
}

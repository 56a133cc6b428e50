package io.linkgrid.cli;

import io.linkgrid.database.Database;
import io.linkgrid.database.DatabaseSettings;
import io.linkgrid.database.EmbeddedServer;
import io.linkgrid.spec.SpecText;
import java.util.Map;
import java.util.Optional;

/** A database that is open, and the embedded server under it when there is one. */
final class DatabaseSession implements AutoCloseable {
  private final Optional<EmbeddedServer> server;
  private final DatabaseSettings settings;
  private final Database database;

  /** What is done when the process is asked to end, before the server goes. */
  private volatile Runnable beforeItEnds = () -> {};

  /**
   * An embedded server outlives its starter unless it is stopped, also when that is interrupted.
   */
  private final Thread stopServer = new Thread(this::stopAll, "stop-embedded-postgres");

  private DatabaseSession(
      Optional<EmbeddedServer> server, DatabaseSettings settings, Database database) {
    this.server = server;
    this.settings = settings;
    this.database = database;
    Runtime.getRuntime().addShutdownHook(stopServer);
  }

  /** Opens the user's database, or starts the embedded one; in the schema of a spec. */
  static DatabaseSession open(
      DatabaseOptions options, Map<String, String> environment, SpecText spec) {
    String schema = spec.parse().name();
    if (options.db().isPresent()) {
      DatabaseSettings settings = DatabaseSettings.resolve(options.db(), environment);
      return new DatabaseSession(Optional.empty(), settings, Database.open(settings, schema));
    }
    EmbeddedServer server = EmbeddedServer.start(options.dataDirectory());
    try {
      return new DatabaseSession(
          Optional.of(server), server.settings(), Database.open(server.settings(), schema));
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  Database database() {
    return database;
  }

  /** Returns the variables by which a node finds the password. */
  Map<String, String> secrets() {
    return settings.secretEnvironment();
  }

  @Override
  public void close() {
    database.close();
    stopServer();
    try {
      Runtime.getRuntime().removeShutdownHook(stopServer);
    } catch (IllegalStateException e) {
      // The process is ending; the hook finds the server stopped.
      return;
    }
  }

  /** Sets what is done when the process is asked to end, while the database still answers. */
  void beforeItEnds(Runnable work) {
    beforeItEnds = work;
  }

  private void stopAll() {
    beforeItEnds.run();
    stopServer();
  }

  private void stopServer() {
    server.ifPresent(EmbeddedServer::close);
  }
}

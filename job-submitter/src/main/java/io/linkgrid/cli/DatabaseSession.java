package io.linkgrid.cli;

import io.linkgrid.database.Database;
import io.linkgrid.database.DatabaseSettings;
import io.linkgrid.database.EmbeddedServer;
import io.linkgrid.spec.SpecText;
import io.linkgrid.submit.ProcessEnd;
import io.linkgrid.submit.ProcessEnd.Phase;
import java.util.Map;
import java.util.Optional;

/** A database that is open, and the embedded server under it when there is one. */
final class DatabaseSession implements AutoCloseable {
  private final Optional<EmbeddedServer> server;
  private final DatabaseSettings settings;
  private final Database database;

  /**
   * An embedded server outlives its starter unless it is stopped, also when that is interrupted.
   */
  private final ProcessEnd.Registration onExit = ProcessEnd.before(Phase.SERVER, this::stopServer);

  private DatabaseSession(
      Optional<EmbeddedServer> server, DatabaseSettings settings, Database database) {
    this.server = server;
    this.settings = settings;
    this.database = database;
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
    onExit.close();
  }

  private void stopServer() {
    server.ifPresent(EmbeddedServer::close);
  }
}

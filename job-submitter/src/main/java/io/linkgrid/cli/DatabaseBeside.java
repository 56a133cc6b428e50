package io.linkgrid.cli;

import io.linkgrid.control.RunHistory;
import io.linkgrid.database.DatabaseSettings;
import io.linkgrid.database.EmbeddedServer;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A database as somebody sees it who stands beside: a run may be at work on it, also on the
 * embedded server that it keeps up.
 */
final class DatabaseBeside implements AutoCloseable {
  private final Optional<EmbeddedServer> server;
  private final DatabaseSettings settings;

  private DatabaseBeside(Optional<EmbeddedServer> server, DatabaseSettings settings) {
    this.server = server;
    this.settings = settings;
  }

  /** Opens the user's database, or the embedded one, which is started unless a run keeps it up. */
  static DatabaseBeside open(DatabaseOptions options, Map<String, String> environment) {
    if (options.db().isPresent()) {
      return beside(DatabaseSettings.resolve(options.db(), environment));
    }
    Path directory = options.dataDirectory().normalize();
    Optional<DatabaseSettings> running = EmbeddedServer.running(directory);
    if (running.isPresent()) {
      return beside(running.get());
    }
    if (!EmbeddedServer.hasData(directory)) {
      throw new LinkgridException(
          Kind.USAGE,
          "There is no embedded Postgres in "
              + directory
              + ". Give the --data-dir of a run, or its --db.");
    }
    EmbeddedServer started = EmbeddedServer.start(directory);
    return new DatabaseBeside(Optional.of(started), started.settings());
  }

  private static DatabaseBeside beside(DatabaseSettings settings) {
    return new DatabaseBeside(Optional.empty(), settings);
  }

  DatabaseSettings settings() {
    return settings;
  }

  /** Opens the history of its runs. */
  RunHistory history() {
    return RunHistory.open(settings);
  }

  @Override
  public void close() {
    server.ifPresent(EmbeddedServer::close);
  }
}

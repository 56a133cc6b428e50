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
 * The runs of a database, seen from beside: a run may be at work on it, also on the embedded server
 * that it keeps up.
 */
final class HistorySession implements AutoCloseable {
  private final Optional<EmbeddedServer> server;
  private final RunHistory history;

  private HistorySession(Optional<EmbeddedServer> server, RunHistory history) {
    this.server = server;
    this.history = history;
  }

  /** Opens the user's database, or the embedded one, which is started unless a run keeps it up. */
  static HistorySession open(DatabaseOptions options, Map<String, String> environment) {
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
    try {
      return new HistorySession(Optional.of(started), RunHistory.open(started.settings()));
    } catch (RuntimeException e) {
      started.close();
      throw e;
    }
  }

  private static HistorySession beside(DatabaseSettings settings) {
    return new HistorySession(Optional.empty(), RunHistory.open(settings));
  }

  RunHistory history() {
    return history;
  }

  @Override
  public void close() {
    history.close();
    server.ifPresent(EmbeddedServer::close);
  }
}

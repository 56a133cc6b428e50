package io.linkgrid.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the results are kept: a Postgres of the user's, or the embedded one. */
final class DatabaseOptions {
  @Option(
      names = "--db",
      paramLabel = "URL",
      description =
          "A Postgres: postgresql://user@host/database. Also PGHOST, PGUSER …; the password comes"
              + " from PGPASSWORD, LINKGRID_DB_PASSWORD_FILE or .pgpass.")
  private @Nullable String db;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description =
          "Where the embedded Postgres keeps its data, when there is no --db (default:"
              + " ${DEFAULT-VALUE}).",
      defaultValue = "linkgrid-data")
  private Path dataDirectory = Path.of("linkgrid-data");

  Optional<String> db() {
    return Optional.ofNullable(db);
  }

  Path dataDirectory() {
    return dataDirectory.toAbsolutePath();
  }
}

package io.linkgrid.benchmarks.versus;

import io.linkgrid.database.DatabaseSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;

/** The table of links of the contenders that have no schema of their own. */
final class LinkTable {
  private LinkTable() {}

  /** Makes the table in a schema that is there and copies the links into it, in a transaction. */
  static void copy(Path links, DatabaseSettings settings, String schema)
      throws SQLException, IOException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(settings.url());
    source.setUser(settings.user());
    // There is one, or none.
    settings.secretEnvironment().values().forEach(source::setPassword);
    source.setCurrentSchema('"' + schema + '"');
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        InputStream rows = Files.newInputStream(links)) {
      connection.setAutoCommit(false);
      statement.execute(
          """
          create table versus_link (
            row bigint primary key, record_id text not null, entity_id text not null,
            score double precision not null)
          """);
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn("copy versus_link (row, record_id, entity_id, score) from stdin", rows);
      connection.commit();
    }
  }
}

package io.linkgrid.benchmarks.versus;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.stream.Collectors;

/** Links by the statements of {@code duckdb.sql}, in memory, with as many threads as cores. */
final class DuckDbLinking implements Linking.Engine {
  private static final String STAGE = "-- stage: ";

  @Override
  public void link(Path reference, Path records, Path links, Stages stages)
      throws IOException, SQLException {
    String script =
        script()
            .replace("${reference}", quoted(reference))
            .replace("${records}", quoted(records))
            .replace("${recordsHeader}", header(records))
            .replace("${links}", quoted(links));
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      for (String part : script.split("(?m)^(?=" + STAGE + ")", -1)) {
        if (part.startsWith(STAGE)) {
          stages.begin(part.substring(STAGE.length(), part.indexOf('\n')).strip());
          statement.execute(part);
        }
      }
    }
  }

  private static String script() throws IOException {
    try (InputStream bytes = DuckDbLinking.class.getResourceAsStream("duckdb.sql")) {
      return new String(Objects.requireNonNull(bytes).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String header(Path records) throws IOException {
    return RecordFiles.hasHeader(records, "inspection_id")
        ? "header = true"
        : RecordFiles.COLUMNS.stream()
            .map(column -> "'" + column + "'")
            .collect(Collectors.joining(", ", "header = false, names = [", "]"));
  }

  private static String quoted(Path file) {
    return file.toAbsolutePath().toString().replace("'", "''");
  }
}

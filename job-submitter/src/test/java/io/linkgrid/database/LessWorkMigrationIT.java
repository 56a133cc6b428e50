package io.linkgrid.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkgrid.ledger.History;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A schema that an earlier version has filled, opened by one that spares Postgres work. */
@ExtendWith(PostgresExtension.class)
class LessWorkMigrationIT {
  private static final String SCHEMA = "before-v11";

  /** The harbor was merged into the acme by a person, and a third mention waits for one. */
  private static final String FILLED =
      """
      insert into source_file (file_id, role, name, bytes, rows, state)
      values (1, 'A', 'a.csv', 10, 3, 'DONE');
      insert into mention (mention_id, attributes)
      values (1, '{harbor}'), (2, '{acme}'), (3, '{acne}');
      insert into source_record (file_id, row_no, line_no, record_id, mention_id, fields)
      values (1, 1, 2, 'a-1', 1, '{}'), (1, 2, 3, 'a-2', 2, '{}'), (1, 3, 4, 'a-3', 3, '{}');
      insert into model (model_id, origin, model) values ('m1', 'LEARNT', '{}');
      insert into entity (entity_id, attributes, mentions, rows, file_id, run_id)
      values ('E1', '{harbor}', 1, 1, 1, 'run-1'), ('E2', '{acme}', 1, 1, 1, 'run-1');
      insert into link (mention_id, entity_id, decision, probability, weight, best_entity_id,
                        file_id, run_id)
      values (1, 'E1', 'NEW', 1, 0, null, 1, 'run-1'), (2, 'E2', 'NEW', 1, 0, null, 1, 'run-1'),
        (3, null, 'REVIEW', 0.5, 0, 'E2', 1, 'run-1');
      update link set entity_id = 'E2', status = 'ASSERTED' where mention_id = 1;
      delete from entity where entity_id = 'E1';
      """;

  /** The names of tables with their columns, as {@code link (mention_id, entity_id)}. */
  private static List<String> columns(Connection connection) throws SQLException {
    return texts(
        connection,
        "select format('%I (%s)', c.table_name, string_agg(c.column_name, ', ' order by"
            + " c.ordinal_position)) from information_schema.columns c join pg_tables t"
            + " on t.schemaname = c.table_schema and t.tablename = c.table_name"
            + " where c.table_schema = current_schema()"
            + " and c.table_name <> 'flyway_schema_history' group by c.table_name");
  }

  private static Map<String, List<String>> rows(Connection connection, List<String> columns)
      throws SQLException {
    Map<String, List<String>> rows = new TreeMap<>();
    for (String columnsOfOne : columns) {
      String[] table = columnsOfOne.split(" ", 2);
      rows.put(
          table[0],
          texts(connection, "select row" + table[1] + "::text from " + table[0] + " order by 1"));
    }
    return rows;
  }

  private static List<String> texts(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void everyRowStays_andTheLedgerGoesOn(DatabaseSettings settings) throws SQLException {
    try (Connection connection = DriverManager.getConnection(settings.url(), settings.user(), "")) {
      execute(connection, "create schema \"" + SCHEMA + "\"");
      connection.setSchema(SCHEMA);
      Flyway.configure(Database.class.getClassLoader())
          .dataSource(settings.url(), settings.user(), "")
          .locations("classpath:db/migration")
          .schemas(SCHEMA)
          .placeholderReplacement(false)
          .target("10")
          .load()
          .migrate();
      execute(connection, FILLED);
      List<String> columns = columns(connection);
      Map<String, List<String>> before = rows(connection, columns);

      try (Database database = Database.open(settings, SCHEMA)) {
        assertThat(rows(connection, columns)).isEqualTo(before);
        assertThat(before.get("link_event")).hasSize(5);
        assertThat(events(database, "E1"))
            .containsExactly("A:1 INFERRED m1 found", "A:1 RETRACTED - changed");
        assertThat(events(database, "E2"))
            .containsExactly(
                "A:2 INFERRED m1 found", "A:3 REVIEW m1 match", "A:1 ASSERTED - changed");

        execute(connection, "delete from link where mention_id = 2");
        execute(
            connection,
            "insert into link (mention_id, entity_id, decision, probability, weight, file_id, run_id)"
                + " values (2, 'E2', 'NEW', 1, 0, 1, 'run-2')");
        assertThat(events(database, "a-2"))
            .containsExactly(
                "A:2 INFERRED m1 found", "A:2 RETRACTED - removed", "A:2 INFERRED m1 found");
      }
    }
  }

  private static List<String> events(Database database, String of) {
    return History.of(database.jdbi(), of).links().stream()
        .map(l -> l.record() + " " + l.status() + " " + l.model().orElse("-") + " " + l.cause())
        .toList();
  }
}

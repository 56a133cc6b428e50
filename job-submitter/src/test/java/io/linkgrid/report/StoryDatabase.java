package io.linkgrid.report;

import io.linkgrid.database.Database;
import io.linkgrid.database.DatabaseSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * A small story in a real Postgres. An earlier run knew the Harbor. This run reads A and B: Acme
 * opens in A and is seen again in B, the Bistro opens in B, the Corner is first seen under a
 * spelling that was matched to one that comes later, somebody must look at two rows, and two rows
 * cannot be used.
 */
final class StoryDatabase implements AutoCloseable {
  static final String RUN = "run-2 'quoted'";
  static final List<RunFile> FILES =
      List.of(new RunFile("A", 7, "a.csv"), new RunFile("B", 3, "b.csv"));

  private static final String STORY =
      """
      insert into source_file (file_id, role, name, bytes, rows, state) values
        (1, 'A', 'earlier.csv', 10, 1, 'DONE'), (7, 'A', 'a.csv', 100, 7, 'DONE'),
        (3, 'B', 'b.csv', 100, 6, 'DONE');
      insert into mention (mention_id, attributes) values
        (10, '{"acme diner","200 market st","94103"}'),
        (11, '{"harbour, the","12 pier rd","94111"}'),
        (12, '{"acme dinner","20 market st","94103"}'),
        (13, '{"acme dinr","200 market st","94103"}'),
        (14, '{"bistro","4 elm st","94110"}'),
        (16, '{"cornr","9 hill ave",""}'),
        (17, '{"corner","9 hill ave",""}'),
        (18, '{"nowhere","1 far rd","94199"}'),
        (20, '{"harbor","12 pier rd","94111"}');
      insert into source_record (file_id, row_no, line_no, record_id, mention_id, fields) values
        (1, 1, 2, 'old-1', 20, '{}'),
        (7, 1, 2, 'a-1', 16, '{}'),
        (7, 2, 3, '=a-2', 10, '{}'),
        (7, 3, 4, 'a-3', 10, '{}'),
        (7, 4, 5, '-4', 11, '{}'),
        (7, 6, 8, 'a "6"', 12, '{}'),
        (7, 7, 9, 'a-7', 17, '{}'),
        (3, 1, 1, 'b-1', 13, '{}'),
        (3, 2, 2, 'b-2', 14, '{}'),
        (3, 3, 3, 'b-3', 14, '{}'),
        (3, 5, 5, 'b-5', 10, '{}'),
        (3, 6, 6, 'b-6', 18, '{}');
      insert into reject (file_id, row_no, line_no, reason, raw) values
        (3, 4, 4, '@ is no id', '@,x'),
        (7, 5, 6, '2 fields, but the schema has 3', E'first\\nsecond');
      insert into entity (entity_id, attributes, mentions, rows, file_id, run_id) values
        ('e-harbor', '{"=harbor","12 pier rd","94111"}', 1, 1, 1, 'run-1'),
        ('e-acme', '{"acme diner","200 market st","94103"}', 1, 2, 7, $run$run-2 'quoted'$run$),
        ('e-Bistro', '{"bistro","4 elm st","94110"}', 1, 2, 7, $run$run-2 'quoted'$run$),
        ('e-corner', '{"corner","9 hill ave",""}', 2, 2, 7, $run$run-2 'quoted'$run$);
      insert into link (mention_id, entity_id, decision, probability, weight, best_entity_id,
                        runner_up_entity_id, runner_up_probability, file_id, run_id) values
        (10, 'e-acme', 'NEW', 0.01, -6.6, null, null, null, 7, 'run-2'),
        (11, 'e-harbor', 'MATCH', 0.9876543, 6.25, 'e-harbor', 'e-acme', 0.0123, 7, 'run-2'),
        (12, null, 'REVIEW', 0.6, 0.58, 'e-acme', 'e-Bistro', 0.25, 7, 'run-2'),
        (13, 'e-acme', 'MATCH', 0.99999999, 27.5, 'e-acme', null, null, 7, 'run-2'),
        (14, 'e-Bistro', 'NEW', 0.3, -1.222, 'e-acme', null, null, 7, 'run-2'),
        (16, 'e-corner', 'MATCH', 1, 12, 'e-corner', null, null, 7, 'run-2'),
        (17, 'e-corner', 'NEW', 0, -20, null, null, null, 7, 'run-2'),
        (18, null, 'REVIEW', 0.5, 0, null, null, null, 7, 'run-2'),
        (20, 'e-harbor', 'NEW', 0, -20, null, null, null, 1, 'run-1');
      insert into joined_week (entity_id, week, trips, events, seconds) values
        ('e-acme', '2018-01-08', 5, 1, 600),
        ('e-acme', '2018-01-01', 2, 1, 100),
        ('e-Bistro', '2018-01-01', 3, 2, 300);
      """;

  private static final AtomicInteger STORIES = new AtomicInteger();

  private final Database database;

  StoryDatabase(DatabaseSettings settings) throws SQLException {
    database = Database.open(settings, "story-" + STORIES.incrementAndGet());
    execute(STORY);
  }

  DataSource source() {
    return database.dataSource();
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = source().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() {
    database.close();
  }
}

package io.linkgrid.review;

import io.linkgrid.database.Database;
import io.linkgrid.database.DatabaseSettings;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.SpecReader;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A small story in a real Postgres: the Harbor and the Acme are known, and four rows of B may be
 * one of them. A fifth row is of a file whose run has not ended.
 */
public final class ReviewStory implements AutoCloseable {
  private static final String STORY =
      """
      insert into source_file (file_id, role, name, bytes, rows, state) values
        (1, 'A', 'a.csv', 10, 2, 'DONE'), (2, 'B', 'b.csv', 10, 5, 'DONE'),
        (3, 'C', 'c.csv', 10, 1, 'LANDED');
      insert into mention (mention_id, attributes) values
        (1, '{"harbor","12 pier rd","94111"}'), (2, '{"acme diner","200 market st","94103"}'),
        (10, '{"=harbour","12 pier rd",""}'), (11, '{"acme dinner","20 market st","94103"}'),
        (12, '{"acme","200 market st","94103"}'), (-13, '{"nowhere","1 far rd","94199"}'),
        (14, '{"harbor inn","12 pier rd","94111"}');
      insert into source_record (file_id, row_no, line_no, record_id, mention_id, fields) values
        (1, 1, 2, 'a-1', 1, '{}'), (1, 2, 3, 'a-2', 2, '{}'),
        (2, 1, 2, 'b-1', 11, '{}'), (2, 2, 3, '=b-2', 10, '{}'), (2, 3, 4, 'b-3', 11, '{}'),
        (2, 4, 5, 'b-4', 12, '{}'), (2, 5, 6, 'b-5', -13, '{}'), (3, 1, 2, 'c-1', 14, '{}');
      insert into entity (entity_id, attributes, mentions, rows, file_id, run_id) values
        ('E0000000000001', '{"harbor","12 pier rd","94111"}', 1, 1, 1, 'run-1'),
        ('E0000000000002', '{"acme diner","200 market st","94103"}', 1, 1, 1, 'run-1');
      insert into link (mention_id, entity_id, decision, probability, weight, best_entity_id,
                        runner_up_entity_id, runner_up_probability, file_id, run_id) values
        (1, 'E0000000000001', 'NEW', 1, 0, null, null, null, 1, 'run-1'),
        (2, 'E0000000000002', 'NEW', 1, 0, null, null, null, 1, 'run-1'),
        (10, null, 'REVIEW', 0.875, 2.8, 'E0000000000001', 'E0000000000002', 0.0625, 2, 'run-2'),
        (11, null, 'REVIEW', 0.5, 0, 'E0000000000002', null, null, 2, 'run-2'),
        (12, null, 'REVIEW', 0.5, 0, 'E0000000000002', null, null, 2, 'run-2'),
        (-13, null, 'REVIEW', 0.25, -1.6, null, null, null, 2, 'run-2'),
        (14, null, 'REVIEW', 0.99, 6.6, 'E0000000000001', null, null, 3, 'run-3');
      update reference_version set version = 2;
      """;

  private static final AtomicInteger STORIES = new AtomicInteger();

  private final String name = "reviewed-" + STORIES.incrementAndGet();
  private final Database database;

  public ReviewStory(DatabaseSettings settings) {
    database = Database.open(settings, name);
    execute(STORY);
  }

  /** Returns a spec whose schema is the story's. */
  public String spec() {
    return """
        name: %s
        record-id: id
        attributes:
          name: {column: name, type: business-name}
          address: {column: addr, type: address}
          zip: {column: zip, type: us-zip}
        blocking:
          - {name: zip, key: [zip]}
        """
        .formatted(name);
  }

  public LinkSpec linkSpec() {
    return SpecReader.parse(spec(), "story.yaml");
  }

  public String schema() {
    return name;
  }

  public Database database() {
    return database;
  }

  public void execute(String sql) {
    database.jdbi().useHandle(handle -> handle.createScript(sql).execute());
  }

  public List<String> ask(String sql) {
    return database.jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(String.class).list());
  }

  public long version() {
    return Long.parseLong(ask("select version from reference_version").get(0));
  }

  /**
   * Returns every row of every table as text, but for the version of the reference and the ledger,
   * with its notes of what it has written.
   */
  public Map<String, List<String>> tables() {
    Map<String, List<String>> rows = new TreeMap<>();
    for (String table :
        ask(
            "select tablename from pg_tables where schemaname = current_schema()"
                + " and tablename not in ('flyway_schema_history', 'reference_version',"
                + " 'written_link_event', 'written_entity_event')")) {
      rows.put(
          table,
          ask(
              "select (to_jsonb(t) - '{told,founded_at}'::text[])::text from "
                  + table
                  + " t order by 1"));
    }
    return rows;
  }

  @Override
  public void close() {
    database.close();
  }
}

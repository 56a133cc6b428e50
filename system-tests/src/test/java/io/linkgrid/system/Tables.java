package io.linkgrid.system;

import io.linkgrid.database.Database;
import io.linkgrid.database.DatabaseSettings;
import io.linkgrid.database.EmbeddedServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** Looks into the embedded Postgres of a data directory, while no command uses it. */
final class Tables {
  private static final String SCHEMA = "restaurants";

  private Tables() {}

  /** Returns the rows of a query with one column. */
  static List<String> texts(Path dataDirectory, String sql) {
    return ask(dataDirectory, handle -> handle.createQuery(sql).mapTo(String.class).list());
  }

  private static <T> T ask(Path dataDirectory, Function<Handle, T> question) {
    try (EmbeddedServer server = EmbeddedServer.start(dataDirectory);
        Database database = Database.open(server.settings(), SCHEMA)) {
      return database.jdbi().withHandle(question::apply);
    }
  }

  /** Returns a checksum of each table and of the ledger, of every column. */
  static Map<String, String> checksums(Path dataDirectory) {
    return ask(dataDirectory, handle -> checksums(handle, "t::text"));
  }

  /**
   * Returns a checksum of each table without its times, what a run tells about itself, and which
   * database it is: what two runs on the same files have in common.
   */
  static Map<String, String> contents(Path dataDirectory) {
    return ask(dataDirectory, Tables::contents);
  }

  /** Returns the same of a server that runs. */
  static Map<String, String> contents(DatabaseSettings settings) {
    try (Database database = Database.open(settings, SCHEMA)) {
      return database.jdbi().withHandle(Tables::contents);
    }
  }

  private static Map<String, String> contents(Handle handle) {
    Map<String, String> sums =
        checksums(
            handle,
            "(to_jsonb(t) - '{landed_at,made_at,decided_at,joined_at,started_at,finished_at,founded_at,since,"
                + "at,event_id,settings,summary,database}'::text[])::text");
    // How often a run was tried.
    sums.remove("run_attempt");
    return sums;
  }

  private static Map<String, String> checksums(Handle handle, String row) {
    List<String> tables =
        handle
            .createQuery(
                """
                select tablename from pg_tables
                where schemaname = :schema and tablename not like 'flyway%'
                union all
                select viewname from pg_views where schemaname = :schema and viewname like '%event'
                """)
            .bind("schema", SCHEMA)
            .mapTo(String.class)
            .list();
    Map<String, String> sums = new TreeMap<>();
    for (String table : tables) {
      sums.put(
          table,
          handle
              .createQuery(
                  "select count(*) || ' ' || coalesce(md5(string_agg(%1$s, '|' order by %1$s)), '')"
                          .formatted(row)
                      + " from "
                      + table
                      + " t")
              .mapTo(String.class)
              .one());
    }
    return sums;
  }
}

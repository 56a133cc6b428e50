package io.linkgrid.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.linkgrid.database.Database;
import io.linkgrid.database.DatabaseSettings;
import io.linkgrid.database.RunLock;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.report.Progress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * The attempts of all schemas of a database, as somebody sees them who stands beside. It changes
 * nothing but to ask an attempt to end. An attempt whose command is gone is told as abandoned: it
 * says that it runs, but nobody has its lock. For one thread.
 */
public final class RunHistory implements AutoCloseable {
  private static final String SCHEMAS =
      """
      select n.nspname
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      where c.relname = 'run_attempt' and c.relkind = 'r'
        and has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select')
      order by 1
      """;

  private static final String TIME =
      "to_char(%s at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')";

  /** The name of the schema is the parameter; quoted, it is in the text. */
  private static final String ATTEMPTS =
      "select a.*, "
          + TIME.formatted("a.started_at")
          + " as started, "
          + TIME.formatted("a.finished_at")
          + " as finished,\n"
          + """
              extract(epoch from coalesce(a.finished_at, now()) - a.started_at) as seconds,
              (select max(attempt) from %1$s.run_attempt) as newest,
              exists (
                select from pg_locks l
                where l.locktype = 'advisory' and l.granted and l.classid = %2$d::bigint::oid
                  and l.objid = (hashtext(?)::bigint & 4294967295)::oid
                  and l.database = (select oid from pg_database where datname = current_database())
              ) as locked,
              r.summary is not null and a.state = 'DONE' as counted,
              (r.summary->>'read')::bigint as read, (r.summary->>'linked')::bigint as linked,
              (r.summary->>'new')::bigint as founded, (r.summary->>'review')::bigint as review,
              (r.summary->>'rejected')::bigint as rejected
            from %1$s.run_attempt a
            left join %1$s.run r using (run_id)
            order by a.attempt desc
            limit %3$d
            """;

  private final DatabaseSettings settings;
  private final Connection connection;

  private RunHistory(DatabaseSettings settings, Connection connection) {
    this.settings = settings;
    this.connection = connection;
  }

  /**
   * Opens the history of a database.
   *
   * @throws LinkgridException of kind DATABASE if it cannot be reached or refuses the login
   */
  public static RunHistory open(DatabaseSettings settings) {
    return new RunHistory(settings, Database.connectBeside(settings));
  }

  /**
   * Returns the newest attempts of all schemas, newest first.
   *
   * @param most at most so many
   */
  public List<RunAttempt> newest(int most) {
    return asked(
        () -> {
          List<RunAttempt> attempts = new ArrayList<>();
          for (String schema : schemas()) {
            attempts.addAll(of(schema, most));
          }
          attempts.sort(
              Comparator.comparing(RunAttempt::startedAt)
                  .thenComparing(RunAttempt::attempt)
                  .reversed()
                  .thenComparing(RunAttempt::schema));
          return attempts.stream().limit(most).toList();
        });
  }

  /**
   * Returns the newest attempt at a run.
   *
   * @param wanted the id of a run or how it begins, or the name of a spec; empty is the one that
   *     runs, or else the newest of all
   * @throws LinkgridException of kind USAGE if there is none, or which one is meant is unclear
   */
  public RunAttempt find(Optional<String> wanted) {
    List<RunAttempt> all = newest(Integer.MAX_VALUE);
    if (wanted.isEmpty()) {
      List<RunAttempt> running = all.stream().filter(a -> a.state() == RunState.RUNNING).toList();
      if (running.size() > 1) {
        throw new LinkgridException(
            Kind.USAGE,
            "Several runs are at work: "
                + String.join(", ", running.stream().map(RunAttempt::name).toList())
                + ". Say which: give the id of a run, or the name of its spec.");
      }
      return running.stream()
          .findFirst()
          .or(() -> all.stream().findFirst())
          .orElseThrow(
              () ->
                  new LinkgridException(
                      Kind.USAGE, "There was no run in " + settings.place() + " yet."));
    }
    String name = wanted.get();
    List<RunAttempt> found =
        all.stream()
            .filter(
                a ->
                    a.schema().equals(name)
                        || a.runId().filter(id -> id.startsWith(name)).isPresent())
            .toList();
    if (found.stream().map(RunAttempt::schema).distinct().count() > 1) {
      throw new LinkgridException(
          Kind.USAGE, "Several runs begin with '" + name + "'. Give more of the id.");
    }
    return found.stream()
        .findFirst()
        .orElseThrow(
            () ->
                new LinkgridException(
                    Kind.USAGE,
                    "There is no run '"
                        + name
                        + "' in "
                        + settings.place()
                        + ". 'linkgrid jobs' lists them; a spec's name is its newest."));
  }

  /** Returns an attempt as it is now. */
  public RunAttempt again(RunAttempt attempt) {
    return newest(Integer.MAX_VALUE).stream()
        .filter(a -> a.schema().equals(attempt.schema()) && a.attempt() == attempt.attempt())
        .findFirst()
        .orElseThrow(
            () ->
                new LinkgridException(
                    Kind.DATABASE,
                    "The schema '" + attempt.schema() + "' was dropped meanwhile, with its runs."));
  }

  /** Hears from now on what is told about attempts. */
  public void listen() {
    asked(
        () -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute("listen " + Channel.ENDED.channelName());
            statement.execute("listen " + Channel.PROGRESS.channelName());
          }
          return true;
        });
  }

  /**
   * Waits until something is told about an attempt.
   *
   * @param patience how long to wait
   * @return the lines that its command has said since; none if nothing was told, or it has ended
   */
  public List<String> awaitNews(RunAttempt attempt, Duration patience) {
    return asked(
        () -> {
          List<String> lines = new ArrayList<>();
          PGNotification[] told =
              connection.unwrap(PGConnection.class).getNotifications((int) patience.toMillis());
          for (PGNotification each : told == null ? new PGNotification[0] : told) {
            if (each.getName().equals(Channel.PROGRESS.channelName())) {
              line(each.getParameter(), attempt).ifPresent(lines::add);
            }
          }
          return lines;
        });
  }

  /** Whoever else may use the channel says something of their own. */
  private static Optional<String> line(String payload, RunAttempt attempt) {
    try {
      JsonNode news = RunAttempt.read(payload);
      return OpenAttempt.isAbout(news, attempt.schema(), attempt.attempt())
          ? Optional.of(news.path("stage").asText() + ": " + news.path("text").asText())
          : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** Asks an attempt to end. It hears at once, and obeys as soon as it can. */
  public void cancel(RunAttempt attempt, String by) {
    change(
        attempt,
        """
        with asked as (
          update %s.run_attempt set cancel_by = ? where attempt = ? and state = 'RUNNING'
          returning attempt
        )
        select pg_notify('%s', json_build_object('schema', ?::text, 'attempt', attempt)::text)
        from asked
        """,
        by,
        true);
  }

  /** Writes down that an attempt whose command is gone is not wanted any more. */
  public void bury(RunAttempt attempt, String by) {
    change(
        attempt,
        """
        update %1$s.run_attempt
        set state = 'CANCELLED', cancel_by = ?, finished_at = now()
        where attempt = ? and state in ('RUNNING', 'ABANDONED')
        returning '%2$s'
        """,
        by,
        false);
  }

  private void change(RunAttempt attempt, String sql, String by, boolean named) {
    asked(
        () -> {
          String text = sql.formatted(quoted(attempt.schema()), Channel.CANCEL.channelName());
          try (PreparedStatement statement = connection.prepareStatement(text)) {
            statement.setString(1, by);
            statement.setLong(2, attempt.attempt());
            if (named) {
              statement.setString(3, attempt.schema());
            }
            statement.execute();
          }
          return true;
        });
  }

  private static String quoted(String schema) {
    return "\"" + schema.replace("\"", "\"\"") + "\"";
  }

  private List<String> schemas() throws SQLException {
    List<String> schemas = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(SCHEMAS)) {
      while (row.next()) {
        schemas.add(row.getString(1));
      }
    }
    return schemas;
  }

  private List<RunAttempt> of(String schema, int most) throws SQLException {
    return of(connection, schema, most);
  }

  static List<RunAttempt> of(Connection connection, String schema, int most) throws SQLException {
    List<RunAttempt> attempts = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement(ATTEMPTS.formatted(quoted(schema), RunLock.CLASS, most))) {
      statement.setString(1, schema);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          attempts.add(attempt(schema, row));
        }
      }
    }
    return attempts;
  }

  private static RunAttempt attempt(String schema, ResultSet row) throws SQLException {
    RunState state = RunState.valueOf(row.getString("state"));
    boolean alive = row.getBoolean("locked") && row.getLong("attempt") == row.getLong("newest");
    if (state == RunState.RUNNING && !alive) {
      state = RunState.ABANDONED;
    }
    int exitCode = row.getInt("exit_code");
    boolean ended = !row.wasNull();
    return new RunAttempt(
        schema,
        row.getLong("attempt"),
        row.getString("command"),
        Optional.ofNullable(row.getString("run_id")),
        state,
        row.getString("started"),
        Optional.ofNullable(row.getString("finished")),
        state == RunState.ABANDONED ? Optional.empty() : Optional.of(row.getDouble("seconds")),
        row.getString("person"),
        row.getString("host"),
        row.getLong("pid"),
        row.getString("grid"),
        row.getString("jobs"),
        stage(row),
        Optional.ofNullable(row.getString("cancel_by")),
        ended ? Optional.of(exitCode) : Optional.empty(),
        Optional.ofNullable(row.getString("message")).filter(message -> !message.isEmpty()),
        row.getBoolean("counted")
            ? Optional.of(
                new RunAttempt.Counts(
                    row.getLong("read"),
                    row.getLong("linked"),
                    row.getLong("founded"),
                    row.getLong("review"),
                    row.getLong("rejected")))
            : Optional.empty());
  }

  private static Optional<Progress.Seen> stage(ResultSet row) throws SQLException {
    String stage = row.getString("stage");
    return stage == null
        ? Optional.empty()
        : Optional.of(
            new Progress.Seen(
                stage,
                row.getLong("stage_done"),
                row.getLong("stage_total"),
                row.getString("stage_unit"),
                row.getString("stage_text"),
                row.getBoolean("stage_over")));
  }

  @FunctionalInterface
  private interface Question<T> {
    T ask() throws SQLException;
  }

  private <T> T asked(Question<T> question) {
    try {
      return question.ask();
    } catch (SQLException e) {
      throw new LinkgridException(
          Kind.DATABASE,
          "Cannot ask " + settings.place() + " about its runs: " + e.getMessage() + ". Try again.",
          e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // Nothing was pending.
      return;
    }
  }
}

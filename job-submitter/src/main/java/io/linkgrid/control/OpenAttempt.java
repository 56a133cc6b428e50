package io.linkgrid.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.linkgrid.database.Database;
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
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The attempt that this process makes at a run. A thread of its own writes down how far it is and
 * tells those who listen, hears when it is asked to end, and looks after the lock; the run asks
 * {@link #refuseIfEnded} wherever it can stop. When Postgres cannot be reached, nothing is told and
 * the run itself finds out. Safe for any number of threads.
 */
public final class OpenAttempt implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OpenAttempt.class);
  private static final int HEAR_MILLIS = 100;
  private static final Duration LOOK_AT_LOCK_EVERY = Duration.ofSeconds(1);
  private static final Duration BETWEEN_CONNECTIONS = Duration.ofMillis(500);
  private static final Duration END_PATIENCE = Duration.ofSeconds(5);
  private static final int LONGEST_MESSAGE = 1_500;

  private final Database database;
  private final RunLock lock;
  private final long number;
  private final List<RunAttempt> abandoned;
  private final Consumer<String> notices;
  private final Queue<Progress.Seen> news = new ConcurrentLinkedQueue<>();
  private final Thread desk = new Thread(this::work, "linkgrid-attempt");
  private volatile boolean over;
  private volatile boolean signalled;
  private volatile @Nullable String cancelledBy;
  private volatile @Nullable String runId;
  private volatile boolean traceless;
  private @Nullable RunEnding ending;
  private @Nullable RunAttempt ended;

  private OpenAttempt(
      Database database,
      RunLock lock,
      long number,
      List<RunAttempt> abandoned,
      Consumer<String> notices) {
    this.database = database;
    this.lock = lock;
    this.number = number;
    this.abandoned = abandoned;
    this.notices = notices;
  }

  /**
   * Begins an attempt under the lock of its schema, whose writers may write from now on. Attempts
   * before it that never ended are abandoned.
   *
   * @param jobs how the names of its jobs on the grid end
   * @param notices takes sentences for the user
   */
  public static OpenAttempt begin(
      Database database, RunLock lock, RunOrigin origin, String jobs, Consumer<String> notices) {
    String schema = database.address().schema();
    try (Connection connection = database.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      List<Long> gone = new ArrayList<>();
      try (Statement statement = connection.createStatement();
          ResultSet row =
              statement.executeQuery(
                  "update run_attempt set state = 'ABANDONED' where state = 'RUNNING'"
                      + " returning attempt")) {
        while (row.next()) {
          gone.add(row.getLong(1));
        }
      }
      List<RunAttempt> unended =
          gone.isEmpty()
              ? List.of()
              : RunHistory.of(connection, schema, Integer.MAX_VALUE).stream()
                  .filter(a -> gone.contains(a.attempt()))
                  .toList();
      long number = insert(connection, origin, jobs);
      connection.commit();
      lock.letWrite(number);
      OpenAttempt attempt = new OpenAttempt(database, lock, number, unended, notices);
      attempt.desk.setDaemon(true);
      attempt.desk.start();
      return attempt;
    } catch (SQLException e) {
      throw new LinkgridException(
          Kind.DATABASE,
          "Cannot write down that a run begins: " + e.getMessage() + ". Run again.",
          e);
    }
  }

  private static long insert(Connection connection, RunOrigin origin, String jobs)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            insert into run_attempt (command, state, person, host, pid, grid, jobs)
            values (?, 'RUNNING', ?, ?, ?, ?, ?)
            returning attempt
            """)) {
      statement.setString(1, origin.command());
      statement.setString(2, origin.person());
      statement.setString(3, origin.host());
      statement.setLong(4, origin.pid());
      statement.setString(5, origin.grid());
      statement.setString(6, jobs);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /** Returns its number, which its jobs carry. */
  public long number() {
    return number;
  }

  /** Returns the attempts before it whose commands are gone, newest first. */
  public List<RunAttempt> abandoned() {
    return abandoned;
  }

  /** Writes down at which run it is. */
  public void isAt(String id) {
    runId = id;
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute("update run_attempt set run_id = ? where attempt = ?", id, number));
  }

  /** Takes how far a stage is; returns at once. */
  public void see(Progress.Seen seen) {
    news.add(seen);
  }

  /** Returns how a failure ends it: a signal stands above what fails because of it. */
  public RunEnding endingOf(Exception failure) {
    return signalled ? RunEnding.SIGNALLED : RunEnding.of(failure);
  }

  /** Notes that a signal ends the process: the run stops where it next can. */
  public void signal() {
    signalled = true;
  }

  /**
   * Looks whether the run may go on; asks nobody, so it can be called often.
   *
   * @throws LinkgridException of kind CANCELLED if somebody asked it to end, of kind DATABASE if
   *     its lock is lost
   * @throws CancellationException if a signal came
   */
  public void refuseIfEnded() {
    if (signalled) {
      throw new CancellationException(RunEnding.SIGNALLED.message());
    }
    String by = cancelledBy;
    if (by != null) {
      throw new LinkgridException(
          Kind.CANCELLED,
          "The run was cancelled by "
              + by
              + ". What was written is kept; run again with the same files to go on where it"
              + " stopped.");
    }
    lock.refuseIfLost();
  }

  /**
   * As {@link #refuseIfEnded}, and makes sure that the lock is there, or waits until it is: before
   * something is written.
   */
  public void keepLock() {
    refuseIfEnded();
    lock.keep();
    refuseIfEnded();
  }

  /**
   * Writes down how it ended, once; a second call changes nothing. Whoever listens on {@code
   * linkgrid} is told.
   *
   * @return the attempt as it is written; empty if Postgres cannot be reached, so that it will be
   *     told as abandoned
   */
  public synchronized Optional<RunAttempt> end(RunEnding how) {
    try {
      if (ending == null) {
        ending = how;
        stopDesk();
        writeEnd(how);
      }
    } catch (SQLException e) {
      LOG.debug("The end of attempt {} could not be written", number, e);
    }
    return Optional.ofNullable(ended);
  }

  /** Leaves no trace of it when it ends well: it had nothing to do. */
  public void hadNothingToDo() {
    traceless = true;
  }

  private void writeEnd(RunEnding how) throws SQLException {
    try (Connection connection = database.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement statement =
          connection.prepareStatement(
              """
              update run_attempt
              set state = ?, finished_at = now(), exit_code = ?, message = ?
              where attempt = ? and state in ('RUNNING', 'ABANDONED')
              """)) {
        statement.setString(1, how.state().name());
        statement.setInt(2, how.exitCode());
        statement.setString(3, shortened(how.message()));
        statement.setLong(4, number);
        statement.executeUpdate();
      }
      String run = runId;
      if (run != null && how.state() != RunState.DONE) {
        try (PreparedStatement statement =
            connection.prepareStatement(
                """
                update run set state = ?, finished_at = now()
                where run_id = ? and state = 'RUNNING'
                  and not exists (select from run_attempt a where a.attempt > ?)
                """)) {
          statement.setString(1, how.state().name());
          statement.setString(2, run);
          statement.setLong(3, number);
          statement.executeUpdate();
        }
      }
      RunAttempt written = row(connection);
      notify(connection, Channel.ENDED, written.toJson());
      if (traceless) {
        try (Statement statement = connection.createStatement()) {
          statement.execute("delete from run_attempt where attempt = " + number);
        }
      }
      connection.commit();
      ended = written;
    }
  }

  private static String shortened(String message) {
    return message.length() <= LONGEST_MESSAGE
        ? message
        : message.substring(0, LONGEST_MESSAGE) + " …";
  }

  private RunAttempt row(Connection connection) throws SQLException {
    // It is the newest one, unless another has begun since.
    List<RunAttempt> newest = RunHistory.of(connection, schema(), 1);
    boolean isNewest = newest.stream().anyMatch(a -> a.attempt() == number);
    List<RunAttempt> some =
        isNewest ? newest : RunHistory.of(connection, schema(), Integer.MAX_VALUE);
    return some.stream()
        .filter(a -> a.attempt() == number)
        .findFirst()
        .orElseThrow(() -> new SQLException("The attempt " + number + " is not there"));
  }

  /** Ends what has not been ended: a fault on the way. */
  @Override
  public void close() {
    stopDesk();
  }

  private void stopDesk() {
    over = true;
    try {
      desk.join(END_PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    Connection connection = null;
    long nextConnection = System.nanoTime();
    long nextLook = System.nanoTime() + LOOK_AT_LOCK_EVERY.toNanos();
    try {
      while (!over || (connection != null && !news.isEmpty())) {
        try {
          if (connection == null && System.nanoTime() >= nextConnection) {
            nextConnection = System.nanoTime() + BETWEEN_CONNECTIONS.toNanos();
            connection = listening();
          }
          if (connection == null) {
            Thread.sleep(HEAR_MILLIS);
          } else {
            hear(connection);
            tell(connection);
          }
        } catch (SQLException e) {
          LOG.debug("The attempt's connection broke; another one is made", e);
          close(connection);
          connection = null;
        }
        if (System.nanoTime() >= nextLook) {
          nextLook = System.nanoTime() + LOOK_AT_LOCK_EVERY.toNanos();
          lookAtLock();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      close(connection);
    }
  }

  private void lookAtLock() {
    if (over) {
      return;
    }
    long before = lock.timesRegained();
    if (lock.look() && lock.timesRegained() > before) {
      notices.accept("The lock of this run was lost with its connection, and was taken again.");
    }
  }

  private Connection listening() throws SQLException {
    Connection connection = database.connectAlone();
    try (Statement statement = connection.createStatement()) {
      statement.execute("listen " + Channel.CANCEL.channelName());
      // Asked while nobody listened.
      try (ResultSet row =
          statement.executeQuery("select cancel_by from run_attempt where attempt = " + number)) {
        if (row.next() && row.getString(1) != null) {
          cancelledBy = row.getString(1);
        }
      }
      return connection;
    } catch (SQLException e) {
      close(connection);
      throw e;
    }
  }

  private void hear(Connection connection) throws SQLException {
    PGNotification[] heard = connection.unwrap(PGConnection.class).getNotifications(HEAR_MILLIS);
    for (PGNotification each : heard == null ? new PGNotification[0] : heard) {
      if (concerns(each.getParameter())) {
        try (Statement statement = connection.createStatement();
            ResultSet row =
                statement.executeQuery(
                    "select cancel_by from run_attempt where attempt = " + number)) {
          if (row.next() && row.getString(1) != null) {
            cancelledBy = row.getString(1);
          }
        }
      }
    }
  }

  private boolean concerns(String payload) {
    try {
      return isAbout(RunAttempt.read(payload), schema(), number);
    } catch (JsonProcessingException e) {
      // Somebody else uses the channel.
      return false;
    }
  }

  /** Returns whether what was told is about an attempt. */
  static boolean isAbout(JsonNode told, String schema, long attempt) {
    return told.path("schema").asText().equals(schema) && told.path("attempt").asLong() == attempt;
  }

  private void tell(Connection connection) throws SQLException {
    for (Progress.Seen seen = news.peek(); seen != null; seen = news.peek()) {
      try (PreparedStatement statement =
          connection.prepareStatement(
              """
              update run_attempt
              set stage = ?, stage_done = ?, stage_total = ?, stage_unit = ?, stage_text = ?,
                  stage_over = ?
              where attempt = ?
              """)) {
        statement.setString(1, seen.stage());
        statement.setLong(2, seen.done());
        statement.setLong(3, seen.total());
        statement.setString(4, seen.unit());
        statement.setString(5, seen.text());
        statement.setBoolean(6, seen.over());
        statement.setLong(7, number);
        statement.executeUpdate();
      }
      ObjectNode payload = JsonNodeFactory.instance.objectNode();
      payload.put("schema", schema()).put("attempt", number);
      String run = runId;
      if (run != null) {
        payload.put("run_id", run);
      }
      payload
          .put("stage", seen.stage())
          .put("done", seen.done())
          .put("total", seen.total())
          .put("unit", seen.unit())
          .put("text", seen.text())
          .put("over", seen.over());
      notify(connection, Channel.PROGRESS, payload.toString());
      news.remove();
    }
  }

  private static void notify(Connection connection, Channel channel, String payload)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("select pg_notify(?, ?)")) {
      statement.setString(1, channel.channelName());
      statement.setString(2, payload);
      statement.execute();
    }
  }

  private String schema() {
    return database.address().schema();
  }

  private static void close(@Nullable Connection connection) {
    if (connection == null) {
      return;
    }
    try {
      connection.close();
    } catch (SQLException e) {
      // It is gone already.
      return;
    }
  }
}

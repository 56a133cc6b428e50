package io.linkgrid.database;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.sink.WriterLock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The right to change a schema: one run has it at a time, whatever machine it is on. It ends with
 * its connection, so also when its holder is killed. The connection belongs to no pool, which might
 * close it for its age. Safe for any number of threads.
 *
 * <p>It comes with the lock of those who write, {@link WriterLock}: whoever takes the one waits
 * until nobody writes any more, so a job that goes on although its command was killed keeps others
 * away too.
 */
public final class RunLock implements AutoCloseable {
  /** The class of the advisory lock; any number, as long as all of linkgrid says the same. */
  public static final int CLASS = 0x72756e73;

  /**
   * A request that links a record has the lock for milliseconds: whoever waits in line for it gets
   * it next, however many requests there are. A run has it for long.
   */
  private static final Duration HOLDERS_PATIENCE = Duration.ofSeconds(2);

  private static final Duration WRITERS_PATIENCE = Duration.ofSeconds(20);
  private static final Duration REGAIN_PATIENCE = Duration.ofSeconds(30);
  private static final long BETWEEN_TRIES_MILLIS = 250;

  private final Database database;
  private @Nullable Connection connection;
  private long attempt;
  private long lostSince;
  private long regained;
  private @Nullable LinkgridException takenOver;

  private RunLock(Database database) {
    this.database = database;
  }

  /**
   * Takes the lock, and keeps all writers out until {@link #letWrite} or the end.
   *
   * @throws LinkgridException of kind DATABASE if another run has it, or still writes
   */
  public static RunLock take(Database database) {
    return take(database, () -> {});
  }

  /**
   * Takes the lock, and keeps all writers out until {@link #letWrite} or the end.
   *
   * @param endLeftovers is called when the lock is free but somebody writes: ends the jobs of a
   *     command that was killed, as far as it can reach them
   * @throws LinkgridException of kind DATABASE if another run has it, or still writes
   */
  public static RunLock take(Database database, Runnable endLeftovers) {
    RunLock lock = new RunLock(database);
    boolean taken = false;
    try {
      Connection held = database.connectAlone();
      lock.connection = held;
      if (!lock.await(held, CLASS, HOLDERS_PATIENCE)) {
        throw lock.inUse();
      }
      if (!lock.tryLock(held, WriterLock.CLASS)) {
        endLeftovers.run();
        if (!lock.await(held, WriterLock.CLASS, WRITERS_PATIENCE)) {
          throw lock.written();
        }
      }
      taken = true;
      return lock;
    } catch (SQLException e) {
      throw new LinkgridException(
          Kind.DATABASE,
          "Cannot ask Postgres for the lock of a run: " + e.getMessage() + ". Run again.",
          e);
    } finally {
      if (!taken) {
        lock.close();
      }
    }
  }

  /**
   * Lets the writers of an attempt in, which is the newest one; those of others are refused from
   * now on. The lock is then kept for it.
   */
  public synchronized void letWrite(long newAttempt) {
    attempt = newAttempt;
    Connection held = connection;
    if (held == null) {
      return;
    }
    try (PreparedStatement statement =
        held.prepareStatement("select pg_advisory_unlock(?, hashtext(?))")) {
      statement.setInt(1, WriterLock.CLASS);
      statement.setString(2, schema());
      statement.execute();
    } catch (SQLException e) {
      // The connection is gone: the next look takes the lock again, or says why not.
      lose(held);
    }
  }

  /**
   * Looks whether the lock is still there, and takes it again if its connection was cut; tries for
   * half a minute.
   *
   * @throws LinkgridException of kind DATABASE if it cannot be had, or another run has begun since
   */
  public synchronized void keep() {
    while (!look()) {
      refuseIfLost();
      try {
        wait(BETWEEN_TRIES_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw lost("the wait for it was interrupted", e);
      }
    }
    refuseIfLost();
  }

  /**
   * Looks once, and tries once to take it again.
   *
   * @return whether the lock is there
   */
  public synchronized boolean look() {
    if (takenOver != null) {
      return false;
    }
    Connection held = connection;
    if (held != null) {
      try {
        if (holds(held)) {
          return true;
        }
        lose(held);
      } catch (SQLException e) {
        // Gone, as is the lock; it is taken again below.
        lose(held);
      }
    }
    return regain();
  }

  /** Returns how often the lock was lost and taken again. */
  public synchronized long timesRegained() {
    return regained;
  }

  /**
   * Asks nobody, and refuses what must not go on.
   *
   * @throws LinkgridException of kind DATABASE if the lock has been lost for half a minute, or
   *     another run has begun since
   */
  public synchronized void refuseIfLost() {
    if (takenOver != null) {
      throw takenOver;
    }
    if (connection == null && System.nanoTime() - lostSince > REGAIN_PATIENCE.toNanos()) {
      throw lost("it could not be taken again within " + REGAIN_PATIENCE.toSeconds() + " s", null);
    }
  }

  private void lose(Connection held) {
    closeQuietly(held);
    connection = null;
    lostSince = System.nanoTime();
  }

  private boolean regain() {
    Connection fresh = null;
    boolean taken = false;
    try {
      fresh = database.connectAlone();
      // Whoever has it may be waiting for our writers, and gives up; or is about to end.
      taken = tryLock(fresh, CLASS);
      refuseIfAnotherBegan(fresh);
      if (taken) {
        connection = fresh;
        regained++;
      }
      return taken;
    } catch (SQLException | LinkgridException e) {
      taken = false;
      return false;
    } finally {
      if (!taken && fresh != null) {
        closeQuietly(fresh);
      }
    }
  }

  private void refuseIfAnotherBegan(Connection fresh) throws SQLException {
    if (attempt == 0) {
      return;
    }
    try (PreparedStatement statement =
            fresh.prepareStatement(
                "select attempt, person, host from run_attempt order by attempt desc limit 1");
        ResultSet row = statement.executeQuery()) {
      if (row.next() && row.getLong(1) != attempt) {
        takenOver =
            new LinkgridException(
                Kind.DATABASE,
                "This run lost its lock on the schema '%s' with its connection, and another run has begun there since (attempt %d, by %s on %s). This one stops, so that no two write at the same time. What was written is kept; when the other one has ended, run again to go on."
                    .formatted(schema(), row.getLong(1), row.getString(2), row.getString(3)));
        throw takenOver;
      }
    }
  }

  private LinkgridException lost(String why, @Nullable Exception cause) {
    return new LinkgridException(
        Kind.DATABASE,
        "The connection that held the lock of this run on the schema '"
            + schema()
            + "' was cut, and "
            + why
            + ". The run stops, so that no two write at the same time. What was written is kept;"
            + " when Postgres answers, run again to go on.",
        cause == null ? new IllegalStateException(why) : cause);
  }

  private LinkgridException inUse() {
    return new LinkgridException(
        Kind.DATABASE,
        "Another run is at work on the schema '"
            + schema()
            + "' of this database. Nothing was changed. Wait until it ends, and run again.");
  }

  /** Waits in line for a lock; returns whether it is had. */
  private boolean await(Connection held, int lockClass, Duration patience) throws SQLException {
    try (Statement statement = held.createStatement()) {
      statement.execute("set lock_timeout = '" + patience.toSeconds() + "s'");
      try (PreparedStatement lock =
          held.prepareStatement("select pg_advisory_lock(?, hashtext(?))")) {
        lock.setInt(1, lockClass);
        lock.setString(2, schema());
        lock.execute();
      }
      statement.execute("reset lock_timeout");
      return true;
    } catch (SQLException e) {
      if ("55P03".equals(e.getSQLState())) {
        return false;
      }
      throw e;
    }
  }

  private LinkgridException written() {
    return new LinkgridException(
        Kind.DATABASE,
        "The nodes of a grid still write to the schema '"
            + schema()
            + "', although the command that sent their job has ended or lost its lock. Nothing was"
            + " changed. 'linkgrid jobs' says which grid it was: 'linkgrid cancel' ends its job,"
            + " and so does a run with the same --grid. Then run again.");
  }

  private boolean tryLock(Connection held, int lockClass) throws SQLException {
    try (PreparedStatement statement =
        held.prepareStatement("select pg_try_advisory_lock(?, hashtext(?))")) {
      statement.setInt(1, lockClass);
      statement.setString(2, schema());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  /** A pooler between us and Postgres might have given us another session: so ask for the lock. */
  private boolean holds(Connection held) throws SQLException {
    try (PreparedStatement statement =
        held.prepareStatement(
            "select 1 from pg_locks where locktype = 'advisory' and granted"
                + " and pid = pg_backend_pid() and classid = ?::bigint::oid"
                + " and objid = (hashtext(?)::bigint & 4294967295)::oid")) {
      statement.setInt(1, CLASS);
      statement.setString(2, schema());
      statement.setQueryTimeout((int) REGAIN_PATIENCE.toSeconds());
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  private String schema() {
    return database.address().schema();
  }

  @Override
  public synchronized void close() {
    Connection held = connection;
    connection = null;
    if (held == null) {
      return;
    }
    // By name, since a server notices a closed connection a moment later.
    try (Statement statement = held.createStatement()) {
      statement.execute("select pg_advisory_unlock_all()");
    } catch (SQLException e) {
      // The connection is gone, and the lock with it.
      return;
    } finally {
      closeQuietly(held);
    }
  }

  private static void closeQuietly(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      // It held nothing.
      return;
    }
  }
}

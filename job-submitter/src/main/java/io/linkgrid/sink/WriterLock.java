package io.linkgrid.sink;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The right to write to a schema, as each vertex that writes has it for as long as it holds its
 * connection. All vertices of one attempt share it; nobody who begins another attempt gets past
 * them, and after that they are refused. So two runs never write at the same time, even when the
 * first one's command was killed, or lost its lock, and its job goes on by itself: the attempt's
 * number is the fencing token.
 */
public final class WriterLock {
  /** The class of the advisory lock; any number, as long as all of linkgrid says the same. */
  public static final int CLASS = 0x77726974;

  /** The argument of a job that says for which attempt it writes. */
  public static final String ATTEMPT = "linkgrid.attempt";

  private WriterLock() {}

  /**
   * Takes the right on a connection that does not commit by itself, and commits. Waits a minute at
   * most for whoever changes the schema meanwhile.
   *
   * @param attempt the attempt that writes; 0 when nobody counts them, as in a test of one job
   * @throws LinkgridException of kind DATABASE if another attempt has begun since
   */
  public static void enter(Connection connection, long attempt) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("set local lock_timeout = '60s'");
      statement.execute(
          "select pg_advisory_lock_shared(" + CLASS + ", hashtext(current_schema()))");
    }
    long newest = attempt == 0 ? 0 : newest(connection);
    connection.commit();
    if (newest != attempt) {
      throw new LinkgridException(
          Kind.DATABASE,
          "Another run has begun on this schema meanwhile (attempt "
              + newest
              + "; this is a job of attempt "
              + attempt
              + "). The job has stopped before it wrote anything more. Wait until the other run"
              + " ends, and run again.");
    }
  }

  private static long newest(Connection connection) throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement("select coalesce(max(attempt), 0) from run_attempt");
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Gives the right back, and rolls back what is pending. A connection that broke has none. */
  public static void leave(Connection connection) {
    try (Statement statement = connection.createStatement()) {
      connection.rollback();
      statement.execute("select pg_advisory_unlock_all()");
      connection.commit();
    } catch (SQLException e) {
      abandon(connection);
    }
  }

  /** The pool must not hand a connection on that may still have the right. */
  private static void abandon(Connection connection) {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      // It is closed already, and the right is gone with it.
      return;
    }
  }
}

package io.linkgrid.database;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The right to change a schema: one run has it at a time, whatever machine it is on. It ends with
 * its connection, so also when its holder is killed.
 */
public final class RunLock implements AutoCloseable {
  // Any number, as long as all of linkgrid says the same.
  private static final int CLASS = 0x72756e73;

  private final Connection connection;

  private RunLock(Connection connection) {
    this.connection = connection;
  }

  /**
   * Takes the lock.
   *
   * @throws LinkgridException of kind DATABASE if another run has it
   */
  public static RunLock take(Database database) {
    String schema = database.address().schema();
    Connection connection = null;
    boolean taken = false;
    try {
      connection = database.dataSource().getConnection();
      try (PreparedStatement statement =
          connection.prepareStatement("select pg_try_advisory_lock(?, hashtext(?))")) {
        statement.setInt(1, CLASS);
        statement.setString(2, schema);
        try (ResultSet row = statement.executeQuery()) {
          taken = row.next() && row.getBoolean(1);
        }
      }
      if (!taken) {
        throw new LinkgridException(
            Kind.DATABASE,
            "Another run is at work on the schema '"
                + schema
                + "' of this database. Nothing was changed. Wait until it ends, and run again.");
      }
      return new RunLock(connection);
    } catch (SQLException e) {
      throw new LinkgridException(
          Kind.DATABASE,
          "Cannot ask Postgres for the lock of a run: " + e.getMessage() + ". Run again.",
          e);
    } finally {
      if (!taken && connection != null) {
        closeQuietly(connection);
      }
    }
  }

  @Override
  public void close() {
    // A pooled connection goes back alive, so the lock is given up by name.
    try (Connection held = connection;
        PreparedStatement statement = held.prepareStatement("select pg_advisory_unlock_all()")) {
      statement.execute();
    } catch (SQLException e) {
      // The connection is gone, and the lock with it.
      return;
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

package io.linkgrid.sink;

import io.linkgrid.model.Entity;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Gives entities that are in the table their golden records anew; equal ones are not written again.
 * Nothing is committed here. For one thread; the connection stays open.
 */
public final class GoldenUpdates implements AutoCloseable {
  private static final int BATCH = 1_000;

  private static final String UPDATE =
      """
      update entity set attributes = ?, mentions = ?, rows = ?
      where entity_id = ? and (attributes, mentions, rows) is distinct from (?, ?, ?)
      """;

  private final Connection connection;
  private final PreparedStatement statement;
  private int pending;

  /** Prepares for updates on a connection to the schema of the entities. */
  public GoldenUpdates(Connection connection) throws SQLException {
    this.connection = connection;
    statement = connection.prepareStatement(UPDATE);
  }

  /** Takes a golden record. */
  public void add(Entity entity) {
    try {
      String[] values = entity.values().toArray(String[]::new);
      statement.setArray(1, connection.createArrayOf("text", values));
      statement.setInt(2, entity.mentions());
      statement.setLong(3, entity.rows());
      statement.setString(4, entity.id());
      statement.setArray(5, connection.createArrayOf("text", values));
      statement.setInt(6, entity.mentions());
      statement.setLong(7, entity.rows());
      statement.addBatch();
      pending++;
      if (pending == BATCH) {
        flush();
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Writes what was taken. */
  public void flush() {
    try {
      statement.executeBatch();
      pending = 0;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static LinkgridException failed(SQLException e) {
    return new LinkgridException(
        Kind.DATABASE,
        "Cannot write golden records: "
            + e.getMessage()
            + ". They are as before or in part anew; run again.",
        e);
  }

  @Override
  public void close() throws SQLException {
    statement.close();
  }
}

package io.linkgrid.sink;

import io.linkgrid.model.Entity;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Gives entities that are in the table their golden records anew; equal ones are not written again.
 * Nothing is committed here. For one thread; the connection stays open.
 */
public final class GoldenUpdates implements AutoCloseable {
  private static final int BATCH = 5_000;

  /** An array of arrays has no rows in SQL: each golden record comes as the text of its array. */
  private static final String UPDATE =
      """
      update entity e set attributes = v.attributes, mentions = v.mentions, rows = v.rows
      from (
        select id, attributes::text[] as attributes, mentions, rows
        from unnest(?, ?, ?, ?) as u (id, attributes, mentions, rows)
      ) v
      where e.entity_id = v.id
        and (e.attributes, e.mentions, e.rows) is distinct from (v.attributes, v.mentions, v.rows)
      """;

  private final Connection connection;
  private final PreparedStatement statement;
  private final List<Entity> pending = new ArrayList<>(BATCH);

  /** Prepares for updates on a connection to the schema of the entities. */
  public GoldenUpdates(Connection connection) throws SQLException {
    this.connection = connection;
    statement = connection.prepareStatement(UPDATE);
  }

  /** Takes a golden record; one entity is given once between two flushes. */
  public void add(Entity entity) {
    pending.add(entity);
    if (pending.size() == BATCH) {
      flush();
    }
  }

  /** Writes what was taken. */
  public void flush() {
    if (pending.isEmpty()) {
      return;
    }
    try {
      statement.setArray(1, array("text", pending.stream().map(Entity::id)));
      String[] attributes = new String[pending.size()];
      for (int i = 0; i < attributes.length; i++) {
        attributes[i] = array("text", pending.get(i).values().stream()).toString();
      }
      statement.setArray(2, array("text", Arrays.stream(attributes)));
      statement.setArray(3, array("integer", pending.stream().map(Entity::mentions)));
      statement.setArray(4, array("bigint", pending.stream().map(Entity::rows)));
      statement.executeUpdate();
      pending.clear();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private Array array(String type, Stream<?> values) throws SQLException {
    return connection.createArrayOf(type, values.toArray());
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

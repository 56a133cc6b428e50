package io.linkgrid.processor;

import io.linkgrid.grid.ClusterMember;
import io.linkgrid.model.EntityId;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.Mention;
import io.linkgrid.model.Said;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;
import org.postgresql.PGStatement;

/** The slice of a query's mentions that one of several vertices reads. */
record MentionSlice(MentionQuery query, int share, int shares) {
  private static final int FETCH = 5_000;

  /** Gives each mention of the slice; one without an entity is its own cluster. */
  void read(Connection connection, Consumer<ClusterMember> mentions) {
    long width = Long.divideUnsigned(-1L, shares);
    long first = Long.MIN_VALUE + share * width;
    long last = share == shares - 1 ? Long.MAX_VALUE : first + width - 1;
    try (Statement memory = connection.createStatement();
        PreparedStatement statement = connection.prepareStatement(query.slice(first, last))) {
      // A slice is joined and grouped as a whole; by the default of 4 MB most of it goes to disk.
      memory.execute("set local work_mem = '64MB'");
      statement.setFetchSize(FETCH);
      // Below zero: rows come in binary from the first time on, which costs both sides less.
      statement.unwrap(PGStatement.class).setPrepareThreshold(-1);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          mentions.accept(member(rows));
        }
      }
    } catch (SQLException e) {
      throw new LinkgridException(
          LinkgridException.Kind.DATABASE,
          "Cannot read mentions from Postgres: "
              + e.getMessage()
              + ". Nothing was changed; run"
              + " again.",
          e);
    }
  }

  private static ClusterMember member(ResultSet row) throws SQLException {
    Array attributes = row.getArray("attributes");
    Mention mention =
        new Mention(row.getLong("mention_id"), List.of((String[]) attributes.getArray()));
    String entity = row.getString("entity_id");
    return new ClusterMember(
        mention,
        new Said(row.getLong("rows"), row.getLong("newest"), row.getInt("source")),
        entity == null ? mention.id() : EntityId.parse(entity));
  }
}

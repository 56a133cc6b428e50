package io.linkgrid.ledger;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.model.Mention;
import io.linkgrid.model.Said;
import io.linkgrid.processor.MentionQuery;
import io.linkgrid.sink.GoldenUpdates;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.survivorship.GoldenRecords;
import io.linkgrid.survivorship.GoldenRecords.Member;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * The golden records of a few entities anew, in the transaction that changed them. Immutable; safe
 * for any number of threads.
 */
public final class GoldenRefresh {
  private final GoldenRecords goldenRecords;

  /** By the survivorship rules of a spec. */
  public GoldenRefresh(LinkSpec spec) {
    goldenRecords = new GoldenRecords(spec);
  }

  /** Makes the golden records of entities anew; one without a mention stays as it is. */
  public void of(Handle handle, Collection<String> entities) {
    Connection connection = handle.getConnection();
    try (GoldenUpdates updates = new GoldenUpdates(connection)) {
      members(connection, entities)
          .forEach((id, members) -> updates.add(goldenRecords.survive(id, members)));
      updates.flush();
    } catch (SQLException e) {
      throw new LinkgridException(
          Kind.DATABASE,
          "Cannot make golden records anew: "
              + e.getMessage()
              + ". Nothing was changed; run again.",
          e);
    }
  }

  private static Map<String, List<Member>> members(
      Connection connection, Collection<String> entities) throws SQLException {
    Map<String, List<Member>> members = new TreeMap<>();
    try (PreparedStatement query =
        connection.prepareStatement(MentionQuery.ofGivenEntities().all())) {
      query.setArray(1, connection.createArrayOf("text", entities.toArray(String[]::new)));
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          Mention mention =
              new Mention(
                  rows.getLong("mention_id"),
                  List.of((String[]) rows.getArray("attributes").getArray()));
          Said said = new Said(rows.getLong("rows"), rows.getLong("newest"), rows.getInt("source"));
          members
              .computeIfAbsent(rows.getString("entity_id"), id -> new ArrayList<>())
              .add(new Member(mention, said));
        }
      }
    }
    return members;
  }
}

package io.linkgrid.processor;

import io.linkgrid.model.EntityId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Mentions of which a person said that they are not the same, as the database knew it when it was
 * read. Few, since each takes a person. For one thread.
 */
public final class Apart {
  private static final String PAIRS =
      """
      select a.mention_id, a.other_id, l.entity_id
      from (
        select mention_id, other_id from apart
        union all
        select other_id, mention_id from apart
      ) a
      left join link l on l.mention_id = a.other_id
      """;

  private final Map<Long, Set<Long>> mentions = new HashMap<>();
  private final Map<Long, Set<Long>> entities = new HashMap<>();

  /** Reads all of them. */
  public static Apart read(Connection connection) throws SQLException {
    Apart apart = new Apart();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(PAIRS)) {
      while (rows.next()) {
        long mention = rows.getLong("mention_id");
        apart.mentions.computeIfAbsent(mention, m -> new HashSet<>()).add(rows.getLong("other_id"));
        String entity = rows.getString("entity_id");
        if (entity != null) {
          apart.entities.computeIfAbsent(mention, m -> new HashSet<>()).add(EntityId.parse(entity));
        }
      }
    }
    return apart;
  }

  boolean are(long mention, long other) {
    return mentions.getOrDefault(mention, Set.of()).contains(other);
  }

  /** Returns the entities to which a mention does not belong, as 64 bits. */
  public Set<Long> entitiesOf(long mention) {
    return entities.getOrDefault(mention, Set.of());
  }
}

package io.linkgrid.database;

import io.linkgrid.model.EntityId;
import io.linkgrid.model.Mention;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * Mentions that joined the reference with a file.
 *
 * @param mentions in the order of their ids
 * @param entities the entity of each, as 64 bits
 */
public record JoinedMentions(List<Mention> mentions, List<Long> entities) {
  public JoinedMentions {
    mentions = List.copyOf(mentions);
    entities = List.copyOf(entities);
  }

  /** A row of the query. */
  private record Joined(Mention mention, long entity) {}

  /** Returns the mentions whose links were made with a file, unless there are more than so many. */
  public static Optional<JoinedMentions> by(Jdbi jdbi, long fileId, int most) {
    List<Joined> rows =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        select m.mention_id, m.attributes, l.entity_id
                        from link l
                        join mention m using (mention_id)
                        where l.entity_id is not null and l.file_id = :file
                          and l.mention_id in (
                            select mention_id from source_record where file_id = :file
                          )
                        order by m.mention_id
                        limit :most + 1
                        """)
                    .bind("file", fileId)
                    .bind("most", most)
                    .map(
                        (row, context) ->
                            new Joined(
                                new Mention(
                                    row.getLong("mention_id"),
                                    List.of((String[]) row.getArray("attributes").getArray())),
                                EntityId.parse(row.getString("entity_id"))))
                    .list());
    if (rows.size() > most) {
      return Optional.empty();
    }
    List<Mention> mentions = new ArrayList<>();
    List<Long> entities = new ArrayList<>();
    for (Joined row : rows) {
      mentions.add(row.mention());
      entities.add(row.entity());
    }
    return Optional.of(new JoinedMentions(mentions, entities));
  }
}

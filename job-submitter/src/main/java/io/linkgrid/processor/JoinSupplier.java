package io.linkgrid.processor;

import com.hazelcast.jet.core.Processor;
import com.hazelcast.jet.core.ProcessorSupplier;
import io.linkgrid.grid.DatabaseAddress;
import io.linkgrid.grid.NodeServices;
import io.linkgrid.join.Event;
import io.linkgrid.join.EventIndex;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Reads the events once a node, and gives them to all of its join processors. */
public final class JoinSupplier implements ProcessorSupplier {
  private static final String EVENTS =
      """
      select r.fields[?] as event_id, e.entity_id,
             r.event_date - date '1970-01-01' as day,
             split_part(e.attributes[?], ' ', 1)::double precision as latitude,
             split_part(e.attributes[?], ' ', 2)::double precision as longitude
      from source_record r
      join source_file f on f.file_id = r.file_id and f.state = 'DONE'
      join link l using (mention_id)
      join entity e using (entity_id)
      where r.event_date is not null and r.fields[?] <> '' and e.attributes[?] <> ''
      order by r.file_id, r.row_no
      """;

  private final DatabaseAddress address;
  private final List<FileOnGrid> files;
  private final int eventColumn;
  private final int placeAttribute;
  private transient EventIndex events;

  /**
   * Joins trips with events.
   *
   * @param eventColumn the position of the event's id among the columns, from 0
   * @param placeAttribute the position of the coordinates among the attributes, from 0
   */
  public JoinSupplier(
      DatabaseAddress address, List<FileOnGrid> files, int eventColumn, int placeAttribute) {
    this.address = address;
    this.files = new ArrayList<>(files);
    this.eventColumn = eventColumn;
    this.placeAttribute = placeAttribute;
  }

  @Override
  public void init(Context context) throws SQLException {
    List<Event> read = new ArrayList<>();
    try (Connection connection =
            NodeServices.of(context.hazelcastInstance()).database(address).getConnection();
        PreparedStatement statement = connection.prepareStatement(EVENTS)) {
      statement.setInt(1, eventColumn + 1);
      statement.setInt(2, placeAttribute + 1);
      statement.setInt(3, placeAttribute + 1);
      statement.setInt(4, eventColumn + 1);
      statement.setInt(5, placeAttribute + 1);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          read.add(
              new Event(
                  row.getString("event_id"),
                  row.getString("entity_id"),
                  row.getLong("day"),
                  row.getDouble("latitude"),
                  row.getDouble("longitude")));
        }
      }
    }
    events = new EventIndex(read);
  }

  @Override
  public Collection<? extends Processor> get(int count) {
    return Stream.generate(() -> new JoinProcessor(files, events)).limit(count).toList();
  }
}

package io.linkgrid.processor;

import com.hazelcast.jet.datamodel.Tuple2;
import io.linkgrid.grid.DatabaseAddress;
import io.linkgrid.sink.CopyWriter;
import java.sql.Connection;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Adds up the sums of each entity and week from all nodes, and writes them. */
public final class WeekProcessor extends DatabaseProcessor {
  private final Map<String, List<WeekSums>> parts = new HashMap<>();
  private CopyWriter weeks;

  /** Writes to a database. */
  public WeekProcessor(DatabaseAddress address) {
    super(address);
  }

  @Override
  void open(Connection opened) {
    weeks = writer(opened, Tables.JOINED_WEEK);
  }

  @Override
  protected boolean tryProcess(int ordinal, Object item) {
    Tuple2<?, ?> part = (Tuple2<?, ?>) item;
    parts
        .computeIfAbsent((String) part.requiredF0(), k -> new ArrayList<>())
        .add((WeekSums) part.requiredF1());
    return true;
  }

  @Override
  protected boolean finish() {
    for (List<WeekSums> week : parts.values()) {
      Set<Integer> events = new HashSet<>();
      long trips = 0;
      long seconds = 0;
      for (WeekSums part : week) {
        trips += part.trips();
        seconds += part.seconds();
        for (int event : part.events()) {
          events.add(event);
        }
      }
      weeks
          .text(week.get(0).entity())
          .date(LocalDate.ofEpochDay(week.get(0).monday()).toString())
          .integer(trips)
          .integer(events.size())
          .integer(seconds)
          .endRow();
    }
    return super.finish();
  }
}

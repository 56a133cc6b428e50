package io.linkgrid.processor;

import com.hazelcast.jet.core.Processor;
import com.hazelcast.jet.core.metrics.Metrics;
import com.hazelcast.jet.datamodel.Tuple2;
import io.linkgrid.grid.NodeServices;
import io.linkgrid.join.Event;
import io.linkgrid.join.EventIndex;
import io.linkgrid.join.Trip;
import io.linkgrid.model.RejectedRecord;
import io.linkgrid.model.SourceRecord;
import io.linkgrid.source.Chunk;
import io.linkgrid.source.ChunkReader;
import io.linkgrid.source.SurveyedFile;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads its share of the trips and joins them with all events. Edge 0 takes joined rows to the
 * database; edge 1 takes the sums of each entity and week to the place where they are added up.
 */
public final class JoinProcessor extends BlockingProcessor {
  private static final int BATCH = 2_000;

  private final List<FileOnGrid> files;
  private final EventIndex events;
  private final Map<EntityWeek, Sums> weeks = new HashMap<>();
  private List<JoinedBatch.Pair> pairs = new ArrayList<>();
  private List<RejectedRecord> rejects = new ArrayList<>();
  private long trips;
  private NodeServices services;
  private int share;
  private int shares;

  /** Joins the trips of files with events. */
  public JoinProcessor(List<FileOnGrid> files, EventIndex events) {
    this.files = files;
    this.events = events;
  }

  /** What is summed for an entity and week. */
  private static final class Sums {
    private long trips;
    private long seconds;
    private final Set<Integer> events = new HashSet<>();
  }

  @Override
  protected void begin(Processor.Context context) {
    services = NodeServices.of(context.hazelcastInstance());
    share = context.globalProcessorIndex();
    shares = context.totalParallelism();
  }

  @Override
  protected boolean finish() {
    int turn = 0;
    for (FileOnGrid placed : files) {
      SurveyedFile file = placed.file();
      ChunkReader reader = new ChunkReader(file, Trip.COLUMNS);
      for (Chunk chunk : file.chunks()) {
        if (turn++ % shares == share) {
          placed.read(reader, chunk, services, row -> join(file, row), rejects::add);
          emit(file);
        }
      }
    }
    weeks.forEach(
        (week, sums) ->
            emit(
                1,
                Tuple2.tuple2(
                    week.entity() + week.monday(),
                    new WeekSums(
                        week.entity(),
                        week.monday(),
                        sums.trips,
                        sums.seconds,
                        sums.events.stream().mapToInt(Integer::intValue).toArray()))));
    return true;
  }

  private void join(SurveyedFile file, SourceRecord row) {
    Trip.Parsed parsed = Trip.parse(row.origin().row(), row.fields());
    if (parsed.trip().isEmpty()) {
      rejects.add(
          new RejectedRecord(row.origin(), parsed.problem(), String.join(",", row.fields())));
      return;
    }
    trips++;
    Trip trip = parsed.trip().get();
    events.forEachNear(trip, number -> add(trip, number));
    if (pairs.size() >= BATCH) {
      emit(file);
    }
  }

  private void add(Trip trip, int number) {
    Event event = events.event(number);
    pairs.add(new JoinedBatch.Pair(trip, number, event));
    LocalDate monday = LocalDate.ofEpochDay(event.day()).with(DayOfWeek.MONDAY);
    Sums sums =
        weeks.computeIfAbsent(new EntityWeek(event.entity(), monday.toEpochDay()), k -> new Sums());
    sums.trips++;
    sums.seconds += trip.seconds();
    sums.events.add(number);
  }

  private record EntityWeek(String entity, long monday) {}

  private void emit(SurveyedFile file) {
    Metrics.metric(JobMetrics.JOINED).increment(pairs.size());
    Metrics.metric(JobMetrics.ROWS).increment(trips + rejects.size());
    emit(0, new JoinedBatch(file.fileId(), pairs, rejects, trips));
    pairs = new ArrayList<>(BATCH);
    rejects = new ArrayList<>();
    trips = 0;
  }
}

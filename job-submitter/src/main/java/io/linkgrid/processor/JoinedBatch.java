package io.linkgrid.processor;

import io.linkgrid.join.Event;
import io.linkgrid.join.Trip;
import io.linkgrid.model.RejectedRecord;
import java.util.List;

/** Joined pairs and unusable trips of a file, on the way to the database; stays on its node. */
record JoinedBatch(long fileId, List<Pair> pairs, List<RejectedRecord> rejects, long trips) {
  /**
   * A trip that ended near an event.
   *
   * @param number the event's number among all events, the same in each attempt; its id will not
   *     do, as several rows may report one event
   */
  record Pair(Trip trip, int number, Event event) {}
}

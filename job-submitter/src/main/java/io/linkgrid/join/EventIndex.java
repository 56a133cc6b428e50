package io.linkgrid.join;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Events in a grid of cells, each cell in order of date, so that a trip meets only events that are
 * near in both. A trip joins an event when it ends within {@value #LATITUDE} degrees of latitude
 * and {@value #LONGITUDE} degrees of longitude of the event's place, from the event's date 00:00 to
 * seven days later, both ends included. Immutable; safe for any number of threads.
 */
public final class EventIndex {
  /** How far north or south, in degrees. */
  public static final double LATITUDE = 0.00720772;

  /** How far east or west, in degrees. */
  public static final double LONGITUDE = 0.0090810;

  private static final long DAY = 86_400_000L;
  private static final long WEEK = 7 * DAY;

  private final List<Event> events;
  private final Map<Cell, int[]> cells = new HashMap<>();

  private record Cell(long north, long east) {}

  /** Indexes events; their order is their numbers. */
  public EventIndex(List<Event> events) {
    this.events = List.copyOf(events);
    Map<Cell, List<Integer>> lists = new HashMap<>();
    for (int i = 0; i < events.size(); i++) {
      Event event = events.get(i);
      lists
          .computeIfAbsent(
              new Cell(north(event.latitude()), east(event.longitude())), c -> new ArrayList<>())
          .add(i);
    }
    lists.forEach(
        (cell, list) -> {
          list.sort(Comparator.comparingLong(i -> this.events.get(i).day()));
          cells.put(cell, list.stream().mapToInt(Integer::intValue).toArray());
        });
  }

  /** A cell is as wide as the window around a trip, so the window touches at most two a side. */
  private static long north(double latitude) {
    return (long) Math.floor(latitude / (2 * LATITUDE));
  }

  private static long east(double longitude) {
    return (long) Math.floor(longitude / (2 * LONGITUDE));
  }

  /** Returns an event by its number. */
  public Event event(int number) {
    return events.get(number);
  }

  /** Returns how many events there are. */
  public int size() {
    return events.size();
  }

  /** Gives the numbers of the events that a trip joins. */
  public void forEachNear(Trip trip, IntConsumer near) {
    long lastNorth = north(trip.latitude() + LATITUDE);
    long lastEast = east(trip.longitude() + LONGITUDE);
    for (long n = north(trip.latitude() - LATITUDE); n <= lastNorth; n++) {
      for (long e = east(trip.longitude() - LONGITUDE); e <= lastEast; e++) {
        int[] cell = cells.get(new Cell(n, e));
        if (cell != null) {
          search(cell, trip, near);
        }
      }
    }
  }

  private void search(int[] cell, Trip trip, IntConsumer near) {
    // The first day whose week reaches the trip's end; a week that ends at this very moment does.
    long firstDay = Math.floorDiv(trip.end() - WEEK + DAY - 1, DAY);
    for (int i = firstFrom(cell, firstDay); i < cell.length; i++) {
      Event event = events.get(cell[i]);
      if (event.day() * DAY > trip.end()) {
        return;
      }
      if (Math.abs(trip.latitude() - event.latitude()) <= LATITUDE
          && Math.abs(trip.longitude() - event.longitude()) <= LONGITUDE) {
        near.accept(cell[i]);
      }
    }
  }

  private int firstFrom(int[] cell, long day) {
    int low = 0;
    int high = cell.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (events.get(cell[middle]).day() < day) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}

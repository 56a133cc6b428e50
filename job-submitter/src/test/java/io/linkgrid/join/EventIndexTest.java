package io.linkgrid.join;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which events a trip joins, against a loop over all events. */
class EventIndexTest {
  private static final long SEED = 1_804;
  private static final double NORTH = 37.76;
  private static final double EAST = -122.42;
  private static final LocalDate DAY = LocalDate.of(2018, 1, 31);

  private static Event event(LocalDate day, double latitude, double longitude) {
    return new Event("v1", "E0", day.toEpochDay(), latitude, longitude);
  }

  private static Trip trip(LocalDateTime end, double latitude, double longitude) {
    return new Trip(
        1, 60, end.toInstant(ZoneOffset.UTC).toEpochMilli(), latitude, longitude, "bike");
  }

  private static List<Integer> near(EventIndex index, Trip trip) {
    List<Integer> near = new ArrayList<>();
    index.forEachNear(trip, near::add);
    return near.stream().sorted().toList();
  }

  private static boolean joins(Event event, Trip trip) {
    EventIndex index = new EventIndex(List.of(event));
    return !near(index, trip).isEmpty();
  }

  @Test
  void aWeek_beginsAtMidnight_andEndsSevenDaysLater_bothIncluded() {
    Event acme = event(DAY, NORTH, EAST);
    LocalDateTime midnight = DAY.atStartOfDay();

    assertThat(joins(acme, trip(midnight, NORTH, EAST))).isTrue();
    assertThat(joins(acme, trip(midnight.minusNanos(1_000_000), NORTH, EAST))).isFalse();
    assertThat(joins(acme, trip(midnight.plusDays(7), NORTH, EAST))).isTrue();
    assertThat(joins(acme, trip(midnight.plusDays(7).plusNanos(1_000_000), NORTH, EAST))).isFalse();
  }

  @Test
  void aWeekBefore1970_isAWeekToo() {
    LocalDate moonLanding = LocalDate.of(1969, 7, 20);
    Event acme = event(moonLanding, NORTH, EAST);

    assertThat(joins(acme, trip(moonLanding.atStartOfDay().plusDays(7), NORTH, EAST))).isTrue();
    assertThat(joins(acme, trip(moonLanding.atStartOfDay().minusHours(1), NORTH, EAST))).isFalse();
  }

  /** From the equator and the meridian the limits are exact numbers, on both sides of them. */
  @Test
  void theDegreeLimits_areIncluded_andTheNextNumberIsNot() {
    LocalDateTime noon = DAY.atTime(12, 0);
    for (int sign : new int[] {1, -1}) {
      double latitude = sign * EventIndex.LATITUDE;
      double longitude = sign * EventIndex.LONGITUDE;
      assertThat(joins(event(DAY, latitude, longitude), trip(noon, 0, 0))).isTrue();
      assertThat(joins(event(DAY, 0, 0), trip(noon, latitude, longitude))).isTrue();
      double tooFarNorth = sign * Math.nextUp(EventIndex.LATITUDE);
      double tooFarEast = sign * Math.nextUp(EventIndex.LONGITUDE);
      assertThat(joins(event(DAY, tooFarNorth, 0), trip(noon, 0, 0))).isFalse();
      assertThat(joins(event(DAY, 0, tooFarEast), trip(noon, 0, 0))).isFalse();
    }
  }

  @Test
  void withoutEvents_nothingIsJoined() {
    assertThat(near(new EventIndex(List.of()), trip(DAY.atStartOfDay(), NORTH, EAST))).isEmpty();
  }

  @Test
  void aThousandTrips_joinWhatALoopOverAllEventsGives() {
    SplittableRandom random = new SplittableRandom(SEED);
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      events.add(
          new Event(
              "v" + i,
              "E" + i % 50,
              DAY.toEpochDay() + random.nextInt(30),
              north(random),
              east(random)));
    }
    EventIndex index = new EventIndex(events);
    assertThat(index.size()).isEqualTo(1_000);
    int joined = 0;
    for (int i = 0; i < 1_000; i++) {
      Trip trip = tripNear(events.get(random.nextInt(events.size())), random);

      List<Integer> expected =
          IntStream.range(0, events.size())
              .filter(e -> meets(events.get(e), trip))
              .boxed()
              .toList();

      assertThat(near(index, trip)).as("seed %d, %s", SEED, trip).isEqualTo(expected);
      joined += expected.size();
    }
    assertThat(joined).isGreaterThan(1_000);
  }

  /** At a limit of the event in each dimension, or somewhere. */
  private static Trip tripNear(Event event, SplittableRandom random) {
    LocalDateTime midnight = LocalDate.ofEpochDay(event.day()).atStartOfDay();
    LocalDateTime end =
        switch (random.nextInt(4)) {
          case 0 -> midnight;
          case 1 -> midnight.plusDays(7);
          default -> midnight.plusSeconds(random.nextInt(8 * 86_400));
        };
    double latitude =
        switch (random.nextInt(4)) {
          case 0 -> event.latitude() + EventIndex.LATITUDE;
          case 1 -> event.latitude() - EventIndex.LATITUDE;
          default -> north(random);
        };
    double longitude =
        switch (random.nextInt(4)) {
          case 0 -> event.longitude() + EventIndex.LONGITUDE;
          case 1 -> event.longitude() - EventIndex.LONGITUDE;
          default -> east(random);
        };
    return trip(end, latitude, longitude);
  }

  private static double north(SplittableRandom random) {
    return NORTH + random.nextInt(100_000) / 1_000_000.0 - 0.05;
  }

  private static double east(SplittableRandom random) {
    return EAST + random.nextInt(100_000) / 1_000_000.0 - 0.05;
  }

  private static boolean meets(Event event, Trip trip) {
    LocalDateTime from = LocalDate.ofEpochDay(event.day()).atStartOfDay();
    LocalDateTime end =
        LocalDateTime.ofEpochSecond(
            Math.floorDiv(trip.end(), 1_000L),
            (int) Math.floorMod(trip.end(), 1_000L) * 1_000_000,
            ZoneOffset.UTC);
    return Math.abs(trip.latitude() - event.latitude()) <= 0.00720772
        && Math.abs(trip.longitude() - event.longitude()) <= 0.0090810
        && !end.isBefore(from)
        && !end.isAfter(from.plusDays(7));
  }
}

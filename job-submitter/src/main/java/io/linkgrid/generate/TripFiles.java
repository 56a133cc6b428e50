package io.linkgrid.generate;

import io.linkgrid.generate.City.Building;
import io.linkgrid.generate.Dice.Purpose;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes {@code trips-1.csv} and {@code trips-2.csv}: rides between stations that stand beside some
 * of the businesses, in two months of the inspections. As with real months, the second file has two
 * more columns and quotes its texts.
 */
final class TripFiles {
  private static final int STATIONS = 70;

  /** How far a station is from its business at most, in millionths of a degree. */
  private static final int BESIDE = 1_500;

  private static final LocalDateTime FIRST_MONTH = LocalDateTime.of(2024, 3, 1, 0, 0);
  private static final LocalDateTime SECOND_MONTH = LocalDateTime.of(2024, 5, 1, 0, 0);
  private static final int SECONDS = 31 * 24 * 60 * 60;
  private static final List<Integer> TEXTS_OF_SECOND = List.of(1, 2, 4, 8, 12, 14, 15);
  private static final List<String> FIRST_COLUMNS =
      List.of(
          "duration_sec",
          "start_time",
          "end_time",
          "start_station_id",
          "start_station_name",
          "start_station_latitude",
          "start_station_longitude",
          "end_station_id",
          "end_station_name",
          "end_station_latitude",
          "end_station_longitude",
          "bike_id",
          "user_type",
          "bike_share_for_all_trip");

  private record Station(String id, String name, String latitude, String longitude) {}

  private final World world;
  private final List<Station> stations = new ArrayList<>();

  TripFiles(World world) {
    this.world = world;
    for (int i = 0; i < STATIONS; i++) {
      stations.add(station(i));
    }
  }

  List<GeneratedFile> write(Path directory) throws IOException {
    int trips = world.settings.trips();
    int inFirst = trips - trips / 2;
    try (OutputFile first = OutputFile.of(directory, "trips-1.csv");
        OutputFile second = OutputFile.quoting(directory, "trips-2.csv", TEXTS_OF_SECOND)) {
      first.header(FIRST_COLUMNS);
      List<String> more = new ArrayList<>(FIRST_COLUMNS);
      more.addAll(more.size() - 1, List.of("member_birth_year", "member_gender"));
      second.header(more);
      for (int i = 0; i < inFirst; i++) {
        first.row(trip(FIRST_MONTH, world.dice(Purpose.TRIP, i)));
      }
      for (int i = inFirst; i < trips; i++) {
        Dice dice = world.dice(Purpose.TRIP, i);
        List<String> trip = trip(SECOND_MONTH, dice);
        boolean told = dice.chance(0.92);
        String year = told ? Integer.toString(dice.between(1945, 2005)) : "";
        String gender = told ? dice.pick(List.of("Female", "Male", "Other")) : "";
        trip.addAll(trip.size() - 1, List.of(year, gender));
        second.row(trip);
      }
      return List.of(first.finish(), second.finish());
    }
  }

  private List<String> trip(LocalDateTime month, Dice dice) {
    int seconds = 90 + dice.lowBelow(5_000);
    LocalDateTime start = month.plusSeconds(dice.below(SECONDS));
    Station from = dice.pickEarly(stations);
    Station to = dice.pickEarly(stations);
    boolean member = dice.chance(0.85);
    List<String> trip = new ArrayList<>();
    trip.add(Integer.toString(seconds));
    trip.add(text(start, dice));
    trip.add(text(start.plusSeconds(seconds), dice));
    for (Station station : List.of(from, to)) {
      trip.add(station.id());
      trip.add(station.name());
      trip.add(station.latitude());
      trip.add(station.longitude());
    }
    trip.add(Integer.toString(dice.between(10, 3_000)));
    trip.add(member ? "Subscriber" : "Customer");
    trip.add(member && dice.chance(0.1) ? "Yes" : "No");
    return trip;
  }

  private Station station(int number) {
    Dice dice = world.dice(Purpose.STATION, number);
    Building beside = world.businesses.building(dice.below(world.settings.entities()));
    return new Station(
        Integer.toString(number + 3),
        world.city.street(dice) + " at " + world.city.street(dice),
        City.degrees(beside.latitude() + dice.between(-BESIDE, BESIDE)),
        City.degrees(beside.longitude() + dice.between(-BESIDE, BESIDE)));
  }

  private static String text(LocalDateTime time, Dice dice) {
    return time.toLocalDate()
        + " "
        + twoDigits(time.getHour())
        + ":"
        + twoDigits(time.getMinute())
        + ":"
        + twoDigits(time.getSecond())
        + "."
        + Integer.toString(1_000 + dice.below(1_000)).substring(1)
        + "0";
  }

  private static String twoDigits(int number) {
    return number < 10 ? "0" + number : Integer.toString(number);
  }
}

package io.linkgrid.join;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * A trip's end.
 *
 * @param row the trip's data row in its file, counted from 1
 * @param seconds how long it took
 * @param end when it ended, in milliseconds since 1970-01-01T00:00 of the local clock
 * @param latitude where it ended, in degrees
 * @param longitude where it ended, in degrees
 * @param bike the bike's id
 */
public record Trip(
    long row, int seconds, long end, double latitude, double longitude, String bike) {
  /** The columns of which a trip is made, in the order that {@link #parse} takes. */
  public static final List<String> COLUMNS =
      List.of(
          "duration_sec", "end_time", "end_station_latitude", "end_station_longitude", "bike_id");

  private static final int LATITUDE_LIMIT = 90;
  private static final int LONGITUDE_LIMIT = 180;

  /** A trip, or the reason why the fields are none. */
  public record Parsed(Optional<Trip> trip, String problem) {}

  /** Makes a trip of fields in the order of {@link #COLUMNS}. */
  public static Parsed parse(long row, List<String> fields) {
    try {
      int seconds = Integer.parseInt(fields.get(0).trim());
      long end = millis(fields.get(1).trim());
      double latitude = Double.parseDouble(fields.get(2).trim());
      double longitude = Double.parseDouble(fields.get(3).trim());
      if (!(Math.abs(latitude) <= LATITUDE_LIMIT && Math.abs(longitude) <= LONGITUDE_LIMIT)) {
        return problem("the place " + fields.get(2) + ", " + fields.get(3) + " is not on Earth");
      }
      return new Parsed(
          Optional.of(new Trip(row, seconds, end, latitude, longitude, fields.get(4).trim())), "");
    } catch (NumberFormatException e) {
      return problem(
          "duration_sec, end_station_latitude and end_station_longitude must be numbers, but are '"
              + fields.get(0)
              + "', '"
              + fields.get(2)
              + "' and '"
              + fields.get(3)
              + "'");
    } catch (DateTimeParseException e) {
      return problem("end_time must look like 2018-01-31 22:52:35, but is '" + fields.get(1) + "'");
    }
  }

  private static Parsed problem(String text) {
    return new Parsed(Optional.empty(), text);
  }

  private static long millis(String time) {
    return LocalDateTime.parse(time.replace(' ', 'T')).toInstant(ZoneOffset.UTC).toEpochMilli();
  }
}

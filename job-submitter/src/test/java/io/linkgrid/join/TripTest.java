package io.linkgrid.join;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trips as bike shares write them, and what is said about those that are none. */
class TripTest {
  private static final String NUMBERS =
      "duration_sec, end_station_latitude and end_station_longitude must be numbers, but are ";

  private static Trip.Parsed parse(String... fields) {
    return Trip.parse(7, List.of(fields));
  }

  @Test
  void aTrip_keepsItsRow_andEndsToTheMillisecond() {
    Trip.Parsed parsed =
        parse(" 3307", "2024-03-24 07:43:16.7870", "47.329629 ", "-124.893777", " 340 ");

    assertThat(parsed.problem()).isEmpty();
    assertThat(parsed.trip())
        .contains(
            new Trip(
                7,
                3_307,
                LocalDateTime.of(2024, 3, 24, 7, 43, 16, 787_000_000)
                    .toInstant(ZoneOffset.UTC)
                    .toEpochMilli(),
                47.329629,
                -124.893777,
                "340"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "2018-01-31 22:52:35, 1517439155000",
    "2018-01-31T22:52:35, 1517439155000",
    "2018-01-31 22:52:35.9, 1517439155900",
    "2018-01-31 22:52, 1517439120000"
  })
  void theTime_mayHaveATOrABlank_andFractions(String time, long millis) {
    assertThat(parse("1", time, "0", "0", "b").trip().orElseThrow().end()).isEqualTo(millis);
  }

  @Test
  void thePoles_andTheDateLine_areOnEarth() {
    assertThat(parse("1", "2018-01-31 22:52:35", "-90", "180", "b").trip()).isPresent();
  }

  @ParameterizedTest(name = "{0} {1} {2} {3}")
  @CsvSource(
      delimiter = '|',
      value = {
        "x | 2018-01-31 22:52:35 | 1 | 2 | " + NUMBERS + "'x', '1' and '2'",
        "1.5 | 2018-01-31 22:52:35 | 1 | 2 | " + NUMBERS + "'1.5', '1' and '2'",
        "'' | 2018-01-31 22:52:35 | '' | '' | " + NUMBERS + "'', '' and ''",
        "60 | 31.01.2018 22:52 | 1 | 2 | end_time must look like 2018-01-31 22:52:35, but is"
            + " '31.01.2018 22:52'",
        "60 | '' | 1 | 2 | end_time must look like 2018-01-31 22:52:35, but is ''",
        "60 | 2018-02-30 22:52:35 | 1 | 2 | end_time must look like 2018-01-31 22:52:35, but is"
            + " '2018-02-30 22:52:35'",
        "60 | 2018-01-31 22:52:35 | 90.5 | 2 | the place 90.5, 2 is not on Earth",
        "60 | 2018-01-31 22:52:35 | 1 | -181 | the place 1, -181 is not on Earth",
        "60 | 2018-01-31 22:52:35 | NaN | 2 | the place NaN, 2 is not on Earth"
      })
  void whatIsNoTrip_isExplained(
      String seconds, String end, String latitude, String longitude, String problem) {
    Trip.Parsed parsed = parse(seconds, end, latitude, longitude, "bike");

    assertThat(parsed.trip()).isEmpty();
    assertThat(parsed.problem()).isEqualTo(problem);
  }
}

package io.linkgrid.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkgrid.comparison.DistanceComparator.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An index of places finds whoever the comparator calls alike, anywhere on Earth. */
class PlaceIndexTest {
  private final DistanceComparator comparator = new DistanceComparator();

  @ParameterizedTest
  @CsvSource({
    "37.77, -122.42, 0.05, 3000",
    "37.77, -122.42, 0.05, 1",
    "0, 0, 0.02, 2000",
    "-54.8, -68.3, 0.03, 2000",
    "89.97, 10, 0.05, 500",
    "-89.99, -170, 0.01, 500",
    "71.2, 179.99, 0.01, 500"
  })
  void whoeverIsNear_isFound(double latitude, double longitude, double around, int count) {
    SplittableRandom random = new SplittableRandom(31);
    List<Place> places =
        Stream.generate(() -> near(random, latitude, longitude, around)).limit(count).toList();
    PlaceIndex index = new PlaceIndex(comparator, places);

    int alike = 0;
    for (int i = 0; i < 100; i++) {
      Place probe =
          i % 4 == 0
              ? places.get(random.nextInt(count))
              : near(random, latitude, longitude, around * 1.2);
      for (double least : new double[] {0.01, 0.7, 0.95, 1}) {
        Map<Integer, Double> hits = new HashMap<>();
        index.find(
            probe, least, (at, most) -> assertThat(hits.put(at, most)).as("given once").isNull());
        for (int at = 0; at < count; at++) {
          double similarity = comparator.similarity(probe, places.get(at));
          if (similarity >= least) {
            alike++;
            assertThat(hits).as("of %s, %s", probe, places.get(at)).containsKey(at);
            assertThat(hits.get(at)).isGreaterThanOrEqualTo(similarity);
          }
        }
      }
    }
    assertThat(alike).as("pairs that are alike").isGreaterThan(50);
  }

  @Test
  void amongNobody_nobodyIsFound() {
    Map<Integer, Double> hits = new HashMap<>();

    new PlaceIndex(comparator, List.of()).find(new Place(1, 1), 0.5, hits::put);

    assertThat(hits).isEmpty();
  }

  private static Place near(
      SplittableRandom random, double latitude, double longitude, double around) {
    return new Place(
        latitude + (random.nextDouble() - 0.5) * 2 * around,
        longitude + (random.nextDouble() - 0.5) * 2 * around);
  }
}

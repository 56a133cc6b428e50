package io.linkgrid.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkgrid.comparison.UsAddressComparator.Address;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An index of addresses finds whoever the comparator calls alike, by few streets and by many. */
class AddressIndexTest {
  private static final List<String> STREETS =
      List.of("VALENCIA ST", "VALENCIA", "VALNECIA ST", "24TH ST", "25TH ST", "MISSION ST", "OAK");
  private static final List<String> UNITS = List.of("", "", "", " FL 2", " FL 3", " APT 2");

  private final UsAddressComparator comparator = new UsAddressComparator();

  @ParameterizedTest
  @CsvSource({"200, 7", "3000, 7", "9000, 400"})
  void whoeverIsAlike_isFound_fromEveryThresholdOn(int count, int streets) {
    SplittableRandom random = new SplittableRandom(count + streets);
    List<Address> addresses = Stream.generate(() -> address(random, streets)).limit(count).toList();
    AddressIndex index = new AddressIndex(comparator, addresses);

    Map<Double, Integer> seen = new HashMap<>();
    for (int i = 0; i < 60; i++) {
      Address probe = address(random, streets);
      for (double least : new double[] {0.5, 0.6, 0.75, 0.8, 0.9, 1}) {
        Map<Integer, Double> hits = new HashMap<>();
        index.find(
            probe, least, (at, most) -> assertThat(hits.put(at, most)).as("given once").isNull());
        for (int at = 0; at < count; at++) {
          double alike = comparator.similarity(probe, addresses.get(at));
          if (alike >= least) {
            assertThat(hits).as("of %s, %s", probe, addresses.get(at)).containsEntry(at, alike);
            seen.merge(alike, 1, Integer::sum);
          }
        }
      }
    }
    assertThat(seen.keySet()).as("what was met").contains(0.5, 0.6, 0.75, 0.9, 1.0);
  }

  private Address address(SplittableRandom random, int streets) {
    int street = random.nextInt(streets);
    String name = street < STREETS.size() ? STREETS.get(street) : "STREET" + street + " AVE";
    String number = random.nextInt(12) == 0 ? "" : Integer.toString(random.nextInt(1, 130));
    String letter = number.isEmpty() || random.nextInt(9) > 0 ? "" : "AB".charAt(street % 2) + "";
    return comparator.prepare(
        (number + letter + " " + name + UNITS.get(random.nextInt(UNITS.size()))).strip());
  }
}

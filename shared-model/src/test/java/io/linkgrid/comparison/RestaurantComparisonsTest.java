package io.linkgrid.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkgrid.spec.TermTable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person would say about names and addresses, and so must the comparators. */
class RestaurantComparisonsTest {
  private final WordsComparator names = new WordsComparator(TermTable.EMPTY);
  private final UsAddressComparator addresses = new UsAddressComparator();

  @ParameterizedTest(name = "{0} / {1}: {2} to {3}")
  @CsvSource({
    "KING POT SIZZLING, SIZZLING POT KING, 1.0, 1.0",
    "SIGZLCNG POT KING, SIZZLING POT KING, 0.8, 0.999",
    "HEALTHY SPIRITS CASTRO RESTAURANT, HEALTHY SPIRITS CASTRO, 0.85, 0.9",
    "ASON DINER, MASON DINER, 0.85, 0.999",
    "BURGER PALACE, SUSHI PALACE, 0.0, 0.79",
    "GOLDEN DRAGON, ACME DINER, 0.0, 0.5"
  })
  void names_areAsAlikeAsTheyLook(String left, String right, double from, double to) {
    assertThat(names.similarity(names.prepare(left), names.prepare(right))).isBetween(from, to);
  }

  @ParameterizedTest(name = "{0} / {1}: {2}")
  @CsvSource({
    "475 6TH ST, 475 6TH ST, 1.0",
    "475 6TH ST # K16, 475 6TH ST, 1.0",
    "475 6TH ST # K16, 475 6TH ST # K17, 0.8",
    "475 6TH ST # FL 2 3, 475 6TH ST # FL 3, 1.0",
    "745 6TH ST # K16, 475 6TH ST # K17, 0.75",
    "3040 TARAVAL ST, 0340 TARAVAL ST, 0.9",
    "577 VALENCAI ST, 577 VALENCIA ST, 0.9",
    "333 MARKET ST, 33 MARKET ST, 0.9",
    "720 PSOT ST, 720 POST ST, 0.9",
    "252 HIDONI, 252 HIDONI ST, 0.9",
    "252 HDIONI, 252 HIDONI BLVD, 0.9",
    "252 HIDONI PARK, 252 HIDONI ST, 0.0",
    "470 POST ST, 450 POST ST, 0.6",
    "100 MARKET ST, 2500 MARKET ST, 0.5",
    "100 MARKET ST, 100 HAIGHT ST, 0.0"
  })
  void addresses_areComparedByTheirParts(String left, String right, double similarity) {
    assertThat(addresses.similarity(addresses.prepare(left), addresses.prepare(right)))
        .isEqualTo(similarity);
  }
}

package io.linkgrid.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dates, numbers, codes and texts, each with the similarity that its levels are cut by. */
class SimpleComparatorsTest {
  private static <P> void assertSimilarity(
      FieldComparator<P> comparator, String left, String right, double expected) {
    P one = comparator.prepare(left);
    P other = comparator.prepare(right);
    assertThat(comparator.similarity(one, other)).isCloseTo(expected, within(1e-12));
    assertThat(comparator.similarity(other, one)).isCloseTo(expected, within(1e-12));
  }

  @ParameterizedTest(name = "{0} and {1}: {2}, {3}")
  @CsvSource({
    "1970-02-28, 1970-02-28, 1, the same",
    "1970-02-28, 1970-02-23, 0.9, a digit mistyped",
    "1970-02-28, 1970-02-20, 0.9, a digit mistyped",
    "1970-02-28, 1907-02-28, 0.9, neighbours swapped",
    "1970-03-04, 1970-04-03, 0.9, day and month swapped",
    "1970-03-04, 1971-04-03, 0, swapped in another year",
    "1970-02-28, 1970-02-11, 0.7, the same month",
    "1970-02-27, 1970-03-01, 0.7, days apart",
    "1969-12-31, 1970-01-01, 0.7, days apart over the new year",
    "1970-01-31, 1970-03-03, 0.7, 31 days apart",
    "1970-01-30, 1970-03-05, 0.5, the same year",
    "1970-05-16, 1970-12-25, 0.5, the same year",
    "1970-05-16, 1982-11-25, 0, nothing in common"
  })
  void dates_areAlike_asPeopleGetThemWrong(
      String left, String right, double similarity, String reason) {
    assertSimilarity(new DateComparator(), left, right, similarity);
  }

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @CsvSource({
    "100, 100, 1",
    "100, 99, 0.99",
    "1234.5, 1111.05, 0.9",
    "100, 50, 0.5",
    "0, 0, 1",
    "0, -0, 1",
    "0, 0.001, 0",
    "5, -5, 0",
    "-5, -4, 0.8",
    "123456789012345678901234567890, 123456789012345678901234567890, 1"
  })
  void numbers_areAlike_byTheirShare(String left, String right, double similarity) {
    assertSimilarity(new NumberComparator(), left, right, similarity);
  }

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @CsvSource({
    "1804974, 1804974, 1",
    "1804974, 1804947, 0.85", // neighbours swapped
    "1804974, 4801974, 0.85", // two far apart swapped
    "1804974, 180497, 0.85", // one lost
    "1804974, 1804975, 0.85", // one mistyped
    "1804974, 1804855, 0", // three
    "1804974, 1804865, 0", // three
    "1804974, 1804985, 0.7", // two
    "94110, 94122, 0.7",
    "NSW, NS, 0.85",
    "NSW, VIC, 0",
    "1234, 1256, 0" // two slips in a code this short are half of it
  })
  void codes_forgiveASlip_andTwoInALongCode(String left, String right, double similarity) {
    assertSimilarity(new TextComparators.Slips(), left, right, similarity);
  }

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @CsvSource({
    "ACME, ACME, 1",
    "ACME, AMCE, 0.75", // one swap of neighbours
    "ACME, ACNE, 0.75",
    "ACME, ACM, 0.75",
    "CA, ABC, 0.0", // no edit within a swap: three of three
    "ACME, BRAV, 0"
  })
  void damerau_countsASwapOnce(String left, String right, double similarity) {
    assertSimilarity(TextComparators.DAMERAU, left, right, similarity);
  }

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @CsvSource({
    "ACME, ACME, 1",
    "AB, AB, 1",
    "AB, AC, 0.14285714285714285", // bbA of bbA bAB ABb Bbb bAC ACb Cbb
    "ACME, XYZ, 0",
    "ABAB, ABABAB, 1" // shares the set, however often
  })
  void trigrams_shareTheirSets(String left, String right, double similarity) {
    assertSimilarity(new TextComparators.Trigrams(), left, right, similarity);
  }

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @CsvSource({
    "SMITH, SMITH, 1",
    "SMITH, SMYTH, 0.5",
    "STEPHEN SMITH, STEVEN SMYTH, 0.5",
    "SMITH, JONES, 0",
    "ANN SMITH, SMITH ANN, 0",
    "12, 14, 0", // without a sound they sound like nothing
    "李, 王, 0"
  })
  void soundsAlike_isHalf(String left, String right, double similarity) {
    assertSimilarity(new TextComparators.Sound(), left, right, similarity);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({"ANN SMITH, AN SM0", "THOMAS, TMS", "12, ''", "12 ELM ST, ALM ST"})
  void aText_soundsLikeItsWords(String text, String sound) {
    assertThat(Sounds.of(text)).isEqualTo(sound);
  }

  @ParameterizedTest(name = "{0} and {1}: {2} days")
  @CsvSource({
    "2018-01-01, 2018-01-01, 0",
    "2018-01-01, 2017-12-31, 1",
    "2018-01-01, 2018-01-08, 7"
  })
  void daysApart_areOverOnePlusTheirNumber(String left, String right, int days) {
    assertSimilarity(new DaysApartComparator(), left, right, 1.0 / (1 + days));
  }
}

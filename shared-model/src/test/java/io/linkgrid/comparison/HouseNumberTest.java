package io.linkgrid.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkgrid.comparison.UsAddressComparator.Address;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What packed house numbers tell apart is what the comparator of addresses tells apart. */
class HouseNumberTest {
  private static final int PAIRS = 300_000;
  private static final double STREET_ALONE = 0.5;

  private final UsAddressComparator comparator = new UsAddressComparator();

  @ParameterizedTest
  @CsvSource({
    "1845, 1845, false",
    "1845, 1854, false",
    "1845, 8541, false",
    "1845, 1846, false",
    "1845, 184, false",
    "1845, 18455, false",
    "845, 1845, false",
    "1845, 1956, true",
    "1845, 18, true",
    "7, 8, true",
    "1, 10, true",
    "1845B, 1, false",
    "12345678, 1, false"
  })
  void numbersAreApart_whereNoSlipMakesOneOfTheOther(String one, String other, boolean areApart) {
    assertThat(HouseNumber.areApart(packed(one), packed(other))).isEqualTo(areApart);
    assertThat(HouseNumber.areApart(packed(other), packed(one))).isEqualTo(areApart);
  }

  @Test
  void ofNumbersOfDigits_itSaysTheSameAsTheComparator() {
    SplittableRandom random = new SplittableRandom(4_711);
    int apart = 0;
    for (int i = 0; i < PAIRS; i++) {
      Address one = comparator.prepare(number(random) + " MISSION ST");
      Address other = comparator.prepare(number(random) + " MISSION ST");
      boolean areApart = HouseNumber.areApart(one.packed(), other.packed());
      apart += areApart ? 1 : 0;
      assertThat(areApart)
          .as("%s and %s", one.number().string, other.number().string)
          .isEqualTo(comparator.similarity(one, other) == STREET_ALONE);
    }
    assertThat(apart).isBetween(PAIRS / 2, PAIRS - PAIRS / 20);
  }

  /** Few different digits, so that slips are frequent. */
  private static String number(SplittableRandom random) {
    StringBuilder number = new StringBuilder();
    for (int length = random.nextInt(1, 6); length > 0; length--) {
      number.append(random.nextInt(1, 4));
    }
    return number.toString();
  }

  private static int packed(String number) {
    return HouseNumber.packed(new Text(number));
  }
}

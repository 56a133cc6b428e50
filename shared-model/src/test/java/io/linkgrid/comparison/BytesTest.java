package io.linkgrid.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Measures by bytes, as DuckDB has them. */
class BytesTest {
  private static final double EXACT = 1e-12;
  private static final long SEED = 11;

  @ParameterizedTest
  @CsvSource({
    "MARTHA, MARHTA, 0.9444444444444445, 0.9611111111111111",
    "DWAYNE, DUANE, 0.8222222222222223, 0.8400000000000001",
    "DIXON, DICKSONX, 0.7666666666666666, 0.8133333333333332",
    "A, A, 1, 1",
    "A, B, 0, 0",
    // Three characters in a circle are one swap and a half, and count as one.
    "abcdefgh, bcadefgh, 0.9583333333333334, 0.9583333333333334",
    // Below 0.7 nothing is added for a prefix.
    "abcd, abuvwxyz, 0.5833333333333334, 0.5833333333333334"
  })
  void jaro_roundsHalfSwapsDown_andIsRaisedAbove07(
      String a, String b, double jaro, double jaroWinkler) {
    assertThat(Bytes.jaro(a, b)).isCloseTo(jaro, within(EXACT));
    assertThat(Bytes.jaroWinkler(a, b)).isCloseTo(jaroWinkler, within(EXACT));
    assertThat(Bytes.jaroWinkler(b, a)).isEqualTo(Bytes.jaroWinkler(a, b));
  }

  @Test
  void jaroWinkler_isNeverBelowThatWithHalfSwaps_andAtMostHalfASwapAbove() {
    RandomTexts texts = new RandomTexts(SEED);
    JaroWinklerSimilarity other = new JaroWinklerSimilarity();
    int equal = 0;
    for (int i = 0; i < 5_000; i++) {
      String a = texts.next(12);
      String b = texts.near(a);
      if (a.isEmpty() || b.isEmpty() || Bytes.jaro(a, b) <= 0.7) {
        continue;
      }
      double difference = Bytes.jaroWinkler(a, b) - other.apply(a, b);
      assertThat(difference).as("'%s' and '%s'", a, b).isBetween(-EXACT, 1 / 6.0);
      equal += Math.abs(difference) <= EXACT ? 1 : 0;
    }
    assertThat(equal).isGreaterThan(1_000);
  }

  @ParameterizedTest
  @CsvSource({
    "ca, abc, 2",
    "ab, ba, 1",
    "kitten, sitting, 3",
    "1986-09-14, 1986-90-14, 1",
    "same, same, 0",
    "abcdef, abdcfe, 2"
  })
  void damerau_countsEditsBetweenTheSwapped(String a, String b, int edits) {
    assertThat(Bytes.damerau(a, b)).isEqualTo(edits);
    assertThat(Bytes.damerau(b, a)).isEqualTo(edits);
  }

  @Test
  void aCharacterBeyondAscii_isTwoBytes() {
    assertThat(EditDistance.between(new Text(Bytes.of("Zoë")), new Text(Bytes.of("Zoe"))))
        .isEqualTo(2);
    assertThat(Bytes.jaccard(Bytes.of("Zoë"), Bytes.of("Zoe"))).isEqualTo(2 / 5.0);
    assertThat(Bytes.jaccard("aab", "b")).isEqualTo(0.5);
  }
}

package io.linkgrid.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StringKernelsTest {
  private static final int PAIRS = 20_000;

  @ParameterizedTest(name = "texts up to {0} characters, seed {1}")
  @CsvSource({"8, 1", "30, 2", "64, 3", "66, 4", "150, 5"})
  void editDistance_isWhatCommonsTextSays(int longest, long seed) {
    RandomTexts texts = new RandomTexts(seed);
    LevenshteinDistance oracle = LevenshteinDistance.getDefaultInstance();
    for (int i = 0; i < PAIRS; i++) {
      String a = texts.next(longest);
      String b = texts.near(a);
      assertThat(EditDistance.between(a, b))
          .as("'%s' and '%s'", a, b)
          .isEqualTo(oracle.apply(a, b));
    }
  }

  @ParameterizedTest(name = "texts up to {0} characters, seed {1}")
  @CsvSource({"8, 1", "30, 2", "64, 3", "66, 4", "150, 5"})
  void jaroWinkler_isWhatCommonsTextSays(int longest, long seed) {
    RandomTexts texts = new RandomTexts(seed);
    JaroWinklerSimilarity oracle = new JaroWinklerSimilarity();
    for (int i = 0; i < PAIRS; i++) {
      String a = texts.next(longest);
      String b = texts.near(a);
      boolean inOrder = a.length() != b.length() || a.compareTo(b) <= 0;
      assertThat(JaroWinkler.similarity(a, b))
          .as("'%s' and '%s'", a, b)
          .isCloseTo(inOrder ? oracle.apply(a, b) : oracle.apply(b, a), within(1e-12));
    }
  }

  @ParameterizedTest(name = "{0} and {1}")
  @CsvSource({
    "94122, 24192, true", // two digits changed places
    "94122, 94122, false",
    "94122, 94123, false",
    "9412, 94122, false",
    "94122, 42129, false"
  })
  void twoSwapped_seesOneExchangeAnywhere(String left, String right, boolean swapped) {
    assertThat(TextComparators.Code.twoSwapped(left, right)).isEqualTo(swapped);
  }
}

package io.linkgrid.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
      assertThat(EditDistance.between(new Text(a), new Text(b)))
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

  @ParameterizedTest(name = "texts up to {0} characters, seed {1}")
  @CsvSource({"8, 1", "30, 2", "64, 3", "66, 4", "150, 5"})
  void swaps_countOnce_asInTheWholeMatrix(int longest, long seed) {
    RandomTexts texts = new RandomTexts(seed);
    for (int i = 0; i < PAIRS; i++) {
      String a = texts.next(longest);
      String b = texts.near(a);
      assertThat(EditDistance.withSwaps(new Text(a), new Text(b)))
          .as("'%s' and '%s'", a, b)
          .isEqualTo(StraightforwardTexts.editsWithSwaps(a, b));
    }
  }

  /** Any UTF-16 units, halves of surrogate pairs among them, of few and of many kinds. */
  @ParameterizedTest(name = "{0} different characters")
  @ValueSource(ints = {2, 100, 65_536})
  void anyCharacters_areComparedRightly(int kinds) {
    SplittableRandom random = new SplittableRandom(kinds);
    LevenshteinDistance edits = LevenshteinDistance.getDefaultInstance();
    for (int i = 0; i < PAIRS; i++) {
      String a = anyText(random, kinds);
      StringBuilder changed = new StringBuilder(a);
      for (int changes = random.nextInt(5); changes > 0 && !changed.isEmpty(); changes--) {
        changed.setCharAt(random.nextInt(changed.length()), (char) random.nextInt(kinds));
      }
      String b = random.nextInt(4) == 0 ? anyText(random, kinds) : changed.reverse().toString();
      Text left = new Text(a);
      Text right = new Text(b);
      assertThat(EditDistance.between(left, right)).isEqualTo(edits.apply(a, b));
      assertThat(EditDistance.withSwaps(left, right))
          .isEqualTo(StraightforwardTexts.editsWithSwaps(a, b));
      assertThat(JaroWinkler.similarity(left, right, 0)).isEqualTo(JaroWinkler.similarity(a, b));
      assertThat(left.fewestEdits(right)).isLessThanOrEqualTo(EditDistance.withSwaps(left, right));
    }
  }

  private static String anyText(SplittableRandom random, int kinds) {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(80); length > 0; length--) {
      text.append((char) random.nextInt(kinds));
    }
    return text.toString();
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

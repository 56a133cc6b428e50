package io.linkgrid.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A similarity is from 0 to 1, the same both ways, and 1 for equal values. */
class ComparatorLawsTest {
  private static final int PAIRS = 20_000;
  private static final long SEED = 7;

  private static String words(String text) {
    return text.isBlank() ? "X" : text.strip().replaceAll(" +", " ");
  }

  private static String address(String text) {
    return Math.abs(text.hashCode() % 500) + " " + words(text) + " ST";
  }

  private static String place(String text) {
    SplittableRandom random = new SplittableRandom(text.hashCode() % 50);
    return (random.nextInt(18_000) - 9_000) / 100.0 + " " + random.nextInt(180);
  }

  private static Arguments law(
      String name, FieldComparator<?> comparator, UnaryOperator<String> shape) {
    return Arguments.of(name, comparator, shape);
  }

  static Stream<Arguments> comparators() {
    return Stream.of(
        law("exact", new TextComparators.Exact(), ComparatorLawsTest::words),
        law("jaro-winkler", new TextComparators.WholeJaroWinkler(), ComparatorLawsTest::words),
        law("levenshtein", new TextComparators.Levenshtein(), ComparatorLawsTest::words),
        law("token-set", new TextComparators.TokenSet(), ComparatorLawsTest::words),
        law(
            "code",
            new TextComparators.Code(0.8, TextComparators.Code.Slips.SWAPS_AND_EDITS),
            ComparatorLawsTest::words),
        law("business-name", new BusinessNameComparator(), ComparatorLawsTest::words),
        law("us-address", new UsAddressComparator(), ComparatorLawsTest::address),
        law("distance", new DistanceComparator(), ComparatorLawsTest::place));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("comparators")
  <P> void holdForEachComparator(
      String name, FieldComparator<P> comparator, UnaryOperator<String> shape) {
    RandomTexts texts = new RandomTexts(SEED);
    int unequal = 0;
    for (int i = 0; i < PAIRS; i++) {
      String raw = texts.next(30);
      String a = shape.apply(raw);
      String b = shape.apply(texts.near(raw));
      P left = comparator.prepare(a);
      P right = comparator.prepare(b);
      double similarity = comparator.similarity(left, right);
      assertThat(similarity).as("%s of '%s' and '%s'", name, a, b).isBetween(0.0, 1.0);
      assertThat(comparator.similarity(right, left))
          .as("%s of '%s' and '%s', the other way", name, b, a)
          .isEqualTo(similarity);
      assertThat(comparator.similarity(left, comparator.prepare(a))).as("'%s'", a).isEqualTo(1.0);
      unequal += similarity < 1 ? 1 : 0;
    }
    assertThat(unequal)
        .as("pairs that are not alike, or the test shows nothing")
        .isGreaterThan(100);
  }
}

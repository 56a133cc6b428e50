package io.linkgrid.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkgrid.spec.TermTable;
import java.time.LocalDate;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A similarity is from 0 to 1, the same both ways, and 1 for equal values; a floor changes nothing
 * above it; outlines promise too much rather than too little.
 */
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

  private static String number(String text) {
    return Integer.toString(text.hashCode() % 300 / 3);
  }

  private static String date(String text) {
    return LocalDate.of(2000, 1, 1).plusDays(text.hashCode() % 400).toString();
  }

  /** Words of one letter and some others are frequent, all others rare. */
  private static TermTable counted() {
    return new TermTable(
        1_000, Map.of(), Map.of("A", 900, "B", 300, "C", 1_000, "AA", 20, "ST", 500, "S", 40));
  }

  private static Arguments law(
      String name, FieldComparator<?> comparator, UnaryOperator<String> shape) {
    return Arguments.of(name, comparator, shape);
  }

  static Stream<Arguments> comparators() {
    return Stream.of(
        law("exact", TextComparators.EXACT, ComparatorLawsTest::words),
        law("jaro-winkler", TextComparators.JARO_WINKLER, ComparatorLawsTest::words),
        law("levenshtein", TextComparators.LEVENSHTEIN, ComparatorLawsTest::words),
        law("token-set", new TextComparators.TokenSet(), ComparatorLawsTest::words),
        law(
            "code",
            new TextComparators.Code(0.8, TextComparators.Code.Slips.SWAPS_AND_EDITS),
            ComparatorLawsTest::words),
        law("two slips", new TextComparators.Slips(), ComparatorLawsTest::words),
        law("damerau-levenshtein", TextComparators.DAMERAU, ComparatorLawsTest::words),
        law("trigrams", new TextComparators.Trigrams(), ComparatorLawsTest::words),
        law("sound", new TextComparators.Sound(), ComparatorLawsTest::words),
        law("words", new WordsComparator(TermTable.EMPTY), ComparatorLawsTest::words),
        law("words, some of them rare", new WordsComparator(counted()), ComparatorLawsTest::words),
        law("words and numbers", new WordsComparator(counted()), ComparatorLawsTest::address),
        law("number", new NumberComparator(), ComparatorLawsTest::number),
        law("date", new DateComparator(), ComparatorLawsTest::date),
        law("days-apart", new DaysApartComparator(), ComparatorLawsTest::date),
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
      assertThat(comparator.atMost(comparator.outline(left), 0, comparator.outline(right), 0))
          .as("what outlines say of '%s' and '%s'", a, b)
          .isGreaterThanOrEqualTo(similarity);
      double floor = i % 11 / 10.0;
      double above = comparator.similarity(left, right, floor);
      assertThat(similarity < floor ? above < floor : above == similarity)
          .as("'%s' and '%s' with the floor %s: %s", a, b, floor, above)
          .isTrue();
      unequal += similarity < 1 ? 1 : 0;
    }
    assertThat(unequal)
        .as("pairs that are not alike, or the test shows nothing")
        .isGreaterThan(100);
  }
}

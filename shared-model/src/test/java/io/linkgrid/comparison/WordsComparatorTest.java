package io.linkgrid.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkgrid.spec.TermTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names, titles and addresses as people write them, and how alike they are. */
class WordsComparatorTest {
  private static final TermTable RESTAURANTS =
      new TermTable(
          1_000,
          Map.of(),
          Map.of("RESTAURANT", 400, "CAFE", 300, "THE", 200, "ST", 900, "OF", 700));

  private static double similarity(TermTable terms, String left, String right) {
    WordsComparator comparator = new WordsComparator(terms);
    return comparator.similarity(comparator.prepare(left), comparator.prepare(right));
  }

  @ParameterizedTest(name = "{0} / {1}: {2} to {3}, {4}")
  @CsvSource({
    "KING POT SIZZLING, SIZZLING POT KING, 1, 1, shuffled",
    "ANN SMITH ; BO DOE, BO DOE ; ANN SMITH, 1, 1, persons in another order",
    "BURGER KING, BURGERKING, 1, 1, joined",
    "SIZZLNG POT KING, SIZZLING POT KING, 0.9, 0.999, a letter lost",
    "SIGZLCNG POT KING, SIZZLING POT KING, 0.75, 0.999, two letters replaced",
    "BUGRER KING, BURGER KING, 0.9, 0.999, two letters swapped",
    "BURGER KING GRILL, BURGERKING GRILL, 1, 1, joined in the middle",
    "BURGER KNIG, BURGERKING, 0.85, 0.999, joined and misspelt",
    "J SMITH, JOHN SMITH, 0.9, 0.999, an initial",
    "J R SMITH, JOHN RONALD SMITH, 0.85, 0.999, two initials",
    "K SMITH, JOHN SMITH, 0.5, 0.7, an initial of somebody else",
    "PHO 84, PHO 85, 0, 0.3, numbers that contradict",
    "SURVEY PART 1, SURVEY PART 2, 0, 0.4, numbers that contradict",
    "12 ELM ST, 14 ELM ST, 0, 0.4, neighbours",
    "12 ELM ST 4B, 12 ELM ST, 0.8, 0.999, one number is shared",
    "PHO 84, PHO, 0.6, 0.8, one without a number contradicts nothing",
    "ROOM5302 BAR, ROOM532 BAR, 0.9, 0.999, a name with digits is misspelt",
    "BURGER PALACE, SUSHI PALACE, 0.4, 0.7, one word of two",
    "GOLDEN DRAGON, ACME DINER, 0, 0.4, nothing in common"
  })
  void wordsAreAlike_asTheyLook(String left, String right, double from, double to, String reason) {
    assertThat(similarity(TermTable.EMPTY, left, right)).as(reason).isBetween(from, to);
    assertThat(similarity(TermTable.EMPTY, right, left)).as(reason).isBetween(from, to);
  }

  @ParameterizedTest(name = "{0} / {1}: {2} to {3}, {4}")
  @CsvSource({
    "JVC ROUTER KE96B, JVC ROUTER KE106B, 0, 0.4, models that contradict",
    "JVC ROUTER KE96B, JVC BLACK ROUTER KE96B, 0.8, 0.999, one model is shared",
    "JVC ROUTER KE96B, JVC ROUTER, 0.7, 0.9, one without a model contradicts nothing",
    "MP3 PLAYER RED, MP4 PLAYER RED, 0.7, 0.999, too short for a model"
  })
  void numbersOfModels_areRightOrOthers(
      String left, String right, double from, double to, String reason) {
    WordsComparator titles = new WordsComparator(TermTable.EMPTY, WordsComparator.Models.EXACT);

    assertThat(titles.similarity(titles.prepare(left), titles.prepare(right)))
        .as(reason)
        .isBetween(from, to);
  }

  @Test
  void aFrequentWord_saysLittle_whetherItIsSharedOrMissing() {
    assertThat(similarity(RESTAURANTS, "THE ACME RESTAURANT", "ACME")).isGreaterThan(0.85);
    assertThat(similarity(TermTable.EMPTY, "THE ACME RESTAURANT", "ACME")).isLessThan(0.6);
    assertThat(similarity(RESTAURANTS, "ACME CAFE", "BRAVO CAFE")).isLessThan(0.5);
    assertThat(similarity(TermTable.EMPTY, "ACME CAFE", "BRAVO CAFE"))
        .isGreaterThan(similarity(RESTAURANTS, "ACME CAFE", "BRAVO CAFE"));
  }

  @Test
  void whatIsNotEqual_isNeverTakenForEqual() {
    String nearly = "A".repeat(5_000);

    assertThat(similarity(TermTable.EMPTY, nearly + "B", nearly + "C")).isLessThan(1);
    assertThat(similarity(RESTAURANTS, "ACME ST ST ST", "ACME ST ST")).isLessThan(1);
  }

  @Test
  void moreWordsThanBits_areComparedStill() {
    String many = "WORD ".repeat(200).strip();

    assertThat(similarity(TermTable.EMPTY, many, many + " MORE")).isBetween(0.3, 0.999);
  }

  /** Any words in any order, misspelt, some of them numbers: the laws of a similarity. */
  @Test
  void theLaws_holdForRandomWords() {
    Random random = new Random(11);
    String[] words = {"ACME", "ACNE", "CAFE", "THE", "A", "B", "12", "12A", "14", "ST", ";", "É"};
    WordsComparator comparator = new WordsComparator(RESTAURANTS);
    int between = 0;
    for (int i = 0; i < 20_000; i++) {
      List<String> some = some(words, random);
      String left = "X " + String.join(" ", some);
      Collections.shuffle(some, random);
      String shuffled = String.join(" ", some) + " X";
      String right = "X " + String.join(" ", some(words, random));

      WordsComparator.Words one = comparator.prepare(left);
      WordsComparator.Words other = comparator.prepare(right);
      double similarity = comparator.similarity(one, other);
      assertThat(similarity).as("'%s' and '%s'", left, right).isBetween(0.0, 1.0);
      assertThat(comparator.similarity(other, one)).isEqualTo(similarity);
      assertThat(comparator.similarity(one, comparator.prepare(shuffled))).isEqualTo(1);
      assertThat(comparator.similarity(comparator.prepare(shuffled), other))
          .as("order says nothing unless words are joined: '%s' and '%s'", shuffled, right)
          .isBetween(0.0, 1.0);
      between += similarity > 0.1 && similarity < 1 ? 1 : 0;
    }
    assertThat(between).isGreaterThan(5_000);
  }

  private static List<String> some(String[] words, Random random) {
    List<String> some = new ArrayList<>();
    for (int i = random.nextInt(6); i >= 0; i--) {
      some.add(words[random.nextInt(words.length)]);
    }
    return some;
  }
}

package io.linkgrid.comparison;

import java.util.Arrays;
import java.util.Set;

/**
 * Names of businesses: the better of two views. As words, a soft overlap in which descriptive words
 * such as RESTAURANT weigh little and two words meet when they are nearly equal (after Cohen,
 * Ravikumar and Fienberg 2003); as one text without blanks, the edit distance, which forgives
 * joined and broken words. Shuffled words are equal.
 */
final class BusinessNameComparator implements FieldComparator<BusinessNameComparator.Name> {
  /** Words that say what kind of business it is rather than which. */
  private static final Set<String> DESCRIPTIVE =
      Set.of(
          "RESTAURANT",
          "CAFE",
          "COFFEE",
          "MARKET",
          "GROCERY",
          "STORE",
          "SHOP",
          "BAR",
          "GRILL",
          "DELI",
          "BAKERY",
          "PIZZA",
          "PIZZERIA",
          "KITCHEN",
          "HOUSE",
          "FOOD",
          "FOODS",
          "CATERING",
          "TAQUERIA",
          "SUSHI",
          "LIQUOR",
          "LIQUORS",
          "CUISINE",
          "BISTRO",
          "LOUNGE",
          "CO",
          "COMPANY",
          "INC",
          "LLC",
          "CORP",
          "AND",
          "OF",
          "THE",
          "AT",
          "IN",
          "SF",
          "SAN",
          "FRANCISCO");

  private static final double DESCRIPTIVE_WEIGHT = 0.35;
  private static final double NUMBER_WEIGHT = 0.6;
  private static final double WORDS_MEET = 0.88;

  /** Below this, counting a swap as one edit rather than two does not make names alike. */
  private static final double SWAPS_MAY_MATTER = 0.55;

  /** A name with its words in order, their weights, and all of it without blanks. */
  record Name(String compact, String[] words, double[] weights, double sum) {}

  @Override
  public Name prepare(String value) {
    String[] words = value.split(" ", -1);
    Arrays.sort(words);
    double[] weights = new double[words.length];
    double sum = 0;
    for (int i = 0; i < words.length; i++) {
      weights[i] = weight(words[i]);
      sum += weights[i];
    }
    return new Name(value.replace(" ", ""), words, weights, sum);
  }

  private static double weight(String word) {
    if (DESCRIPTIVE.contains(word)) {
      return DESCRIPTIVE_WEIGHT;
    }
    return Character.isDigit(word.charAt(0)) ? NUMBER_WEIGHT : 1;
  }

  @Override
  public double similarity(Name left, Name right) {
    if (left.compact.equals(right.compact) || Arrays.equals(left.words, right.words)) {
      return 1;
    }
    double words = softOverlap(left, right);
    double text = EditDistance.similarity(left.compact, right.compact);
    if (text > SWAPS_MAY_MATTER && text < 1) {
      text = EditDistance.similarityWithSwaps(left.compact, right.compact);
    }
    return Math.min(Math.max(words, text), 0.999);
  }

  /** The shorter name's words look for partners among the longer's, each partner taken once. */
  private static double softOverlap(Name a, Name b) {
    int order = Integer.compare(a.words.length, b.words.length);
    boolean leftFirst = order != 0 ? order < 0 : Arrays.compare(a.words, b.words) <= 0;
    Name few = leftFirst ? a : b;
    Name many = leftFirst ? b : a;
    long taken = 0;
    double shared = 0;
    for (int i = 0; i < few.words.length; i++) {
      int partner = -1;
      double best = 0;
      for (int j = 0; j < Math.min(many.words.length, Long.SIZE); j++) {
        if ((taken & (1L << j)) == 0) {
          double alike =
              few.words[i].equals(many.words[j])
                  ? 1
                  : JaroWinkler.similarity(few.words[i], many.words[j]);
          if (alike > best) {
            best = alike;
            partner = j;
          }
        }
      }
      if (partner >= 0 && best >= WORDS_MEET) {
        taken |= 1L << partner;
        shared += best * (few.weights[i] + many.weights[partner]);
      }
    }
    return shared / (a.sum + b.sum);
  }
}

package io.linkgrid.comparison;

import io.linkgrid.spec.TermTable;
import java.util.Arrays;

/**
 * Texts of several words: the better of two views. As words, the cosine of their weights by rarity,
 * where two words also meet when they are nearly equal, and an initial meets the word that it
 * begins (soft TF-IDF: Cohen, Ravikumar and Fienberg 2003); as one text without blanks, the edit
 * distance, which forgives joined and broken words. Shuffled words are equal.
 */
final class WordsComparator implements FieldComparator<WordsComparator.Words> {
  private static final double WORDS_MEET = 0.88;
  private static final double INITIAL_MEETS = 0.9;

  /** Longer texts have words enough: joining two of them does not hide the likeness. */
  private static final int LONGEST_AS_ONE = 64;

  /** Below this, counting a swap as one edit rather than two does not make texts alike. */
  private static final double SWAPS_MAY_MATTER = 0.55;

  private static final double NUMBERS_CONTRADICT = 0.5;

  /** What is not equal reaches less than what is. */
  private static final double MOST_WHEN_DIFFERENT = 0.999;

  private final TermTable terms;

  WordsComparator(TermTable terms) {
    this.terms = terms;
  }

  /** A text with its words in order, their weights, and all of it without blanks. */
  record Words(String compact, String[] words, double[] weights, double norm) {}

  @Override
  public Words prepare(String value) {
    String[] words =
        Arrays.stream(value.split(" ", -1)).filter(w -> !w.equals(";")).toArray(String[]::new);
    Arrays.sort(words);
    double[] weights = new double[words.length];
    double squares = 0;
    for (int i = 0; i < words.length; i++) {
      weights[i] = terms.wordWeight(words[i]);
      squares += weights[i] * weights[i];
    }
    return new Words(value.replace(" ", ""), words, weights, Math.sqrt(squares));
  }

  @Override
  public double similarity(Words left, Words right) {
    if (left.compact.equals(right.compact) || Arrays.equals(left.words, right.words)) {
      return 1;
    }
    double words = cosine(left, right);
    if (numbersContradict(left, right)) {
      return words * NUMBERS_CONTRADICT;
    }
    int longer = Math.max(left.compact.length(), right.compact.length());
    int shorter = Math.min(left.compact.length(), right.compact.length());
    if (longer <= LONGEST_AS_ONE && shorter > words * longer) {
      double text = EditDistance.similarity(left.compact, right.compact);
      if (text > SWAPS_MAY_MATTER) {
        text = EditDistance.similarityWithSwaps(left.compact, right.compact);
      }
      words = Math.max(words, text);
    }
    return Math.min(words, MOST_WHEN_DIFFERENT);
  }

  /** The shorter text's words look for partners among the longer's, each partner taken once. */
  private static double cosine(Words a, Words b) {
    int order = Integer.compare(a.words.length, b.words.length);
    boolean leftFirst = order != 0 ? order < 0 : Arrays.compare(a.words, b.words) <= 0;
    Words few = leftFirst ? a : b;
    Words many = leftFirst ? b : a;
    long taken = 0;
    double shared = 0;
    for (int i = 0; i < few.words.length; i++) {
      int partner = -1;
      double best = 0;
      for (int j = 0; j < Math.min(many.words.length, Long.SIZE); j++) {
        if ((taken & (1L << j)) == 0) {
          double alike = alike(few.words[i], many.words[j]);
          if (alike > best) {
            best = alike;
            partner = j;
          }
        }
      }
      if (partner >= 0 && best >= WORDS_MEET) {
        taken |= 1L << partner;
        shared += best * few.weights[i] * many.weights[partner];
      }
    }
    return shared / (a.norm * b.norm);
  }

  /** Both have numbers and share none: branch 3 and branch 5, part one of 2003 and of 2004. */
  private static boolean numbersContradict(Words a, Words b) {
    boolean found = false;
    for (String word : a.words) {
      if (isNumber(word)) {
        if (Arrays.binarySearch(b.words, word) >= 0) {
          return false;
        }
        found = true;
      }
    }
    return found && Arrays.stream(b.words).anyMatch(WordsComparator::isNumber);
  }

  private static boolean isNumber(String word) {
    return !word.isEmpty() && Character.isDigit(word.charAt(0));
  }

  private static double alike(String one, String other) {
    if (one.equals(other)) {
      return 1;
    }
    if (one.isEmpty() || other.isEmpty()) {
      return 0;
    }
    // Numbers that differ are different things: 2003 and 2004, branch 11 and branch 12.
    if (isNumber(one) || isNumber(other)) {
      return 0;
    }
    if (one.length() == 1 || other.length() == 1) {
      return one.charAt(0) == other.charAt(0) ? INITIAL_MEETS : 0;
    }
    return JaroWinkler.similarity(one, other);
  }
}

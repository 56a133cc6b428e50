package io.linkgrid.comparison;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/**
 * Measures of texts by their bytes in UTF-8, as DuckDB has them. A text is given as one character
 * for each byte.
 */
final class Bytes {
  private static final double PREFIX_SCALE = 0.1;
  private static final double RAISED_ABOVE = 0.7;
  private static final int LONGEST_PREFIX = 4;
  private static final int BYTES = 256;

  private Bytes() {}

  /** Returns the text with a character for each byte. */
  static String of(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /** Returns the Jaro similarity, raised for a common prefix of up to four if it is above 0.7. */
  static double jaroWinkler(String a, String b) {
    double jaro = jaro(a, b);
    if (jaro <= RAISED_ABOVE) {
      return jaro;
    }
    int prefix = 0;
    int most = Math.min(LONGEST_PREFIX, Math.min(a.length(), b.length()));
    while (prefix < most && a.charAt(prefix) == b.charAt(prefix)) {
      prefix++;
    }
    return jaro + prefix * PREFIX_SCALE * (1 - jaro);
  }

  /**
   * Returns the Jaro similarity: common characters within half the longer length, less half the
   * transposed ones, rounded down as in the first programs for it.
   */
  static double jaro(String a, String b) {
    // Which of two texts looks for partners in the other can show; so it is settled.
    boolean inOrder = a.length() != b.length() ? a.length() < b.length() : a.compareTo(b) < 0;
    String shorter = inOrder ? a : b;
    String longer = inOrder ? b : a;
    int window = Math.max(0, longer.length() / 2 - 1);
    boolean[] inLonger = new boolean[longer.length()];
    boolean[] inShorter = new boolean[shorter.length()];
    int matches = 0;
    for (int i = 0; i < shorter.length(); i++) {
      int end = Math.min(longer.length(), i + window + 1);
      for (int j = Math.max(0, i - window); j < end; j++) {
        if (!inLonger[j] && longer.charAt(j) == shorter.charAt(i)) {
          inLonger[j] = true;
          inShorter[i] = true;
          matches++;
          break;
        }
      }
    }
    if (matches == 0) {
      return 0;
    }
    int transposed = 0;
    int j = 0;
    for (int i = 0; i < shorter.length(); i++) {
      if (inShorter[i]) {
        while (!inLonger[j]) {
          j++;
        }
        transposed += shorter.charAt(i) == longer.charAt(j) ? 0 : 1;
        j++;
      }
    }
    double m = matches;
    int swaps = transposed / 2;
    return (m / shorter.length() + m / longer.length() + (m - swaps) / m) / 3;
  }

  /** Returns the share of the bytes of either text that both have. */
  static double jaccard(String a, String b) {
    BitSet both = a.chars().collect(BitSet::new, BitSet::set, BitSet::or);
    BitSet either = (BitSet) both.clone();
    BitSet other = b.chars().collect(BitSet::new, BitSet::set, BitSet::or);
    both.and(other);
    either.or(other);
    return (double) both.cardinality() / either.cardinality();
  }

  /**
   * Returns the least number of insertions, deletions, replacements and swaps of neighbours, where
   * others may be inserted between, or deleted from between, two that are swapped (Lowrance and
   * Wagner 1975).
   */
  static int damerau(String a, String b) {
    int width = b.length() + 2;
    int[][] least = new int[a.length() + 2][width];
    int never = a.length() + b.length();
    for (int i = 0; i <= a.length(); i++) {
      least[i + 1][0] = never;
      least[i + 1][1] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      least[0][j + 1] = never;
      least[1][j + 1] = j;
    }
    least[0][0] = never;
    int[] lastRow = new int[BYTES];
    for (int i = 1; i <= a.length(); i++) {
      int lastColumn = 0;
      for (int j = 1; j <= b.length(); j++) {
        int row = lastRow[b.charAt(j - 1)];
        int column = lastColumn;
        boolean equal = a.charAt(i - 1) == b.charAt(j - 1);
        int replaced = least[i][j] + (equal ? 0 : 1);
        int edited = Math.min(least[i + 1][j], least[i][j + 1]) + 1;
        int swapped = least[row][column] + (i - row - 1) + 1 + (j - column - 1);
        least[i + 1][j + 1] = Math.min(replaced, Math.min(edited, swapped));
        lastColumn = equal ? j : lastColumn;
      }
      lastRow[a.charAt(i - 1)] = i;
    }
    return least[a.length() + 1][b.length() + 1];
  }
}

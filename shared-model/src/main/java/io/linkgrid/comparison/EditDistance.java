package io.linkgrid.comparison;

/**
 * The Levenshtein distance, bit-parallel for texts up to 64 characters (Myers 1999 in the form of
 * Hyyrö 2003), by rows of the matrix beyond. Counts UTF-16 units.
 */
final class EditDistance {
  private static final int WORD = 64;

  private EditDistance() {}

  /** Returns the least number of insertions, deletions and replacements between two texts. */
  static int between(String a, String b) {
    if (a.equals(b)) {
      return 0;
    }
    String shorter = a.length() <= b.length() ? a : b;
    String longer = a.length() <= b.length() ? b : a;
    if (shorter.isEmpty()) {
      return longer.length();
    }
    return shorter.length() <= WORD ? bitParallel(shorter, longer) : byRows(shorter, longer);
  }

  /** Returns 1 - distance / longer length. */
  static double similarity(String a, String b) {
    int longest = Math.max(a.length(), b.length());
    return longest == 0 ? 1 : 1 - (double) between(a, b) / longest;
  }

  /**
   * Returns 1 - distance / longer length, where two neighbouring characters that changed places
   * count as one edit (the optimal string alignment of Damerau 1964).
   */
  static double similarityWithSwaps(String a, String b) {
    int longest = Math.max(a.length(), b.length());
    return longest == 0 ? 1 : 1 - (double) withSwaps(a, b) / longest;
  }

  /** Returns the least number of edits between two texts when a swap of neighbours is one. */
  static int withSwaps(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(last[j], row[j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
    }
    return last[b.length()];
  }

  private static int bitParallel(String pattern, String text) {
    int m = pattern.length();
    long last = 1L << (m - 1);
    long plus = -1L;
    long minus = 0;
    int distance = m;
    for (int j = 0; j < text.length(); j++) {
      long equal = occurrences(pattern, text.charAt(j));
      long diagonal = (((equal & plus) + plus) ^ plus) | equal | minus;
      long horizontalPlus = minus | ~(diagonal | plus);
      long horizontalMinus = plus & diagonal;
      if ((horizontalPlus & last) != 0) {
        distance++;
      } else if ((horizontalMinus & last) != 0) {
        distance--;
      }
      horizontalPlus = (horizontalPlus << 1) | 1;
      horizontalMinus <<= 1;
      plus = horizontalMinus | ~(diagonal | horizontalPlus);
      minus = horizontalPlus & diagonal;
    }
    return distance;
  }

  private static long occurrences(String pattern, char c) {
    long mask = 0;
    for (int i = pattern.indexOf(c); i >= 0; i = pattern.indexOf(c, i + 1)) {
      mask |= 1L << i;
    }
    return mask;
  }

  private static int byRows(String a, String b) {
    int[] row = new int[a.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      row[i] = i;
    }
    for (int j = 1; j <= b.length(); j++) {
      int diagonal = row[0];
      row[0] = j;
      for (int i = 1; i <= a.length(); i++) {
        int above = row[i];
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[i] = Math.min(replaced, Math.min(row[i - 1], above) + 1);
        diagonal = above;
      }
    }
    return row[a.length()];
  }
}

package io.linkgrid.comparison;

import java.util.Arrays;

/**
 * Edit distances, bit-parallel when one of the texts has up to 64 characters (Myers 1999 in the
 * form of Hyyrö 2003), by rows of the matrix beyond. Count UTF-16 units.
 */
final class EditDistance {
  private EditDistance() {}

  /** Returns the least number of insertions, deletions and replacements between two texts. */
  static int between(Text a, Text b) {
    if (a.is(b)) {
      return 0;
    }
    if (a.isEmpty() || b.isEmpty()) {
      return Math.max(a.length(), b.length());
    }
    if (a.length() <= Text.WORD) {
      return bitParallel(a.masks(), a.length(), b.string);
    }
    return b.length() <= Text.WORD
        ? bitParallel(Text.Masks.of(b.string), b.length(), a.string)
        : byRows(a.string, b.string, Swaps.TWO_EDITS);
  }

  /** Returns the least number of edits between two texts when a swap of neighbours is one. */
  static int withSwaps(Text a, Text b) {
    if (a.is(b)) {
      return 0;
    }
    if (a.isEmpty() || b.isEmpty()) {
      return Math.max(a.length(), b.length());
    }
    if (a.length() <= Text.WORD) {
      return bitParallelWithSwaps(a.masks(), a.length(), b.string);
    }
    return b.length() <= Text.WORD
        ? bitParallelWithSwaps(Text.Masks.of(b.string), b.length(), a.string)
        : byRows(a.string, b.string, Swaps.ONE_EDIT);
  }

  /**
   * Returns 1 - distance / longer length, or a number below the floor when that is below it. Never
   * less than the truth by more than the floor needs: what is at or above the floor is exact.
   */
  static double similarity(Text a, Text b, double floor) {
    int longest = Math.max(a.length(), b.length());
    double most = share(a.fewestEdits(b), longest);
    return most < floor ? most : share(between(a, b), longest);
  }

  /**
   * Returns the same, where two neighbouring characters that changed places count as one edit (the
   * optimal string alignment of Damerau 1964).
   */
  static double similarityWithSwaps(Text a, Text b, double floor) {
    int longest = Math.max(a.length(), b.length());
    double most = share(a.fewestEdits(b), longest);
    return most < floor ? most : share(withSwaps(a, b), longest);
  }

  /** Returns 1 - edits / length, 1 for an empty text. */
  static double share(int edits, int length) {
    return length == 0 ? 1 : 1 - (double) edits / length;
  }

  private static int bitParallel(Text.Masks pattern, int length, String text) {
    long last = 1L << (length - 1);
    long plus = -1L;
    long minus = 0;
    int distance = length;
    for (int j = 0; j < text.length(); j++) {
      long equal = pattern.of(text.charAt(j));
      long diagonal = (((equal & plus) + plus) ^ plus) | equal | minus;
      long horizontalPlus = minus | ~(diagonal | plus);
      long horizontalMinus = plus & diagonal;
      distance += (horizontalPlus & last) != 0 ? 1 : 0;
      distance -= (horizontalMinus & last) != 0 ? 1 : 0;
      horizontalPlus = (horizontalPlus << 1) | 1;
      horizontalMinus <<= 1;
      plus = horizontalMinus | ~(diagonal | horizontalPlus);
      minus = horizontalPlus & diagonal;
    }
    return distance;
  }

  /** As above, and a diagonal is also free where a swap of neighbours leads to it. */
  private static int bitParallelWithSwaps(Text.Masks pattern, int length, String text) {
    long last = 1L << (length - 1);
    long plus = -1L;
    long minus = 0;
    long diagonal = 0;
    long equalBefore = 0;
    int distance = length;
    for (int j = 0; j < text.length(); j++) {
      long equal = pattern.of(text.charAt(j));
      long swapped = ((~diagonal & equal) << 1) & equalBefore;
      diagonal = (((equal & plus) + plus) ^ plus) | equal | minus | swapped;
      long horizontalPlus = minus | ~(diagonal | plus);
      long horizontalMinus = plus & diagonal;
      distance += (horizontalPlus & last) != 0 ? 1 : 0;
      distance -= (horizontalMinus & last) != 0 ? 1 : 0;
      horizontalPlus = (horizontalPlus << 1) | 1;
      horizontalMinus <<= 1;
      plus = horizontalMinus | ~(diagonal | horizontalPlus);
      minus = horizontalPlus & diagonal;
      equalBefore = equal;
    }
    return distance;
  }

  private enum Swaps {
    ONE_EDIT,
    TWO_EDITS
  }

  private static int byRows(String a, String b, Swaps swaps) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    Arrays.setAll(last, j -> j);
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(last[j], row[j - 1]) + 1);
        if (swaps == Swaps.ONE_EDIT
            && i > 1
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
}

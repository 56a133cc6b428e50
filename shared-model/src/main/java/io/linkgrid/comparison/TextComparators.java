package io.linkgrid.comparison;

import java.util.Arrays;

/** Comparators that look at a value as one text. */
final class TextComparators {
  private TextComparators() {}

  /** 1 when equal, else 0. */
  static final class Exact implements FieldComparator<String> {
    @Override
    public String prepare(String value) {
      return value;
    }

    @Override
    public double similarity(String left, String right) {
      return left.equals(right) ? 1 : 0;
    }
  }

  /** Jaro-Winkler of the whole texts. */
  static final class WholeJaroWinkler implements FieldComparator<String> {
    @Override
    public String prepare(String value) {
      return value;
    }

    @Override
    public double similarity(String left, String right) {
      return JaroWinkler.similarity(left, right);
    }
  }

  /** 1 - Levenshtein distance / longer length. */
  static final class Levenshtein implements FieldComparator<String> {
    @Override
    public String prepare(String value) {
      return value;
    }

    @Override
    public double similarity(String left, String right) {
      return EditDistance.similarity(left, right);
    }
  }

  /** Jaccard coefficient of the sets of words. */
  static final class TokenSet implements FieldComparator<String[]> {
    @Override
    public String[] prepare(String value) {
      return Arrays.stream(value.split(" ", -1)).distinct().sorted().toArray(String[]::new);
    }

    @Override
    public double similarity(String[] left, String[] right) {
      int common = 0;
      for (int i = 0, j = 0; i < left.length && j < right.length; ) {
        int order = left[i].compareTo(right[j]);
        if (order == 0) {
          common++;
        }
        if (order <= 0) {
          i++;
        }
        if (order >= 0) {
          j++;
        }
      }
      return (double) common / (left.length + right.length - common);
    }
  }

  /**
   * For codes in which digits get swapped or mistyped: 1 when equal, {@code nearly} when they
   * differ by a slip, else 0.
   */
  static final class Code implements FieldComparator<String> {
    private final double nearly;
    private final Slips slips;

    Code(double nearly, Slips slips) {
      this.nearly = nearly;
      this.slips = slips;
    }

    /** What counts as a slip. */
    enum Slips {
      /** Two digits changed places. Neighbouring codes, such as zips, differ by one digit. */
      SWAPS,
      /** Or one was replaced, dropped or added. */
      SWAPS_AND_EDITS
    }

    @Override
    public String prepare(String value) {
      return value;
    }

    @Override
    public double similarity(String left, String right) {
      if (left.equals(right)) {
        return 1;
      }
      boolean slipped =
          twoSwapped(left, right)
              || (slips == Slips.SWAPS_AND_EDITS && EditDistance.between(left, right) == 1);
      return slipped ? nearly : 0;
    }

    /**
     * Returns whether the texts become equal when two characters of one, anywhere, change places.
     */
    static boolean twoSwapped(String left, String right) {
      if (left.length() != right.length()) {
        return false;
      }
      int first = -1;
      int second = -1;
      for (int i = 0; i < left.length(); i++) {
        if (left.charAt(i) != right.charAt(i)) {
          if (first < 0) {
            first = i;
          } else if (second < 0) {
            second = i;
          } else {
            return false;
          }
        }
      }
      return second >= 0
          && left.charAt(first) == right.charAt(second)
          && left.charAt(second) == right.charAt(first);
    }
  }
}

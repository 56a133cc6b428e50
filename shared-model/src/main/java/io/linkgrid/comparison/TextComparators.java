package io.linkgrid.comparison;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Comparators that look at a value as one text. */
final class TextComparators {
  /** Compares values as they stand. */
  @FunctionalInterface
  interface WholeText extends FieldComparator<String> {
    @Override
    default String prepare(String value) {
      return value;
    }
  }

  /** 1 when equal, else 0. */
  static final WholeText EXACT = (left, right) -> left.equals(right) ? 1 : 0;

  /** Jaro-Winkler of the whole texts. */
  static final WholeText JARO_WINKLER = JaroWinkler::similarity;

  /** 1 - Levenshtein distance / longer length. */
  static final WholeText LEVENSHTEIN = EditDistance::similarity;

  /** 1 - Damerau-Levenshtein distance / longer length. */
  static final WholeText DAMERAU = EditDistance::similarityWithSwaps;

  private TextComparators() {}

  /** Jaccard coefficient of the sets of trigrams, with two blanks around the text. */
  static final class Trigrams implements FieldComparator<long[]> {
    private static final int BITS = 16;

    @Override
    public long[] prepare(String value) {
      String padded = "  " + value + "  ";
      return IntStream.range(0, padded.length() - 2)
          .mapToLong(
              i ->
                  ((long) padded.charAt(i) << (2 * BITS))
                      | ((long) padded.charAt(i + 1) << BITS)
                      | padded.charAt(i + 2))
          .sorted()
          .distinct()
          .toArray();
    }

    @Override
    public double similarity(long[] left, long[] right) {
      int common = 0;
      for (int i = 0, j = 0; i < left.length && j < right.length; ) {
        int order = Long.compare(left[i], right[j]);
        common += order == 0 ? 1 : 0;
        i += order <= 0 ? 1 : 0;
        j += order >= 0 ? 1 : 0;
      }
      return (double) common / (left.length + right.length - common);
    }
  }

  /** 1 when equal, 0.5 when the words sound alike by double metaphone (Philips 2000), else 0. */
  static final class Sound implements FieldComparator<Sound.Spoken> {
    private static final double ALIKE = 0.5;

    /** A text and how it sounds. */
    record Spoken(String text, String sound) {}

    @Override
    public Spoken prepare(String value) {
      return new Spoken(value, Sounds.of(value));
    }

    @Override
    public double similarity(Spoken left, Spoken right) {
      if (left.text.equals(right.text)) {
        return 1;
      }
      return !left.sound.isEmpty() && left.sound.equals(right.sound) ? ALIKE : 0;
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
   * Codes of letters and digits: 1 when equal, 0.85 one slip apart, 0.7 two slips apart, else 0.
   */
  static final class Slips implements WholeText {
    private static final double ONE = 0.85;
    private static final double TWO = 0.7;
    private static final int SHORTEST_FOR_TWO = 5;

    @Override
    public double similarity(String left, String right) {
      if (left.equals(right)) {
        return 1;
      }
      int slips = Code.twoSwapped(left, right) ? 1 : EditDistance.withSwaps(left, right);
      if (slips == 1) {
        return ONE;
      }
      boolean longEnough = Math.min(left.length(), right.length()) >= SHORTEST_FOR_TWO;
      return slips == 2 && longEnough ? TWO : 0;
    }
  }

  /**
   * For codes in which digits get swapped or mistyped: 1 when equal, {@code nearly} when they
   * differ by a slip, else 0.
   */
  static final class Code implements WholeText {
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

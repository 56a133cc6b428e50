package io.linkgrid.comparison;

import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/** Comparators that look at a value as one text. */
final class TextComparators {
  /** Compares values as they stand. */
  @FunctionalInterface
  interface WholeText extends FieldComparator<Text> {
    @Override
    default Text prepare(String value) {
      return new Text(value);
    }

    @Override
    default long[] outline(Text value) {
      return new long[] {value.bag, value.length()};
    }
  }

  /** 1 when equal, else 0. */
  static final WholeText EXACT = (left, right, floor) -> left.is(right) ? 1 : 0;

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
    public double similarity(long[] left, long[] right, double floor) {
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
    public double similarity(Spoken left, Spoken right, double floor) {
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
    public double similarity(String[] left, String[] right, double floor) {
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

  /** The number of edits below which one text cannot become the other, by their outlines. */
  private static int fewestEdits(long[] left, int atLeft, long[] right, int atRight) {
    int lengths = (int) Math.abs(left[atLeft + 1] - right[atRight + 1]);
    return Math.max(
        lengths,
        Math.max(
            Text.missing(left[atLeft], right[atRight]),
            Text.missing(right[atRight], left[atLeft])));
  }

  /**
   * Codes of letters and digits: 1 when equal, 0.85 one slip apart, 0.7 two slips apart, else 0.
   */
  static final class Slips implements WholeText {
    private static final double ONE = 0.85;
    private static final double TWO = 0.7;
    private static final int SHORTEST_FOR_TWO = 5;

    @Override
    public double similarity(Text left, Text right, double floor) {
      if (left.is(right)) {
        return 1;
      }
      // Two characters that change places change no bag, so whoever passes here may still be that.
      if (left.fewestEdits(right) > 2) {
        return 0;
      }
      int slips =
          Code.twoSwapped(left.string, right.string) ? 1 : EditDistance.withSwaps(left, right);
      if (slips == 1) {
        return ONE;
      }
      boolean longEnough = Math.min(left.length(), right.length()) >= SHORTEST_FOR_TWO;
      return slips == 2 && longEnough ? TWO : 0;
    }

    @Override
    public ValueIndex<Text> index(List<Text> values) {
      return new TextIndex(this, values);
    }

    @Override
    public double atMost(long[] left, int atLeft, long[] right, int atRight) {
      int edits = fewestEdits(left, atLeft, right, atRight);
      return edits == 0 ? 1 : edits == 1 ? ONE : edits == 2 ? TWO : 0;
    }
  }

  /**
   * For codes in which digits get swapped or mistyped: 1 when equal, {@code nearly} when they
   * differ by a slip, else 0.
   */
  static final class Code implements WholeText {
    private static final int DIGIT_BITS = 4;
    private static final long DIGIT = 0xf;
    private static final int HIGHEST_DIGIT = 9;
    private static final long LOWEST_OF_DIGITS = 0x1111_1111_1111_1111L;
    static final long NO_DIGITS = 0;

    private final double nearly;
    private final Slips slips;

    /** Zips are few, and phones many. */
    private final Shared<Text> shared = new Shared<>(Text::new);

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
    public double similarity(Text left, Text right, double floor) {
      if (left.is(right)) {
        return 1;
      }
      if (left.fewestEdits(right) > 1) {
        return 0;
      }
      boolean slipped =
          left.length() == right.length()
              ? twoSwapped(left.string, right.string)
                  || (slips == Slips.SWAPS_AND_EDITS && oneReplaced(left.string, right.string))
              : slips == Slips.SWAPS_AND_EDITS && oneDropped(left.string, right.string);
      return slipped ? nearly : 0;
    }

    @Override
    public Text prepare(String value) {
      return slips == Slips.SWAPS ? shared.of(value) : new Text(value);
    }

    /** Returns up to 15 digits as they stand, their number above them; else {@link #NO_DIGITS}. */
    static long packed(Text value) {
      String code = value.string;
      long packed = code.length();
      boolean digits = code.length() < Long.SIZE / DIGIT_BITS;
      for (int i = 0; digits && i < code.length(); i++) {
        char c = code.charAt(i);
        digits = c >= '0' && c <= '9';
        packed = packed << DIGIT_BITS | (c - '0');
      }
      return digits ? packed : NO_DIGITS;
    }

    /** Gives each code of the same length that a slip makes of a packed one, once. */
    void eachSlip(long packed, LongConsumer each) {
      int length = length(packed);
      for (int i = 0; i < length; i++) {
        long digit = digit(packed, i);
        for (int j = 0; j < i; j++) {
          long both = digit ^ digit(packed, j);
          if (both != 0) {
            each.accept(packed ^ at(i, both) ^ at(j, both));
          }
        }
        for (long other = 0; slips == Slips.SWAPS_AND_EDITS && other <= HIGHEST_DIGIT; other++) {
          if (other != digit) {
            each.accept(packed ^ at(i, digit ^ other));
          }
        }
      }
    }

    /** Returns how many digits a packed code has: their number stands above the first one. */
    static int length(long packed) {
      return (Long.SIZE - 1 - Long.numberOfLeadingZeros(packed)) / DIGIT_BITS;
    }

    private static long digit(long packed, int place) {
      return (packed >>> (DIGIT_BITS * place)) & DIGIT;
    }

    private static long at(int place, long bits) {
      return bits << (DIGIT_BITS * place);
    }

    /** Returns in how many places two packed codes of one length differ. */
    static int placesApart(long one, long other) {
      long apart = one ^ other;
      apart |= apart >>> 2;
      apart |= apart >>> 1;
      return Long.bitCount(apart & LOWEST_OF_DIGITS);
    }

    /** Returns whether two packed codes of one length have the same digits in any order. */
    static boolean haveSameDigits(long one, long other) {
      // In base 16 the sum of the digits has the same rest by 15 as the number has.
      return one % DIGIT == other % DIGIT && countsOfDigits(one) == countsOfDigits(other);
    }

    /** How often each digit occurs, four bits each: up to 15 digits of a kind. */
    private static long countsOfDigits(long packed) {
      long counts = 0;
      for (int i = length(packed) - 1; i >= 0; i--) {
        counts += at((int) digit(packed, i), 1);
      }
      return counts;
    }

    /** Returns whether a packed code is another one, longer by a digit, without that digit. */
    static boolean isOneDropped(long longer, long shorter) {
      int places = DIGIT_BITS * length(shorter);
      // The first digits are the same up to some place; from there on the last ones must be.
      long apart = (longer ^ (shorter << DIGIT_BITS)) & ((1L << (places + DIGIT_BITS)) - 1);
      int first = (Long.SIZE - 1 - Long.numberOfLeadingZeros(apart)) / DIGIT_BITS;
      return apart == 0 || ((longer ^ shorter) & ((1L << (DIGIT_BITS * first)) - 1)) == 0;
    }

    /** Digits as they stand; others by their bag. */
    @Override
    public long[] outline(Text value) {
      return new long[] {packed(value), value.bag, value.length()};
    }

    @Override
    public double atMost(long[] left, int atLeft, long[] right, int atRight) {
      long one = left[atLeft];
      long other = right[atRight];
      if (one == other) {
        return 1;
      }
      // A slip changes at most two places of a code that keeps its length.
      boolean sameLength = left[atLeft + 2] == right[atRight + 2];
      if (one != NO_DIGITS && other != NO_DIGITS && sameLength && placesApart(one, other) > 2) {
        return 0;
      }
      return fewestEdits(left, atLeft + 1, right, atRight + 1) > 1 ? 0 : nearly;
    }

    @Override
    public ValueIndex<Text> index(List<Text> values) {
      return new CodeIndex(this, values);
    }

    /** Equal digits are equal codes. */
    @Override
    public double atLeast(long[] left, int atLeft, long[] right, int atRight) {
      return left[atLeft] != NO_DIGITS && left[atLeft] == right[atRight] ? 1 : 0;
    }

    /** Returns whether two texts of one length differ in one place. */
    static boolean oneReplaced(String left, String right) {
      int different = 0;
      for (int i = 0; i < left.length() && different <= 1; i++) {
        different += left.charAt(i) != right.charAt(i) ? 1 : 0;
      }
      return different == 1;
    }

    /** Returns whether a text is another one, longer by one, without one of its characters. */
    static boolean oneDropped(String left, String right) {
      String shorter = left.length() < right.length() ? left : right;
      String longer = left.length() < right.length() ? right : left;
      int same = 0;
      while (same < shorter.length() && shorter.charAt(same) == longer.charAt(same)) {
        same++;
      }
      return shorter.regionMatches(same, longer, same + 1, shorter.length() - same);
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

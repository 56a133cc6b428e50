package io.linkgrid.comparison;

import org.jspecify.annotations.Nullable;

/**
 * A text with what makes it quick to compare: which characters it holds, as bits, and, once it was
 * looked for, where. Counts UTF-16 units. Immutable to the eye; safe for any number of threads.
 */
final class Text implements MaskHolder {
  /** The longest text whose positions are the bits of one word. */
  static final int WORD = 64;

  private static final int LETTERS = 26;
  private static final int DIGITS = 10;
  private static final int FIRST_DIGIT = 2 * LETTERS;
  private static final int OTHER = FIRST_DIGIT + DIGITS;

  final String string;
  final long bag;

  /** Made by the first who needs it; whoever else makes it at the same time makes the same. */
  private @Nullable Masks masks;

  Text(String string) {
    this.string = string;
    bag = bag(string);
  }

  int length() {
    return string.length();
  }

  boolean isEmpty() {
    return string.isEmpty();
  }

  boolean is(Text other) {
    return bag == other.bag && string.equals(other.string);
  }

  /** Where each character stands, for a text of at most {@value #WORD} units. */
  Masks masks() {
    Masks known = masks;
    if (known == null) {
      known = new Masks(string);
      masks = known;
    }
    return known;
  }

  @Override
  public void forgetMasks() {
    masks = null;
  }

  /**
   * Returns the characters of a text as a set of bits: a bit for a letter, a second one for a
   * letter that occurs again, a bit for a digit, and two that all others share.
   */
  static long bag(String text) {
    long bag = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        long bit = 1L << (c - 'A');
        bag |= (bag & bit) << LETTERS | bit;
      } else if (c >= '0' && c <= '9') {
        bag |= 1L << (FIRST_DIGIT + c - '0');
      } else {
        bag |= 1L << (OTHER + (c & 1));
      }
    }
    return bag;
  }

  /** Returns how many characters of one text the other has not at least; equal ones pair off. */
  static int missing(long bag, long inBag) {
    return Long.bitCount(bag & ~inBag);
  }

  /**
   * Returns a number of edits below which one text cannot become the other. An edit adds or takes
   * away at most one character, and a swap none.
   */
  int fewestEdits(Text other) {
    int lengths = Math.abs(length() - other.length());
    return Math.max(lengths, Math.max(missing(bag, other.bag), missing(other.bag, bag)));
  }

  /** The positions of each character in a text, as bits. */
  static final class Masks {
    private static final char FIRST = ' ';
    private static final int PLAIN = 64;
    private static final int SLOTS = 128;

    private final long[] plain = new long[PLAIN];

    /** The other characters, at the slot that their bits choose or the next free one. */
    private final char @Nullable [] others;

    private final long @Nullable [] ofOthers;

    private Masks(String text) {
      char[] keys = null;
      long[] values = null;
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        int at = c - FIRST;
        if (at >= 0 && at < PLAIN) {
          plain[at] |= 1L << i;
          continue;
        }
        if (keys == null || values == null) {
          keys = new char[SLOTS];
          values = new long[SLOTS];
        }
        int slot = slot(c, keys, values);
        keys[slot] = c;
        values[slot] |= 1L << i;
      }
      others = keys;
      ofOthers = values;
    }

    static Masks of(String text) {
      return new Masks(text);
    }

    private static int slot(char c, char[] keys, long[] values) {
      int slot = c & (SLOTS - 1);
      while (values[slot] != 0 && keys[slot] != c) {
        slot = (slot + 1) & (SLOTS - 1);
      }
      return slot;
    }

    /** Returns the positions of a character. */
    long of(char c) {
      int at = c - FIRST;
      if (at >= 0 && at < PLAIN) {
        return plain[at];
      }
      return others == null || ofOthers == null ? 0 : ofOthers[slot(c, others, ofOthers)];
    }
  }
}

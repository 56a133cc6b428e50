package io.linkgrid.model;

/**
 * The two forms of an entity's id: 64 bits inside, and for people and tables an {@code E} with
 * thirteen digits in base 32 (0-9, A-V), so that text order is the order of the unsigned bits.
 */
public final class EntityId {
  private static final int DIGITS = 13;
  private static final int BITS = 5;
  private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUV";

  private EntityId() {}

  /** Returns the form for people. */
  public static String text(long bits) {
    char[] text = new char[DIGITS + 1];
    text[0] = 'E';
    long rest = bits;
    for (int i = DIGITS; i > 0; i--) {
      text[i] = ALPHABET.charAt((int) (rest & 31));
      rest >>>= BITS;
    }
    return new String(text);
  }

  /**
   * Returns the 64 bits of a text that {@link #text} made.
   *
   * @throws IllegalArgumentException if the text is no entity id
   */
  public static long parse(String text) {
    if (text.length() != DIGITS + 1 || text.charAt(0) != 'E') {
      throw notAnId(text);
    }
    long bits = 0;
    for (int i = 1; i <= DIGITS; i++) {
      int digit = ALPHABET.indexOf(text.charAt(i));
      if (digit < 0) {
        throw notAnId(text);
      }
      bits = bits << BITS | digit;
    }
    return bits;
  }

  private static IllegalArgumentException notAnId(String text) {
    return new IllegalArgumentException(
        "'" + text + "' is no entity id; one looks like E0A1B2C3D4E5F6");
  }
}

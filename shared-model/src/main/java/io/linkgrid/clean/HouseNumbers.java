package io.linkgrid.clean;

/** What counts as a house number and as an ordinal, the same for writing and for reading. */
final class HouseNumbers {
  private HouseNumbers() {}

  /** Returns where the house number at the start of a standard address ends; 0 without one. */
  static int end(String text, int limit) {
    int first = wordEnd(text, 0, limit);
    if (!isHouseNumber(text, 0, first)) {
      return 0;
    }
    int second = wordEnd(text, first + 1, limit);
    return isFraction(text, first + 1, second) ? second : first;
  }

  /** Tells whether a word is a house number: 475, 2475A, 114-116, but not 6TH and not 1/2. */
  static boolean isHouseNumber(String word) {
    return isHouseNumber(word, 0, word.length());
  }

  private static boolean isHouseNumber(String text, int from, int to) {
    return from < to
        && Folding.isAsciiDigit(text.charAt(from))
        && !isOrdinal(text, from, to)
        && !isFraction(text, from, to);
  }

  /** Tells whether a word is digits and ST, ND, RD or TH. */
  static boolean isOrdinal(String word) {
    return isOrdinal(word, 0, word.length());
  }

  private static boolean isOrdinal(String text, int from, int to) {
    return to - from > 2 && isEnding(text, to - 2) && isNumber(text, from, to - 2);
  }

  /** Tells whether a word is a fraction: 1/2. */
  static boolean isFraction(String word) {
    return isFraction(word, 0, word.length());
  }

  private static boolean isFraction(String text, int from, int to) {
    return to - from == 3
        && text.charAt(from + 1) == '/'
        && Folding.isAsciiDigit(text.charAt(from))
        && Folding.isAsciiDigit(text.charAt(from + 2));
  }

  /** Tells whether a word is all digits. */
  static boolean isNumber(String word) {
    return isNumber(word, 0, word.length());
  }

  private static boolean isNumber(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Folding.isAsciiDigit(text.charAt(i))) {
        return false;
      }
    }
    return from < to;
  }

  private static boolean isEnding(String text, int at) {
    char first = text.charAt(at);
    char second = text.charAt(at + 1);
    return (first == 'T' && second == 'H')
        || (first == 'S' && second == 'T')
        || (first == 'N' && second == 'D')
        || (first == 'R' && second == 'D');
  }

  /** Returns a number as an ordinal: 6TH, 21ST, 12TH. */
  static String ordinal(int number) {
    int lastTwo = number % 100;
    String ending =
        lastTwo >= 11 && lastTwo <= 13
            ? "TH"
            : switch (number % 10) {
              case 1 -> "ST";
              case 2 -> "ND";
              case 3 -> "RD";
              default -> "TH";
            };
    return number + ending;
  }

  private static int wordEnd(String text, int from, int limit) {
    int at = from;
    while (at < limit && text.charAt(at) != ' ') {
      at++;
    }
    return at;
  }
}

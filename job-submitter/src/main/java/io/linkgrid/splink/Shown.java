package io.linkgrid.splink;

/** Texts of a model as they stand in messages and comments: on one line and not too long. */
final class Shown {
  private static final int LONGEST = 200;

  private Shown() {}

  /** Returns a text on one line, cut after two hundred characters. */
  static String text(String text) {
    String line = text.strip().replaceAll("[\\s\\p{Cntrl}\\x{85}\\x{2028}\\x{2029}]+", " ");
    return line.codePointCount(0, line.length()) <= LONGEST
        ? line
        : line.substring(0, line.offsetByCodePoints(0, LONGEST)) + "…";
  }
}

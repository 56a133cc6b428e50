package io.linkgrid.report;

import java.util.regex.Pattern;

/**
 * Texts that a spreadsheet shows instead of running them. What starts with {@code = + - @}, a tab
 * or a line end gets a single quote in front, since it comes from files that somebody else wrote;
 * so does what looks as if it had one already, and so every text can be had back. Numbers and pairs
 * of numbers, such as coordinates, stay as they are.
 */
public final class SpreadsheetText {
  private static final Pattern NUMBERS =
      Pattern.compile("[+-]?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?([, ][+-]?[0-9]+(\\.[0-9]+)?)?");

  private SpreadsheetText() {}

  /** Returns the text as it is written. */
  public static String harmless(String text) {
    return isFormula(text) ? "'" + text : text;
  }

  /** Returns the text of which this is the harmless form. */
  public static String plain(String written) {
    return written.startsWith("'") && isFormula(written) ? written.substring(1) : written;
  }

  /** Returns whether it is run, or would be but for the quotes in front. */
  private static boolean isFormula(String text) {
    int start = 0;
    while (start < text.length() && text.charAt(start) == '\'') {
      start++;
    }
    if (start == text.length()) {
      return false;
    }
    return switch (text.charAt(start)) {
      // The wide forms of East Asian keyboards are taken for the narrow ones.
      case '=', '@', '\t', '\r', '\n', '\uff1d', '\uff20', '\uff0b', '\uff0d' -> true;
      case '+', '-' -> !NUMBERS.matcher(text.substring(start)).matches();
      default -> false;
    };
  }
}

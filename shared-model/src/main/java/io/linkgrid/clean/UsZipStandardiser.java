package io.linkgrid.clean;

/**
 * A zip code: five digits, from a text that is five or nine digits, or five and then more behind a
 * separator. Anything else is no zip code, and neither are five equal digits. Nothing is guessed.
 */
final class UsZipStandardiser implements Standardiser {
  static final Standardiser INSTANCE = new UsZipStandardiser();

  private static final int LENGTH = 5;
  private static final int LENGTH_WITH_ROUTE = 9;

  private UsZipStandardiser() {}

  @Override
  public String standardise(String raw) {
    String text = Folding.fold(raw).strip();
    int digits = 0;
    while (digits < text.length() && Folding.isAsciiDigit(text.charAt(digits))) {
      digits++;
    }
    boolean whole = digits == text.length();
    boolean usable =
        (digits == LENGTH && (whole || isRoute(text))) || (digits == LENGTH_WITH_ROUTE && whole);
    if (!usable || isOneDigit(text)) {
      return "";
    }
    return text.substring(0, LENGTH);
  }

  /** Tells whether separators and at most four digits follow the zip code. */
  private static boolean isRoute(String text) {
    int at = LENGTH;
    while (at < text.length() && isSeparator(text.charAt(at))) {
      at++;
    }
    int start = at;
    while (at < text.length() && Folding.isAsciiDigit(text.charAt(at))) {
      at++;
    }
    return at == text.length() && at - start < LENGTH;
  }

  private static boolean isSeparator(char c) {
    return c == '-' || c == ' ' || c == '.' || c == ',';
  }

  private static boolean isOneDigit(String text) {
    for (int i = 1; i < LENGTH; i++) {
      if (text.charAt(i) != text.charAt(0)) {
        return false;
      }
    }
    return true;
  }
}

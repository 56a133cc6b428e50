package io.linkgrid.clean;

/** Takes the letters and digits out of a text, in upper case and with nothing between them. */
final class SymbolScanner {
  private SymbolScanner() {}

  static String symbols(String raw) {
    String text = Folding.fold(raw);
    StringBuilder symbols = new StringBuilder(Math.min(text.length(), 64));
    StringBuilder word = new StringBuilder(16); // a mark belongs to the letter that it follows
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      i += Character.charCount(codePoint);
      if (!append(word, codePoint)) {
        symbols.append(word);
        word.setLength(0);
      }
    }
    return Folding.finished(symbols.append(word));
  }

  private static boolean append(StringBuilder word, int codePoint) {
    if (codePoint >= 0x80) {
      return Folding.appendWordPart(word, codePoint);
    }
    boolean symbol = Folding.isAsciiWord((char) codePoint);
    if (symbol) {
      word.append((char) Character.toUpperCase(codePoint));
    }
    return symbol;
  }

  /** Tells whether symbols are zeros alone, or none at all. */
  static boolean isZeros(String symbols) {
    for (int i = 0; i < symbols.length(); i++) {
      if (symbols.charAt(i) != '0') {
        return false;
      }
    }
    return true;
  }
}

package io.linkgrid.clean;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;

/**
 * Brings Unicode text to the few characters that scanners know: Latin letters lose their accents,
 * typographic quotes, dashes and slashes become plain ones, compatibility forms become ordinary
 * ones. Letters of other scripts keep their marks. Upper case is left to the scanner. ASCII text
 * comes back as it is.
 */
final class Folding {
  private Folding() {}

  static String fold(String raw) {
    for (int i = 0; i < raw.length(); i++) {
      if (raw.charAt(i) >= 0x80) {
        return foldUnicode(raw);
      }
    }
    return raw;
  }

  /** Tells whether the character at an index of folded text is part of a word. */
  static boolean isWordAt(String text, int index) {
    if (index >= text.length()) {
      return false;
    }
    char c = text.charAt(index);
    return c < 0x80 ? isAsciiWord(c) : Character.isLetterOrDigit(text.codePointAt(index));
  }

  static boolean isAsciiWord(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isAsciiDigit(c);
  }

  static boolean isAsciiDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /**
   * Appends a non-ASCII code point of folded text in upper case, if it is part of a word: a letter,
   * a digit, or a mark that follows one.
   */
  static boolean appendWordPart(StringBuilder word, int codePoint) {
    int digit = Character.digit(codePoint, 10);
    if (digit >= 0) {
      word.append((char) ('0' + digit));
      return true;
    }
    if (Character.isLetter(codePoint) || (!word.isEmpty() && isMark(codePoint))) {
      word.appendCodePoint(Character.toUpperCase(codePoint));
      return true;
    }
    return false;
  }

  /** Returns the word that has been appended; removed punctuation may have left it uncomposed. */
  static String finished(StringBuilder word) {
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) >= 0x80) {
        return Normalizer.normalize(word, Normalizer.Form.NFC);
      }
    }
    return word.toString();
  }

  private static boolean isMark(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK ->
          true;
      default -> false;
    };
  }

  private static String foldUnicode(String raw) {
    String decomposed = Normalizer.normalize(plain(raw), Normalizer.Form.NFKD);
    StringBuilder folded = new StringBuilder(decomposed.length());
    boolean accentsOff = true;
    for (int i = 0; i < decomposed.length(); ) {
      int codePoint = decomposed.codePointAt(i);
      i += Character.charCount(codePoint);
      switch (Character.getType(codePoint)) {
        case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> {
          if (!accentsOff && !isVariationSelector(codePoint)) {
            folded.appendCodePoint(codePoint);
          }
        }
        case Character.FORMAT -> {} // soft hyphens and direction marks are invisible in a word
        case Character.SURROGATE -> {
          folded.append(' ');
          accentsOff = true;
        }
        default -> {
          UnicodeScript script = UnicodeScript.of(codePoint);
          accentsOff = script == UnicodeScript.LATIN || script == UnicodeScript.COMMON;
          appendPlainLatin(folded, codePoint);
        }
      }
    }
    return Normalizer.normalize(folded, Normalizer.Form.NFC);
  }

  private static boolean isVariationSelector(int codePoint) {
    return (codePoint >= 0xFE00 && codePoint <= 0xFE0F)
        || (codePoint >= 0xE0100 && codePoint <= 0xE01EF);
  }

  /** What has to happen before decomposition, because decomposition would hide it. */
  private static String plain(String raw) {
    StringBuilder plain = new StringBuilder(raw.length() + 4);
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      char next = i + 1 < raw.length() ? raw.charAt(i + 1) : 0;
      if (c == '\u00C3' && windows1252(next) >= 0x80) {
        // UTF-8 that was read as Windows-1252, such as CafÃ©: two characters are one letter.
        plain.append((char) (0xC0 | (windows1252(next) & 0x3F)));
        i++;
        continue;
      }
      if (c == '\u00E2' && next == '\u20AC' && i + 2 < raw.length()) {
        // The same for typographic quotes and dashes, U+2000 to U+203F.
        int last = windows1252(raw.charAt(i + 2));
        if (last >= 0x80) {
          plain.append(plainPunctuation((char) (0x2000 | (last & 0x3F))));
          i += 2;
          continue;
        }
      }
      switch (c) {
        case '\u2122', '\u2120', '\u00AE', '\u00A9' -> plain.append(' '); // trade marks
        default -> {
          if ((c >= '\u00BC' && c <= '\u00BE') || (c >= '\u2150' && c <= '\u215F')) {
            plain.append(' ').append(c).append(' '); // 1007½ is not 10071/2
          } else {
            plain.append(plainPunctuation(c));
          }
        }
      }
    }
    return plain.toString();
  }

  private static char plainPunctuation(char c) {
    return switch (c) {
      case '\u2018', '\u2019', '\u201B', '\u2032', '\u2035', '\u00B4', '\u02BC', '\u02B9' -> '\'';
      case '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2015', '\u2212' -> '-';
      case '\u2044', '\u2215' -> '/';
      default -> c;
    };
  }

  /** Returns the byte from 0x80 to 0xBF that Windows-1252 shows as this character, or -1. */
  private static int windows1252(char c) {
    if (c >= 0x80 && c <= 0xBF) {
      return c;
    }
    int index = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ".indexOf(c);
    return index < 0 || c == ' ' ? -1 : 0x80 + index;
  }

  /** Letters that decomposition leaves alone, and the slash that it makes. */
  private static void appendPlainLatin(StringBuilder folded, int codePoint) {
    switch (codePoint) {
      case 'ß' -> folded.append("ss");
      case 'ẞ' -> folded.append("SS");
      case 'æ' -> folded.append("ae");
      case 'Æ' -> folded.append("AE");
      case 'œ' -> folded.append("oe");
      case 'Œ' -> folded.append("OE");
      case 'ø' -> folded.append('o');
      case 'Ø' -> folded.append('O');
      case 'ł' -> folded.append('l');
      case 'Ł' -> folded.append('L');
      case 'đ', 'ð' -> folded.append('d');
      case 'Đ', 'Ð' -> folded.append('D');
      case 'þ' -> folded.append("th");
      case 'Þ' -> folded.append("TH");
      case 'ħ' -> folded.append('h');
      case 'Ħ' -> folded.append('H');
      case 'ŧ' -> folded.append('t');
      case 'Ŧ' -> folded.append('T');
      case 'ı' -> folded.append('i');
      case 'ƒ' -> folded.append('f');
      default -> {
        if (codePoint <= Character.MAX_VALUE) {
          folded.append(plainPunctuation((char) codePoint));
        } else {
          folded.appendCodePoint(codePoint);
        }
      }
    }
  }
}

package io.linkgrid.clean;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits names and free text into upper-case words of letters and digits. Apostrophes vanish inside
 * a word (PEET'S is PEETS), periods join initials (S.F. is SF), {@code &}, {@code +} and {@code
 * 'n'} are AND, {@code @} is AT, everything else separates. Scanning the words with blanks between
 * them gives the same words.
 */
final class WordScanner {
  private final String text;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder(16);

  /** Where the piece after the last period of the word starts. */
  private int piece;

  private WordScanner(String raw) {
    text = Folding.fold(raw);
  }

  /** Returns the words, in a list that the caller may change. */
  static List<String> words(String raw) {
    WordScanner scanner = new WordScanner(raw);
    scanner.scan();
    return scanner.words;
  }

  private void scan() {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 'a' && c <= 'z') {
        word.append((char) (c - ('a' - 'A')));
      } else if ((c >= 'A' && c <= 'Z') || Folding.isAsciiDigit(c)) {
        word.append(c);
      } else if (c >= 0x80) {
        int codePoint = text.codePointAt(i);
        if (!Folding.appendWordPart(word, codePoint)) {
          endWord();
        }
        i += Character.charCount(codePoint) - 1;
      } else {
        i += punctuation(c, i);
      }
    }
    endWord();
  }

  /** Takes a punctuation mark and returns how many further characters it has eaten. */
  private int punctuation(char c, int at) {
    switch (c) {
      case '\'', '`' -> {
        if (at + 2 < text.length()
            && (text.charAt(at + 1) | 0x20) == 'n'
            && (text.charAt(at + 2) == '\'' || text.charAt(at + 2) == '`')) {
          sign("AND");
          return 2;
        }
      }
      case '.' -> period(at);
      case '&' -> {
        sign("AND");
        if (text.regionMatches(true, at, "&amp;", 0, 5)) {
          return 4;
        }
      }
      case '+' -> sign("AND");
      case '@' -> sign("AT");
      default -> endWord();
    }
    return 0;
  }

  private void period(int at) {
    if (word.isEmpty() || !Folding.isWordAt(text, at + 1)) {
      return;
    }
    if (joins(text, at, word.length() - piece)) {
      piece = word.length();
    } else {
      endWord();
    }
  }

  /**
   * Tells whether a period between two word characters joins them: between initials (S.F.) and
   * between digits, but not in CO.KITCHEN.
   */
  static boolean joins(String text, int at, int lettersBefore) {
    if (Folding.isAsciiDigit(text.charAt(at - 1)) && Folding.isAsciiDigit(text.charAt(at + 1))) {
      return true;
    }
    return lettersBefore == 1 && !Folding.isWordAt(text, at + 2);
  }

  private void sign(String meaning) {
    endWord();
    if (words.isEmpty() || !words.get(words.size() - 1).equals(meaning)) {
      words.add(meaning);
    }
  }

  private void endWord() {
    if (!word.isEmpty()) {
      words.add(Folding.finished(word));
      word.setLength(0);
    }
    piece = 0;
  }
}

package io.linkgrid.comparison;

import java.util.SplittableRandom;

/** Texts that look a little like each other, so that comparisons have something to find. */
final class RandomTexts {
  private static final String LETTERS = "AABCDEE ILNORST'É你";

  private final SplittableRandom random;

  RandomTexts(long seed) {
    random = new SplittableRandom(seed);
  }

  String next(int longest) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(longest + 1);
    for (int i = 0; i < length; i++) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }

  /** A text and one that was made from it by a few changes, or a fresh one. */
  String near(String text) {
    if (random.nextInt(4) == 0) {
      return next(Math.max(4, text.length()));
    }
    StringBuilder changed = new StringBuilder(text);
    for (int changes = random.nextInt(4); changes > 0 && changed.length() > 1; changes--) {
      int at = random.nextInt(changed.length() - 1);
      switch (random.nextInt(3)) {
        case 0 -> changed.deleteCharAt(at);
        case 1 -> changed.setCharAt(at, LETTERS.charAt(random.nextInt(LETTERS.length())));
        default -> {
          char c = changed.charAt(at);
          changed.setCharAt(at, changed.charAt(at + 1));
          changed.setCharAt(at + 1, c);
        }
      }
    }
    return changed.toString();
  }
}

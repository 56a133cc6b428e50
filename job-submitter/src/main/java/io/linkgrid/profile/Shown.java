package io.linkgrid.profile;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Texts of files in sentences and in comments of YAML: on one line, printable, not too long. */
final class Shown {
  private static final int MOST_NAMES = 12;

  private Shown() {}

  /** Returns a text on one line of at most so many characters; what YAML cannot hold is U+FFFD. */
  static String text(String raw, int longest) {
    StringBuilder line = new StringBuilder();
    raw.strip()
        .codePoints()
        .map(c -> Character.isWhitespace(c) || Character.isSpaceChar(c) ? ' ' : c)
        .map(c -> isPrintable(c) ? c : 0xfffd)
        .forEach(line::appendCodePoint);
    String text = line.toString();
    return text.codePointCount(0, text.length()) <= longest
        ? text
        : text.substring(0, text.offsetByCodePoints(0, longest)) + "…";
  }

  /** Returns names for a sentence, with the number of those that are too many for it. */
  static String names(List<String> names) {
    String shown =
        names.stream()
            .limit(MOST_NAMES)
            .map(name -> text(name, 40))
            .collect(Collectors.joining(", "));
    return names.size() <= MOST_NAMES
        ? shown
        : shown + String.format(Locale.ROOT, " and %,d more", names.size() - MOST_NAMES);
  }

  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE ->
          false;
      default -> true;
    };
  }
}

package io.linkgrid.profile;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The words of a column's name: {@code business_postalCode2} has business, postal, code and 2.
 *
 * @param words the words in lower case
 */
record ColumnWords(List<String> words) {
  private static final String BORDERS =
      "[^\\p{L}\\p{N}]+"
          + "|(?<=\\p{Ll})(?=\\p{Lu})"
          + "|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})"
          + "|(?<=\\p{L})(?=\\p{N})"
          + "|(?<=\\p{N})(?=\\p{L})";

  ColumnWords {
    words = List.copyOf(words);
  }

  static ColumnWords of(String column) {
    return new ColumnWords(
        Arrays.stream(column.split(BORDERS))
            .filter(word -> !word.isEmpty())
            .map(word -> word.toLowerCase(Locale.ROOT))
            .toList());
  }

  /** Returns the first word, or the empty text. */
  String first() {
    return words.isEmpty() ? "" : words.get(0);
  }

  /** Returns the last word, or the empty text. */
  String last() {
    return words.isEmpty() ? "" : words.get(words.size() - 1);
  }

  /** Returns whether the words of a phrase stand together, apart or written as one. */
  boolean have(String phrase) {
    return words.contains(phrase.replace(" ", ""))
        || (" " + String.join(" ", words) + " ").contains(" " + phrase + " ");
  }

  /** Returns whether any of the phrases is there. */
  boolean haveAny(List<String> phrases) {
    return phrases.stream().anyMatch(this::have);
  }

  /** Returns whether the column is named as what tells rows apart. */
  boolean nameAKey() {
    return List.of("id", "ids", "key", "uuid", "guid", "pk", "rowid", "index", "idx", "recid")
        .contains(last());
  }
}

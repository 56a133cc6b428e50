package io.linkgrid.spec;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * The words of one kind that may stand somewhere.
 *
 * @param kind what the words are: column, comparator
 * @param words the words
 * @param complete whether these are all words; when not, every other word passes as well, since the
 *     place that lists them has a problem of its own already
 */
record Vocabulary(String kind, List<String> words, boolean complete) {
  private static final int MOST_LISTED = 20;
  private static final int LONGEST_CORRECTED = 100;

  static Vocabulary of(String kind, Collection<String> words) {
    return new Vocabulary(kind, List.copyOf(words), true);
  }

  static Vocabulary of(String kind, Optional<? extends Collection<String>> words) {
    return new Vocabulary(
        kind, words.map(List::<String>copyOf).orElse(List.of()), words.isPresent());
  }

  /** Any word passes. */
  static Vocabulary open(String kind) {
    return new Vocabulary(kind, List.of(), false);
  }

  /**
   * Returns what is wrong with a word, with the nearest valid one or else all of them.
   *
   * @param place where the word stands, such as {@code " in the spec"}, or the empty text
   */
  Optional<String> problemWith(String word, String place) {
    if (!complete || words.contains(word)) {
      return Optional.empty();
    }
    return Optional.of("unknown " + kind + " " + Problems.quoted(word) + place + "." + hint(word));
  }

  private String hint(String word) {
    Optional<String> nearest = nearest(word);
    if (nearest.isPresent()) {
      return " Did you mean " + Problems.quoted(nearest.get()) + "?";
    }
    String listed =
        words.stream().limit(MOST_LISTED).map(Problems::shown).collect(Collectors.joining(", "));
    String rest = words.size() > MOST_LISTED ? ", …" : "";
    return " Expected one of: " + listed + rest + ".";
  }

  /** The first of the words with the fewest edits, if they are few for a word of this length. */
  private Optional<String> nearest(String word) {
    if (word.length() > LONGEST_CORRECTED) {
      return Optional.empty();
    }
    String found = word.toLowerCase(Locale.ROOT);
    // Two letters swapped are two edits.
    int mostEdits = word.length() < 4 ? 1 : Math.max(2, word.length() / 3);
    String nearest = "";
    for (String candidate : words) {
      int edits =
          new LevenshteinDistance(mostEdits).apply(found, candidate.toLowerCase(Locale.ROOT));
      if (edits >= 0) {
        nearest = candidate;
        mostEdits = edits - 1;
      }
      if (mostEdits < 0) {
        break;
      }
    }
    return nearest.isEmpty() ? Optional.empty() : Optional.of(nearest);
  }
}

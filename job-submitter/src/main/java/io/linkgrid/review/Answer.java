package io.linkgrid.review;

import java.util.Locale;
import java.util.Optional;

/** What a person says about a record and the entity that it may belong to. */
public enum Answer {
  /** The record belongs to the entity. */
  SAME,
  /** The record is an entity of its own. */
  DIFFERENT,
  /** It cannot be told; the record stays without an entity. */
  UNSURE;

  /** Reads an answer as people write it: y, yes or same, and so on, in any case. */
  public static Optional<Answer> read(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "y", "yes", "same" -> Optional.of(SAME);
      case "n", "no", "different" -> Optional.of(DIFFERENT);
      case "u", "unsure" -> Optional.of(UNSURE);
      default -> Optional.empty();
    };
  }
}

package io.linkgrid.spec;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * How often values of one attribute occur among records, as wholes and by their words. Values and
 * words that are not in the table are as rare as can be. Immutable; safe for any number of threads.
 *
 * @param records how many records have a value
 * @param values the number of records with a value, for those that occur more than once
 * @param words the number of records with a word, for those that occur more than once
 */
public record TermTable(long records, Map<String, Integer> values, Map<String, Integer> words) {
  /** Nothing is known. */
  public static final TermTable EMPTY = new TermTable(0, Map.of(), Map.of());

  public TermTable {
    // Looked up for each word of each mention: a map that compares hashes before it compares texts.
    values = Collections.unmodifiableMap(new HashMap<>(values));
    words = Collections.unmodifiableMap(new HashMap<>(words));
  }

  /** Counts of values and words that are one by one as good as none: what rarity starts from. */
  private static final double UNSEEN = 0.5;

  /** Returns how many other records can be expected to have this value, 0.5 if none is known. */
  public double others(String value) {
    return values.getOrDefault(value, 1) - 1 + UNSEEN;
  }

  /** Returns {@link #others} of the value of a random record. */
  public double othersOnAverage() {
    double sum = 0;
    for (int count : values.values()) {
      sum += (double) count * (count - 1);
    }
    return (records == 0 ? 0 : sum / records) + UNSEEN;
  }

  /** Returns the number of records with this word, at least 1. */
  public int wordCount(String word) {
    return words.getOrDefault(word, 1);
  }

  /**
   * Returns how much it says that two values share a word, from 0 (all records have it) to 1 (one
   * record has it): its inverse document frequency over the largest there can be. Without a table
   * each word says 1.
   */
  public double wordWeight(String word) {
    if (records <= 1) {
      return 1;
    }
    return StrictMath.log((records + 1.0) / (wordCount(word) + 0.5))
        / StrictMath.log((records + 1.0) / 1.5);
  }
}

package io.linkgrid.spec;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What a level that names its own condition measures. Unlike a comparator, which is always a
 * likeness from 0 to 1, a measure counts as its name says: edits, days, kilometres. Texts are
 * counted in bytes of UTF-8, as DuckDB counts them: an {@code é} is two.
 */
@SuppressWarnings("ImmutableEnumChecker") // the set comes from Set.of
public enum Measure {
  /** Whether both values are the same. Has no bound. */
  SAME("same", Bound.NONE),
  /** Jaro-Winkler similarity: {@link #JARO}, raised for a common prefix if it is above 0.7. */
  JARO_WINKLER("jaro-winkler", Bound.AT_LEAST),
  /** Jaro similarity, where half the transposed characters are rounded down (Jaro 1989). */
  JARO("jaro", Bound.AT_LEAST),
  /** The characters that both values have over those that one of them has (Jaccard 1912). */
  JACCARD("jaccard", Bound.AT_LEAST),
  /** Insertions, deletions and replacements (Levenshtein 1966). */
  LEVENSHTEIN("levenshtein", Bound.AT_MOST),
  /**
   * The same with swaps of two neighbours, between which there may be edits (Lowrance and Wagner
   * 1975).
   */
  DAMERAU("damerau-levenshtein", Bound.AT_MOST),
  /** Days between two dates. */
  DAYS("days", Bound.AT_MOST),
  /** The difference of two numbers. */
  DIFFERENCE("difference", Bound.AT_MOST),
  /** Kilometres on a sphere of radius 6371 km, rounded to single precision. */
  KILOMETRES("kilometres", Bound.AT_MOST);

  /** On which side the bound of a measure lies. */
  public enum Bound {
    /** There is none. */
    NONE("none"),
    /** The larger, the more alike. */
    AT_LEAST("at-least"),
    /** The smaller, the more alike. */
    AT_MOST("at-most");

    private final String word;

    Bound(String word) {
      this.word = word;
    }

    /** Returns the word under which the bound stands in a spec. */
    public String word() {
      return word;
    }
  }

  private final String word;
  private final Bound bound;

  Measure(String word, Bound bound) {
    this.word = word;
    this.bound = bound;
  }

  /** Returns the word that stands for the measure in a spec. */
  public String word() {
    return word;
  }

  /** Returns on which side its bound lies. */
  public Bound bound() {
    return bound;
  }

  /** Returns whether values of this type can be measured so. */
  public boolean fits(AttributeType type) {
    return switch (this) {
      case SAME -> true;
      case DAYS -> type == AttributeType.DATE;
      case DIFFERENCE -> type == AttributeType.NUMBER;
      case KILOMETRES -> type == AttributeType.COORDINATES;
      case JARO_WINKLER, JARO, JACCARD, LEVENSHTEIN, DAMERAU ->
          !Set.of(AttributeType.DATE, AttributeType.NUMBER, AttributeType.COORDINATES)
              .contains(type);
    };
  }

  /** Returns the measures that fit a type. */
  static List<Measure> fitting(AttributeType type) {
    return Arrays.stream(values()).filter(measure -> measure.fits(type)).toList();
  }
}

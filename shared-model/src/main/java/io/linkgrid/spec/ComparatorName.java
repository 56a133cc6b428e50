package io.linkgrid.spec;

import io.linkgrid.spec.ComparisonSpec.Level;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The comparators that a spec can name, the types of attribute that each one fits, and the levels
 * into which it divides pairs unless the spec says otherwise.
 */
@SuppressWarnings("ImmutableEnumChecker") // the set and the list come from Set.of and List.of
public enum ComparatorName {
  /** 1 for equal values, else 0. */
  EXACT("exact", Set.of(), levels("same", 1)),
  /**
   * Words in any order, misspelt, left out or added, where rare words say more: soft TF-IDF (Cohen,
   * Ravikumar and Fienberg 2003). An initial meets the word that it begins.
   */
  WORDS(
      "words",
      Set.of(
          AttributeType.BUSINESS_NAME,
          AttributeType.TEXT,
          AttributeType.PERSON_NAME,
          AttributeType.PERSON_NAMES,
          AttributeType.ADDRESS),
      levels(
          "same",
          1,
          "nearly the same",
          0.95,
          "very alike",
          0.85,
          "alike",
          0.7,
          "somewhat alike",
          0.5,
          "little alike",
          0.25)),
  /** Street addresses: number and street apart. */
  US_ADDRESS(
      "us-address",
      Set.of(AttributeType.US_ADDRESS),
      levels(
          "same",
          1,
          "one part off",
          0.9,
          "another unit",
          0.8,
          "two parts off",
          0.75,
          "neighbours",
          0.6,
          "street only",
          0.5)),
  /** Zip codes: digits swapped. */
  US_ZIP("us-zip", Set.of(AttributeType.US_ZIP), levels("same", 1, "digits swapped", 0.8)),
  /** Phone numbers: digits swapped or mistyped. */
  US_PHONE("us-phone", Set.of(AttributeType.US_PHONE), levels("same", 1, "one slip", 0.85)),
  /** Codes of letters and digits: characters swapped, mistyped, dropped or added. */
  CODE(
      "code",
      Set.of(
          AttributeType.CODE,
          AttributeType.PHONE,
          AttributeType.POSTCODE,
          AttributeType.EMAIL,
          AttributeType.US_PHONE,
          AttributeType.US_ZIP,
          AttributeType.CATEGORY,
          AttributeType.NUMBER),
      levels("same", 1, "one slip", 0.85, "two slips", 0.7)),
  /** Places: the nearer, the more alike; 0 from a kilometre on. */
  DISTANCE(
      "distance",
      Set.of(AttributeType.COORDINATES),
      levels("within 10 m", 0.99, "within 50 m", 0.95, "within 250 m", 0.75)),
  /** Jaro-Winkler similarity of the texts (Winkler 1990). */
  JARO_WINKLER(
      "jaro-winkler",
      texts(),
      levels("same", 1, "nearly the same", 0.92, "alike", 0.88, "somewhat alike", 0.7)),
  /** 1 minus the edit distance over the longer length (Levenshtein 1966). */
  LEVENSHTEIN(
      "levenshtein",
      texts(),
      levels("same", 1, "nearly the same", 0.85, "alike", 0.7, "somewhat alike", 0.5)),
  /** As Levenshtein, where two neighbours that changed places are one edit (Damerau 1964). */
  DAMERAU(
      "damerau-levenshtein",
      texts(),
      levels("same", 1, "nearly the same", 0.85, "alike", 0.7, "somewhat alike", 0.5)),
  /** Shared trigrams over all trigrams (Jaccard 1912). */
  TRIGRAMS(
      "trigrams",
      texts(),
      levels("same", 1, "nearly the same", 0.8, "alike", 0.6, "somewhat alike", 0.3)),
  /** Shared words over all words. */
  TOKEN_SET(
      "token-set",
      texts(),
      levels("same", 1, "nearly the same", 0.75, "alike", 0.5, "somewhat alike", 0.25)),
  /** 1 for equal values, 0.5 for those that sound alike (Philips 2000), else 0. */
  SOUND("sound", texts(), levels("same", 1, "sounds alike", 0.5)),
  /** Numbers: 1 less their difference over the larger. */
  NUMBER(
      "number",
      Set.of(AttributeType.NUMBER),
      levels("same", 1, "within 1 %", 0.99, "within 10 %", 0.9)),
  /** Dates: a slip in one of the eight digits, day and month swapped, or few days apart. */
  DATE(
      "date",
      Set.of(AttributeType.DATE),
      levels("same", 1, "one slip", 0.9, "same month or days apart", 0.7, "same year", 0.5)),
  /** Dates: the fewer days between them, the more alike: 1 / (1 + days). */
  DAYS_APART(
      "days-apart",
      Set.of(AttributeType.DATE),
      levels("same", 1, "a day apart", 0.5, "a week apart", 0.125, "a month apart", 0.03)),
  /**
   * Each level says itself what is measured, and of which attributes; see {@link Measure}. A spec
   * does not name it: it is the comparator of every comparison whose levels have measures.
   */
  BY_LEVEL("by-level", Set.of(), List.of(new Level("different", 0)));

  private final String word;
  private final Set<AttributeType> fits;
  private final List<Level> levels;

  ComparatorName(String word, Set<AttributeType> fits, List<Level> levels) {
    this.word = word;
    this.fits = fits;
    this.levels = levels;
  }

  private static Set<AttributeType> texts() {
    return Set.of(
        AttributeType.BUSINESS_NAME,
        AttributeType.TEXT,
        AttributeType.PERSON_NAME,
        AttributeType.PERSON_NAMES,
        AttributeType.ADDRESS,
        AttributeType.CODE,
        AttributeType.EMAIL,
        AttributeType.CATEGORY);
  }

  /** Labels and least similarities in turn; below the last one everything else is different. */
  private static List<Level> levels(Object... labelsAndLeast) {
    Level[] levels = new Level[labelsAndLeast.length / 2 + 1];
    for (int i = 0; i < levels.length - 1; i++) {
      levels[i] =
          new Level(
              (String) labelsAndLeast[2 * i], ((Number) labelsAndLeast[2 * i + 1]).doubleValue());
    }
    levels[levels.length - 1] = new Level("different", 0);
    return List.of(levels);
  }

  /** Returns the comparator that an attribute of this type gets when the spec names none. */
  public static ComparatorName defaultFor(AttributeType type) {
    return switch (type) {
      case BUSINESS_NAME, TEXT, PERSON_NAME, PERSON_NAMES, ADDRESS -> WORDS;
      case US_ADDRESS -> US_ADDRESS;
      case US_ZIP -> US_ZIP;
      case US_PHONE -> US_PHONE;
      case COORDINATES -> DISTANCE;
      case CODE, PHONE, POSTCODE, EMAIL -> CODE;
      case NUMBER -> NUMBER;
      case CATEGORY, VERBATIM -> EXACT;
      case DATE -> DATE;
    };
  }

  /** Returns the word that stands for the comparator in a spec. */
  public String word() {
    return word;
  }

  /**
   * Returns the levels from the most to the least alike; the last one takes everything else. {@link
   * #BY_LEVEL} has that one only, since its levels are for the spec to say.
   */
  public List<Level> defaultLevels() {
    return levels;
  }

  /** Returns whether attributes of this type can be compared by it. */
  public boolean fits(AttributeType type) {
    return this == EXACT || fits.contains(type);
  }

  /** Returns the comparators that fit a type. */
  static List<ComparatorName> fitting(AttributeType type) {
    return nameable().stream().filter(c -> c.fits(type)).toList();
  }

  /** Returns the comparators that a spec can name. */
  public static List<ComparatorName> nameable() {
    return Arrays.stream(values()).filter(c -> c != BY_LEVEL).toList();
  }
}

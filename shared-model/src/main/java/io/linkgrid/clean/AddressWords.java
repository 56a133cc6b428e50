package io.linkgrid.clean;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The words that addresses are made of, from the tables beside this class. Loaded once. */
final class AddressWords {
  static final AddressWords INSTANCE = new AddressWords();

  /** Whether a suffix ends the name of a street. */
  enum SuffixKind {
    /** It does: ST, AVE. */
    MAIN,
    /** It does where a unit follows; else it may be part of the name: PARK, CTR. */
    NOUN
  }

  /** When a word designates a unit. */
  enum DesignatorKind {
    /** Wherever it stands after a street name: STE. */
    ALWAYS,
    /** Where an identifier follows: SPACE 5. */
    NUMBER,
    /** Where a letter follows; before a number it may be a name: FERRY BUILDING 28. */
    PLACE,
    /** Without an identifier: BASEMENT. */
    ALONE
  }

  /** Whether a designator is part of the standard form. */
  enum Printing {
    PRINTED,
    LEFT_OUT
  }

  record Suffix(String standard, SuffixKind kind) {}

  record Designator(String abbreviation, DesignatorKind kind, Printing printing) {
    boolean isFloor() {
      return abbreviation.equals("FL");
    }

    boolean isLevel() {
      return isFloor() || abbreviation.equals("LVL");
    }
  }

  private final Map<String, Suffix> suffixes = new HashMap<>();
  private final Map<String, Designator> designators = new HashMap<>();
  private final Map<String, String> directions = new HashMap<>();
  private final Map<String, Integer> ordinals = new HashMap<>();
  private final Map<String, Integer> tens = new HashMap<>();
  private final Set<String> states = new HashSet<>();
  private final Set<String> cities = new HashSet<>();
  private final Set<String> cityEnds = new HashSet<>();

  private AddressWords() {
    for (List<String> row : ResourceTable.rows("street-suffixes.tsv", 3)) {
      Suffix suffix = new Suffix(row.get(0), constant(SuffixKind.class, row.get(1)));
      putAll(suffixes, row.get(0), row.get(2), suffix);
    }
    for (List<String> row : ResourceTable.rows("unit-designators.tsv", 4)) {
      Designator designator =
          new Designator(
              row.get(0),
              constant(DesignatorKind.class, row.get(1)),
              constant(Printing.class, row.get(2)));
      putAll(designators, row.get(0), row.get(3), designator);
    }
    for (List<String> row : ResourceTable.rows("directions.tsv", 2)) {
      putAll(directions, row.get(0), row.get(1), row.get(0));
    }
    for (List<String> row : ResourceTable.rows("ordinals.tsv", 3)) {
      ordinals.put(row.get(1), Integer.valueOf(row.get(0)));
      if (!row.get(2).isEmpty()) {
        tens.put(row.get(2), Integer.valueOf(row.get(0)));
      }
    }
    ResourceTable.rows("states.tsv", 1).forEach(row -> states.add(row.get(0)));
    for (List<String> row : ResourceTable.rows("cities.tsv", 1)) {
      String city = row.get(0);
      cities.add(city);
      cityEnds.add(city.substring(city.lastIndexOf(' ') + 1));
    }
  }

  private static <T> void putAll(
      Map<String, T> map, String abbreviation, String variants, T value) {
    map.put(abbreviation, value);
    ResourceTable.words(variants).forEach(variant -> map.put(variant, value));
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String word) {
    return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  @Nullable Suffix suffix(String word) {
    return suffixes.get(word);
  }

  boolean isMainSuffix(String word) {
    Suffix suffix = suffixes.get(word);
    return suffix != null && suffix.kind() == SuffixKind.MAIN;
  }

  @Nullable Designator designator(String word) {
    return designators.get(word);
  }

  @Nullable String direction(String word) {
    return directions.get(word);
  }

  boolean isDirection(String word) {
    return directions.containsKey(word);
  }

  /** Returns the number that an ordinal in words stands for, or 0. */
  int ordinal(String word) {
    return ordinals.getOrDefault(word, 0);
  }

  /** Returns 20 for TWENTY and so on, or 0. */
  int tens(String word) {
    return tens.getOrDefault(word, 0);
  }

  boolean isState(String word) {
    return word.length() == 2 && states.contains(word);
  }

  /** Returns how many of the words before {@code end} are the name of a large city. */
  int cityLength(List<String> words, int end) {
    if (end == 0 || !cityEnds.contains(words.get(end - 1))) {
      return 0;
    }
    String name = "";
    int longest = 0;
    for (int length = 1; length <= Math.min(3, end); length++) {
      name = length == 1 ? words.get(end - 1) : words.get(end - length) + " " + name;
      if (cities.contains(name)) {
        longest = length;
      }
    }
    return longest;
  }
}

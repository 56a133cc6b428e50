package io.linkgrid.clean;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The names of several persons, such as authors: each like the name of one person, with {@code " ;
 * "} between them, in their order, and nobody twice. Persons are separated by {@code ; & + / |}, by
 * {@code and}, and by commas. A comma stands within a name ({@code Smith, John; Doe, Jane}) where a
 * semicolon separates, or where {@code and} does and every name has one comma. Initials alone
 * belong to the last name before them ({@code Smith, J., Doe, K.}). Suffixes and et al. alone are
 * nobody.
 */
final class PersonNamesStandardiser implements Standardiser {
  static final Standardiser INSTANCE = new PersonNamesStandardiser();

  private static final PersonWords WORDS = PersonWords.INSTANCE;
  private static final String AND = "and";
  private static final String NOT_AVAILABLE = "n/a";
  private static final String SEPARATORS = ";&+/|";
  private static final Set<String> FURTHER_PERSONS = Set.of("", "OTHERS");

  private PersonNamesStandardiser() {}

  @Override
  public String standardise(String raw) {
    String text = PersonWords.plain(raw);
    List<String> pieces = pieces(text);
    boolean lastNameFirst =
        text.indexOf(';') >= 0
            || (pieces.size() > 1
                && pieces.stream().allMatch(PersonNamesStandardiser::hasOneComma));
    List<List<String>> persons = new ArrayList<>();
    for (String piece : pieces) {
      if (lastNameFirst) {
        persons.add(WORDS.name(piece));
      } else {
        addListed(piece, persons);
      }
    }
    Set<String> names = new LinkedHashSet<>();
    for (List<String> person : persons) {
      person.removeIf("AND"::equals); // so that no name is two persons when it is read again
      if (!WORDS.isSuffix(person)) {
        names.add(Placeholders.INSTANCE.emptiedName(String.join(" ", person)));
      }
    }
    names.removeAll(FURTHER_PERSONS);
    return String.join(" ; ", names);
  }

  /** Adds the persons of a list with commas between them. */
  private static void addListed(String list, List<List<String>> persons) {
    boolean joinable = false;
    for (String piece : list.split(",", -1)) {
      List<String> words = PersonWords.words(piece);
      boolean initials = !words.isEmpty() && words.stream().allMatch(PersonWords::isInitial);
      if (initials && joinable) {
        words.addAll(persons.get(persons.size() - 1));
        persons.set(persons.size() - 1, words);
        joinable = false;
      } else if (!words.isEmpty() && !WORDS.isSuffix(words)) {
        persons.add(WORDS.name(piece));
        joinable = words.stream().noneMatch(PersonWords::isInitial);
      }
    }
  }

  /** Splits at the signs and words that never stand within a name. */
  private static List<String> pieces(String text) {
    List<String> pieces = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      boolean and = isAnd(text, i);
      if (and || (SEPARATORS.indexOf(text.charAt(i)) >= 0 && !isNotAvailable(text, i))) {
        pieces.add(text.substring(start, i));
        i += and ? AND.length() - 1 : 0;
        start = i + 1;
      }
    }
    pieces.add(text.substring(start));
    pieces.removeIf(String::isBlank);
    return pieces;
  }

  private static boolean isAnd(String text, int at) {
    return isWord(AND, text, at);
  }

  /** Tells whether the slash here is that of N/A. */
  private static boolean isNotAvailable(String text, int slash) {
    return slash > 0 && isWord(NOT_AVAILABLE, text, slash - 1);
  }

  private static boolean isWord(String word, String text, int at) {
    return text.regionMatches(true, at, word, 0, word.length())
        && !Folding.isWordAt(text, at + word.length())
        && (at == 0 || !Character.isLetterOrDigit(text.codePointBefore(at)));
  }

  private static boolean hasOneComma(String piece) {
    int comma = piece.indexOf(',');
    return comma >= 0 && piece.indexOf(',', comma + 1) < 0;
  }
}

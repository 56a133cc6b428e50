package io.linkgrid.clean;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.text.StringEscapeUtils;

/**
 * Reads the name of a person as a list of words, without those that the table beside this class
 * calls no part of it. Loaded once.
 */
final class PersonWords {
  static final PersonWords INSTANCE = new PersonWords();

  private final Map<String, String> places = new HashMap<>();

  private PersonWords() {
    for (List<String> row : ResourceTable.rows("person-words.tsv", 2)) {
      places.put(row.get(0), row.get(1));
    }
  }

  /** Returns folded text in which periods are blanks (J.R. Smith) and apostrophes are gone. */
  static String plain(String raw) {
    String folded = Folding.fold(unescaped(raw));
    StringBuilder plain = new StringBuilder(folded.length());
    for (int i = 0; i < folded.length(); i++) {
      char c = folded.charAt(i);
      if (c != '\'' && c != '`') {
        plain.append(c == '.' ? ' ' : c);
      }
    }
    return plain.toString();
  }

  /** Lists of authors often come from web pages: B&amp;#246;hlen is Böhlen. */
  private static String unescaped(String raw) {
    if (raw.indexOf('&') < 0) {
      return raw;
    }
    try {
      return StringEscapeUtils.unescapeHtml4(raw);
    } catch (IllegalArgumentException noSuchCharacter) {
      return raw;
    }
  }

  /** Returns the words of plain text that hold a letter, in a list that the caller may change. */
  static List<String> words(String plain) {
    List<String> words = WordScanner.words(plain);
    words.removeIf(word -> word.codePoints().noneMatch(Character::isLetter));
    return words;
  }

  /**
   * Reads a name from plain text. Behind a comma stand the given names ({@code Smith, John}), or
   * what is no part of the name ({@code John Smith, Jr.}).
   */
  List<String> name(String plain) {
    List<List<String>> parts = new ArrayList<>();
    for (String part : plain.split(",", -1)) {
      List<String> words = words(part);
      if (!words.isEmpty()
          && !isPlaceholder(words)
          && (parts.isEmpty() || !isSuffix(words, parts))) {
        parts.add(words);
      }
    }
    if (parts.isEmpty()) {
      return new ArrayList<>();
    }
    dropEnd(parts.get(0)); // Smith Jr., John
    List<String> name = new ArrayList<>();
    parts.subList(1, parts.size()).forEach(name::addAll);
    name.addAll(parts.get(0));
    return bare(name);
  }

  /** Tells whether all words are such as follow a name; also if there are none. */
  boolean isSuffix(List<String> words) {
    return nameEnd(words, 0) == 0;
  }

  /** {@code John Smith, M.D.} has a degree, {@code Smith, M.D.} two given names. */
  private boolean isSuffix(List<String> words, List<List<String>> before) {
    boolean wholeNameBefore = before.get(0).size() > 1;
    boolean spelledDegree =
        wholeNameBefore
            && words.stream().allMatch(PersonWords::isInitial)
            && "degree".equals(places.get(String.join("", words)));
    return spelledDegree || isSuffix(words);
  }

  private static boolean isPlaceholder(List<String> words) {
    return Placeholders.INSTANCE.emptiedName(String.join(" ", words)).isEmpty();
  }

  static boolean isInitial(String word) {
    return word.codePointCount(0, word.length()) == 1;
  }

  /** Drops titles and suffixes; a last word stays, unless it is a title and nothing else. */
  private List<String> bare(List<String> name) {
    name.removeIf(word -> "anywhere".equals(places.get(word)));
    int start = 0;
    while (start < name.size() - 1 && "front".equals(places.get(name.get(start)))) {
      start++;
    }
    name.subList(0, start).clear();
    dropEnd(name);
    return name;
  }

  private void dropEnd(List<String> name) {
    name.subList(nameEnd(name, 1), name.size()).clear();
  }

  /** Returns where the words that follow a name start, if they leave at least so many. */
  private int nameEnd(List<String> words, int least) {
    int end = words.size();
    while (end > least) {
      if (isEnd(words.get(end - 1))) {
        end--;
      } else if (end - 2 >= least && isEnd(words.get(end - 2) + " " + words.get(end - 1))) {
        end -= 2;
      } else {
        break;
      }
    }
    return end;
  }

  private boolean isEnd(String words) {
    return Stream.of("end", "degree").anyMatch(place -> place.equals(places.get(words)));
  }
}

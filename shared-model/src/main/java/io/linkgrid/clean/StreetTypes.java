package io.linkgrid.clean;

import io.linkgrid.clean.AddressWords.Suffix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The short forms of the types of streets of any country, and how to find joined ones. */
final class StreetTypes {
  static final StreetTypes INSTANCE = new StreetTypes();

  /** What is left of a street's name when its type is taken off: HAUPT of HAUPTSTRASSE. */
  private static final int SHORTEST_NAME = 4;

  private final Map<String, String> words = new HashMap<>();
  private final Map<String, String> endings = new HashMap<>();
  private final List<String> longestEndingsFirst;

  private StreetTypes() {
    for (List<String> row : ResourceTable.rows("street-types.tsv", 3)) {
      Map<String, String> kind = row.get(1).equals("word") ? words : endings;
      ResourceTable.words(row.get(2)).forEach(word -> kind.put(word, row.get(0)));
    }
    words.putAll(endings);
    longestEndingsFirst = new ArrayList<>(endings.keySet());
    longestEndingsFirst.sort((a, b) -> b.length() - a.length());
  }

  /** Returns the short form of a street's type; the word itself when it is none. */
  String shortForm(String word) {
    Suffix suffix = AddressWords.INSTANCE.suffix(word);
    return suffix != null ? suffix.standard() : words.getOrDefault(word, word);
  }

  /** Returns the type of street that is joined to a name, or the empty text. */
  String joinedTo(String word) {
    for (String ending : longestEndingsFirst) {
      if (word.length() >= ending.length() + SHORTEST_NAME && word.endsWith(ending)) {
        return ending;
      }
    }
    return "";
  }
}

package io.linkgrid.clean;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The texts that stand where there is no value: N/A, NULL, UNKNOWN, 0000. Loaded once. */
final class Placeholders {
  static final Placeholders INSTANCE = new Placeholders();

  /** One or two zeros may be a category or a flag; more are a filled field. */
  private static final int FEWEST_ZEROS = 3;

  private final Set<String> anywhere = new HashSet<>();
  private final Set<String> notInNames = new HashSet<>();

  private Placeholders() {
    for (List<String> row : ResourceTable.rows("placeholders.tsv", 2)) {
      (row.get(1).equals("anywhere") ? anywhere : notInNames).add(row.get(0));
    }
  }

  /** Returns a standard text, or the empty one when it only fills a field. */
  String emptied(String standard) {
    boolean filler =
        anywhere.contains(standard) || notInNames.contains(standard) || isZeros(standard);
    return filler ? "" : standard;
  }

  /** The same for the name of a person, who may be called Na. */
  String emptiedName(String standard) {
    return anywhere.contains(standard) ? "" : standard;
  }

  private static boolean isZeros(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != '0') {
        return false;
      }
    }
    return text.length() >= FEWEST_ZEROS;
  }
}

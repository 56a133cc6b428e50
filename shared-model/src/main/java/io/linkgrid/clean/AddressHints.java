package io.linkgrid.clean;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The words that start a remark on where an address is (BETWEEN, NEAR, IN THE). Loaded once. */
final class AddressHints {
  static final AddressHints INSTANCE = new AddressHints();

  private final Map<String, String> needs = new HashMap<>();

  private AddressHints() {
    for (List<String> row : ResourceTable.rows("address-hints.tsv", 2)) {
      needs.put(row.get(0), row.get(1));
    }
  }

  /** Drops the first remark and what follows it. */
  void drop(List<String> words) {
    boolean numbered = false;
    for (int at = 1; at < words.size(); at++) {
      numbered |= AddressScanner.hasDigit(words.get(at - 1));
      String need = need(words, at);
      if (need.equals("word") || (need.equals("number") && numbered && at > 1)) {
        words.subList(at, words.size()).clear();
      }
    }
  }

  /** Returns what the remark that starts here needs before it; empty when none starts. */
  private String need(List<String> words, int at) {
    String word = words.get(at);
    String need = needs.getOrDefault(word, "");
    if (need.isEmpty() && at + 1 < words.size()) {
      need = needs.getOrDefault(word + " " + words.get(at + 1), "");
    }
    return need;
  }
}

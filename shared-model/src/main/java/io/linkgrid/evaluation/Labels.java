package io.linkgrid.evaluation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers for texts: equal texts have the same number, counted from 0 in the order in which they
 * are first seen. Not safe for several threads.
 */
public final class Labels {
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> texts = new ArrayList<>();

  /** Returns the number of a text, a new one when it was never seen. */
  public int of(String text) {
    Integer known = numbers.putIfAbsent(text, texts.size());
    if (known != null) {
      return known;
    }
    texts.add(text);
    return texts.size() - 1;
  }

  /** Returns a number that no text has; {@link #text} gives the empty text for it. */
  public int unique() {
    texts.add("");
    return texts.size() - 1;
  }

  /** Returns the text with this number. */
  public String text(int number) {
    return texts.get(number);
  }
}

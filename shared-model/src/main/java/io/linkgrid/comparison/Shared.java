package io.linkgrid.comparison;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/**
 * What is made of texts that many values have in common, such as words and streets, made once and
 * held once. There is room for so many; those that come later are made each time, and frequent ones
 * come early. Safe for any number of threads.
 */
final class Shared<T> {
  private static final int MOST = 100_000;

  private final ConcurrentMap<String, T> known = new ConcurrentHashMap<>();
  private final Function<String, T> make;

  Shared(Function<String, T> make) {
    this.make = make;
  }

  /** Returns what is made of a text; perhaps the same object as for an equal text. */
  T of(String text) {
    T here = known.get(text);
    if (here != null) {
      return here;
    }
    T made = make.apply(text);
    if (known.size() >= MOST) {
      return made;
    }
    T other = known.putIfAbsent(text, made);
    return other == null ? made : other;
  }
}

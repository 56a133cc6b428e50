package io.linkgrid.profile;

import io.linkgrid.model.Mention;
import io.linkgrid.spec.AttributeType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * How many records of a file say what another record of it says, against those that say what one of
 * the other file says. A file that held its entities twice would write them alike about as often as
 * the two files do.
 *
 * @param within the records that share a code, or a name and something else that is of one thing,
 *     with another record of their file
 * @param across the records of the second file that do so with one of the first
 */
record Repeats(long within, long across) {
  /** With fewer there is nothing to tell by. */
  private static final int FEWEST = 20;

  private static final double HARDLY_ANY = 0.05;
  private static final double SOME = 0.25;

  /**
   * Counts.
   *
   * @param attributes what the values of a mention are, in their order
   * @param files the different mentions of each file; of one file nothing is across
   */
  static Repeats of(List<ProposedAttribute> attributes, List<List<Mention>> files) {
    List<Keys> keys = files.stream().map(file -> Keys.of(attributes, file)).toList();
    long within = keys.stream().mapToLong(Keys::repeated).sum();
    return new Repeats(within, keys.size() < 2 ? 0 : keys.get(1).sharedWith(keys.get(0)));
  }

  /** Returns whether each file seems to hold an entity once. */
  boolean seemNone() {
    return across >= FEWEST && within <= HARDLY_ANY * across;
  }

  /** Returns whether a few may be there twice, or share what they share by chance. */
  boolean seemFew() {
    return across >= FEWEST && !seemNone() && within <= SOME * across;
  }

  /** What each mention of a file says in all: codes, and names together with another value. */
  private record Keys(List<List<String>> ofMentions, Map<String, Integer> times) {
    static Keys of(List<ProposedAttribute> attributes, List<Mention> mentions) {
      int[] codes = positions(attributes, a -> a.type() == AttributeType.CODE);
      int[] names = positions(attributes, ProposedAttribute::namesAThing);
      int[] others = positions(attributes, ProposedAttribute::isOfOneThing);
      List<List<String>> all =
          mentions.stream().map(m -> of(m.values(), codes, names, others)).toList();
      Map<String, Integer> times = new HashMap<>();
      all.forEach(keys -> keys.forEach(key -> times.merge(key, 1, Integer::sum)));
      return new Keys(all, times);
    }

    private static int[] positions(
        List<ProposedAttribute> attributes, Predicate<ProposedAttribute> which) {
      return IntStream.range(0, attributes.size())
          .filter(i -> which.test(attributes.get(i)))
          .toArray();
    }

    private static List<String> of(List<String> values, int[] codes, int[] names, int[] others) {
      Set<String> keys = new HashSet<>();
      for (int code : codes) {
        if (!values.get(code).isEmpty()) {
          keys.add(code + "|" + values.get(code));
        }
      }
      for (int name : names) {
        for (int other : others) {
          if (!values.get(name).isEmpty() && !values.get(other).isEmpty()) {
            keys.add(name + "|" + sorted(values.get(name)) + "|" + other + "|" + values.get(other));
          }
        }
      }
      return List.copyOf(keys);
    }

    private static String sorted(String text) {
      String[] words = text.split(" ", -1);
      Arrays.sort(words);
      return String.join(" ", words);
    }

    long repeated() {
      return ofMentions.stream()
          .filter(keys -> keys.stream().anyMatch(key -> times.getOrDefault(key, 0) > 1))
          .count();
    }

    long sharedWith(Keys first) {
      return ofMentions.stream()
          .filter(keys -> keys.stream().anyMatch(first.times::containsKey))
          .count();
    }
  }
}

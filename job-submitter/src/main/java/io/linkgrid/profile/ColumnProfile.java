package io.linkgrid.profile;

import io.linkgrid.clean.Standardiser;
import io.linkgrid.clean.Standardisers;
import io.linkgrid.spec.AttributeType;
import java.util.List;
import java.util.function.Predicate;

/**
 * What the values of a column are like, over all files together unless said otherwise.
 *
 * @param name the name of the column
 * @param rows how many rows were read
 * @param present how many of them have a value
 * @param leastPresent the share of rows with a value, in the file where it is smallest
 * @param distinct how many different values there are
 * @param isUnique whether every row of a file has a value that no other row of this file has
 * @param shared how many of the different values of one file are in the other as well, but for case
 *     and signs, as a share of those of the file that has fewer; 1 when there is one file
 * @param frequent the most frequent values, at most {@link ColumnCounter#MOST_FREQUENT}
 * @param shortest the fewest characters of a value
 * @param longest the most characters of a value
 * @param sample values of rows drawn at random, as often as they are drawn
 */
record ColumnProfile(
    String name,
    long rows,
    long present,
    double leastPresent,
    long distinct,
    boolean isUnique,
    double shared,
    List<Frequent> frequent,
    int shortest,
    int longest,
    List<String> sample) {
  /** A value and the number of rows that have it. */
  record Frequent(String text, long times) {}

  ColumnProfile {
    frequent = List.copyOf(frequent);
    sample = List.copyOf(sample);
  }

  /** Returns the share of rows that have a value. */
  double presence() {
    return rows == 0 ? 0 : present / (double) rows;
  }

  /** Returns the share of values that mean something as values of a type. */
  double accepted(AttributeType type) {
    Standardiser standardiser = Standardisers.of(type);
    return share(value -> !standardiser.standardise(value).isEmpty());
  }

  /** Returns the share of values of which something is true. */
  double share(Predicate<String> predicate) {
    return sample.isEmpty()
        ? 0
        : sample.stream().filter(predicate).count() / (double) sample.size();
  }

  /** Returns how many words a value has on average. */
  double words() {
    return sample.stream().mapToInt(ColumnProfile::words).average().orElse(0);
  }

  /** Returns how many rows have the most frequent values, as a share of those with a value. */
  double frequency(int values) {
    long times = frequent.stream().limit(values).mapToLong(Frequent::times).sum();
    return present == 0 ? 0 : times / (double) present;
  }

  /** Returns how many words a text has. */
  static int words(String text) {
    return text.isBlank() ? 0 : text.strip().split("\\s+").length;
  }
}

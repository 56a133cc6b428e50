package io.linkgrid.profile;

import io.linkgrid.model.SourceRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Columns of two files that mean the same though their names differ: their names hint at the same,
 * or their values are the same, and what they hold is alike in any case. A name that says what a
 * column is is enough for names, addresses and phones; numbers and categories must share values,
 * because there are many of them that mean something else.
 */
final class ColumnPairs {
  /** The share of values in both files from which on numbers and categories are the same. */
  private static final double MOST = 0.5;

  /** The same for columns whose names hint at the same code. */
  private static final double SOME = 0.05;

  /** So many different values in common are no chance, even of numbers. */
  private static final int MANY = 200;

  /** The least rank of a column that names records; see {@link ColumnChoice#rank}. */
  private static final int NAMES_RECORDS = 3;

  private static final Predicate<String> HAS_LETTER = Pattern.compile("\\p{L}").asPredicate();

  private record Column(ColumnCounter counter, ColumnProfile profile, ColumnGuess guess) {
    String name() {
      return profile.name();
    }

    List<ColumnHint> hints() {
      return ColumnHint.of(ColumnWords.of(name()));
    }
  }

  private record Pair(Column first, Column second, double likeness) {}

  private ColumnPairs() {}

  /**
   * Returns for each column of the first file that the second calls otherwise its name there, in
   * the order of the first file.
   */
  static Map<String, String> of(HeaderedFile first, HeaderedFile second) {
    List<Column> left = columnsOf(first, second);
    List<Column> right = columnsOf(second, first);
    List<Pair> pairs = new ArrayList<>();
    for (Column one : left) {
      for (Column other : right) {
        likeness(one, other).ifPresent(l -> pairs.add(new Pair(one, other, l)));
      }
    }
    // The sort is stable: of equals, the pair whose columns come first.
    pairs.sort(Comparator.comparingDouble(Pair::likeness).reversed());
    Map<String, String> found = new LinkedHashMap<>();
    Set<String> taken = new HashSet<>();
    for (Pair pair : pairs) {
      if (!found.containsKey(pair.first().name()) && taken.add(pair.second().name())) {
        found.put(pair.first().name(), pair.second().name());
      }
    }
    List<String> common = first.columns().stream().filter(second::has).toList();
    boolean haveAnId = common.stream().anyMatch(c -> ColumnWords.of(c).nameAKey());
    boolean haveValues = !common.isEmpty() || !found.isEmpty();
    if (!haveAnId && haveValues) {
      Optional<Column> id = recordId(left, found.keySet());
      Optional<Column> otherId = recordId(right, taken);
      if (id.isPresent() && otherId.isPresent()) {
        found.put(id.get().name(), otherId.get().name());
      }
    }
    Map<String, String> inOrder = new LinkedHashMap<>();
    first.columns().stream()
        .filter(found::containsKey)
        .forEach(c -> inOrder.put(c, found.getOrDefault(c, c)));
    return inOrder;
  }

  /** The columns of a file that the other one does not have. */
  private static List<Column> columnsOf(HeaderedFile file, HeaderedFile other) {
    List<String> alone = file.columns().stream().filter(c -> !other.has(c)).toList();
    List<ColumnCounter> counters = alone.stream().map(ColumnCounter::new).toList();
    file.read(alone, row -> add(row, counters));
    return counters.stream()
        .map(
            counter -> {
              counter.endFile();
              ColumnProfile profile = counter.profile();
              return new Column(counter, profile, ColumnGuess.of(profile));
            })
        .toList();
  }

  private static void add(SourceRecord row, List<ColumnCounter> counters) {
    for (int i = 0; i < counters.size(); i++) {
      counters.get(i).add(row.fields().get(i));
    }
  }

  /** Returns how much speaks for two columns being one, or nothing when it is not enough. */
  private static Optional<Double> likeness(Column one, Column other) {
    if (!one.guess().isUsed()
        || !other.guess().isUsed()
        || kind(one.guess().meaning()) != kind(other.guess().meaning())) {
      return Optional.empty();
    }
    double shared = one.counter().sharedWith(other.counter());
    boolean hinted = one.hints().stream().anyMatch(other.hints()::contains);
    if (shared < (hinted ? leastOfHinted(kind(one.guess().meaning())) : MOST)) {
      return Optional.empty();
    }
    boolean isWords = one.profile().share(HAS_LETTER) >= MOST;
    long fewer = Math.min(one.profile().distinct(), other.profile().distinct());
    return hinted || isWords || fewer >= MANY
        ? Optional.of(shared + (hinted ? 1 : 0))
        : Optional.empty();
  }

  private static double leastOfHinted(Meaning kind) {
    return switch (kind) {
      case NUMBER, CATEGORY -> MOST;
      case CODE -> SOME;
      case BUSINESS_NAME,
          PERSON_NAME,
          GIVEN_NAME,
          MIDDLE_NAME,
          SURNAME,
          PERSON_NAMES,
          STREET_NUMBER,
          ADDRESS,
          POSTCODE,
          US_ZIP,
          PHONE,
          US_PHONE,
          EMAIL,
          LATITUDE,
          LONGITUDE,
          DATE,
          TEXT,
          SHARED_TEXT,
          NOTHING ->
          0;
    };
  }

  /** What one file's values look like need not be what the other's do. */
  private static Meaning kind(Meaning meaning) {
    return switch (meaning) {
      case BUSINESS_NAME, PERSON_NAME, TEXT -> Meaning.TEXT;
      case US_ZIP, POSTCODE -> Meaning.POSTCODE;
      case US_PHONE, PHONE -> Meaning.PHONE;
      case SHARED_TEXT, CATEGORY -> Meaning.CATEGORY;
      case GIVEN_NAME,
          MIDDLE_NAME,
          SURNAME,
          PERSON_NAMES,
          STREET_NUMBER,
          ADDRESS,
          EMAIL,
          LATITUDE,
          LONGITUDE,
          DATE,
          NUMBER,
          CODE,
          NOTHING ->
          meaning;
    };
  }

  /** The column that best names the records of a file, if one does. */
  private static Optional<Column> recordId(List<Column> columns, Set<String> taken) {
    return columns.stream()
        .filter(c -> c.profile().isUnique() && !taken.contains(c.name()))
        .filter(c -> ColumnChoice.rank(c.profile(), c.guess()) >= NAMES_RECORDS)
        // Of equals the first.
        .reduce(
            (best, c) ->
                ColumnChoice.rank(c.profile(), c.guess())
                        > ColumnChoice.rank(best.profile(), best.guess())
                    ? c
                    : best);
  }
}

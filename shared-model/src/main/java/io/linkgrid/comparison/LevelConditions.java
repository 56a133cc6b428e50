package io.linkgrid.comparison;

import io.linkgrid.model.Mention;
import io.linkgrid.spec.ComparisonSpec;
import io.linkgrid.spec.ComparisonSpec.Level;
import io.linkgrid.spec.Condition;
import io.linkgrid.spec.Measure;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A comparison whose levels say themselves what must hold: the level of a pair is the first of
 * which every condition holds. Immutable; safe for any number of threads.
 */
final class LevelConditions {
  private static final double EARTH_RADIUS_KM = 6371;

  /** A value in the form that a measure needs. */
  private record Slot(int attribute, Form form) {}

  /** The forms of values. */
  private enum Form {
    TEXT,
    BYTES,
    DAY,
    NUMBER,
    PLACE
  }

  /** What is measured between the values of two slots, both ways if they are not the same. */
  private record Test(Measure measure, int slot, int with, double bound) {}

  /** Latitude and longitude in radians. */
  private record Place(double latitude, double longitude) {}

  /** The values of a mention, an element for each slot; null where absent. */
  private record Prepared(@Nullable Object[] values) {}

  private final List<Slot> slots = new ArrayList<>();
  private final Test[][] levels;
  private final int[] absent;

  LevelConditions(ComparisonSpec comparison) {
    List<Level> all = comparison.levels();
    levels = new Test[all.size() - 1][];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = all.get(i).conditions().stream().map(this::test).toArray(Test[]::new);
    }
    absent = comparison.absent().stream().mapToInt(a -> slot(new Slot(a, Form.TEXT))).toArray();
  }

  private Test test(Condition condition) {
    Form form = form(condition.measure());
    int slot = slot(new Slot(condition.attribute(), form));
    int with = condition.with().map(other -> slot(new Slot(other, form))).orElse(slot);
    return new Test(condition.measure(), slot, with, condition.bound());
  }

  private int slot(Slot slot) {
    if (!slots.contains(slot)) {
      slots.add(slot);
    }
    return slots.indexOf(slot);
  }

  private static Form form(Measure measure) {
    return switch (measure) {
      case SAME -> Form.TEXT;
      case JARO_WINKLER, JARO, JACCARD, LEVENSHTEIN, DAMERAU -> Form.BYTES;
      case DAYS -> Form.DAY;
      case DIFFERENCE -> Form.NUMBER;
      case KILOMETRES -> Form.PLACE;
    };
  }

  /** Prepares the values of a mention. */
  Object prepare(Mention mention) {
    @Nullable Object[] values = new @Nullable Object[slots.size()];
    for (int i = 0; i < values.length; i++) {
      Slot slot = slots.get(i);
      String value = mention.values().get(slot.attribute());
      values[i] = value.isEmpty() ? null : prepare(value, slot.form());
    }
    return new Prepared(values);
  }

  private static Object prepare(String value, Form form) {
    return switch (form) {
      case TEXT -> value;
      case BYTES -> Bytes.of(value);
      case DAY -> LocalDate.parse(value).toEpochDay();
      case NUMBER -> Double.valueOf(value);
      case PLACE -> {
        int blank = value.indexOf(' ');
        yield new Place(
            Math.toRadians(Double.parseDouble(value.substring(0, blank))),
            Math.toRadians(Double.parseDouble(value.substring(blank + 1))));
      }
    };
  }

  /** Returns the level of a pair, or {@link MentionComparison#ABSENT}. */
  int level(Object preparedLeft, Object preparedRight) {
    @Nullable Object[] left = ((Prepared) preparedLeft).values();
    @Nullable Object[] right = ((Prepared) preparedRight).values();
    if (isAbsent(left, right)) {
      return MentionComparison.ABSENT;
    }
    int level = 0;
    while (level < levels.length && !holds(levels[level], left, right)) {
      level++;
    }
    return level;
  }

  private boolean isAbsent(@Nullable Object[] left, @Nullable Object[] right) {
    for (int slot : absent) {
      if (left[slot] != null && right[slot] != null) {
        return false;
      }
    }
    return absent.length > 0;
  }

  private static boolean holds(Test[] tests, @Nullable Object[] left, @Nullable Object[] right) {
    for (Test test : tests) {
      if (!holds(test, left[test.slot], right[test.with])
          || (test.slot != test.with && !holds(test, left[test.with], right[test.slot]))) {
        return false;
      }
    }
    return true;
  }

  private static boolean holds(Test test, @Nullable Object left, @Nullable Object right) {
    if (left == null || right == null) {
      return false;
    }
    return switch (test.measure) {
      case SAME -> left.equals(right);
      case JARO_WINKLER -> Bytes.jaroWinkler((String) left, (String) right) >= test.bound;
      case JARO -> Bytes.jaro((String) left, (String) right) >= test.bound;
      case JACCARD -> Bytes.jaccard((String) left, (String) right) >= test.bound;
      case LEVENSHTEIN ->
          EditDistance.between(new Text((String) left), new Text((String) right)) <= test.bound;
      case DAMERAU -> Bytes.damerau((String) left, (String) right) <= test.bound;
      case DAYS -> Math.abs((Long) left - (Long) right) <= test.bound;
      case DIFFERENCE -> Math.abs((Double) left - (Double) right) <= test.bound;
      case KILOMETRES -> kilometres((Place) left, (Place) right) <= (float) test.bound;
    };
  }

  /** The law of cosines, in single precision at the end: the form that databases are asked in. */
  private static float kilometres(Place left, Place right) {
    double cosine =
        StrictMath.sin(left.latitude) * StrictMath.sin(right.latitude)
            + StrictMath.cos(left.latitude)
                * StrictMath.cos(right.latitude)
                * StrictMath.cos(right.longitude - left.longitude);
    return (float) (StrictMath.acos(Math.max(-1, Math.min(1, cosine))) * EARTH_RADIUS_KM);
  }
}

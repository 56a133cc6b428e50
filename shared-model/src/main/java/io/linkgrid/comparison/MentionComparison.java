package io.linkgrid.comparison;

import io.linkgrid.model.Mention;
import io.linkgrid.spec.ComparisonSpec;
import io.linkgrid.spec.LinkSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares mentions attribute by attribute, as a spec says. Immutable; safe for any number of
 * threads.
 */
public final class MentionComparison {
  /** The level of a comparison in which a value is absent. */
  public static final int ABSENT = -1;

  private final List<ComparisonSpec> comparisons;
  private final FieldComparator<Object>[] comparators;
  private final double[][] thresholds;

  /** Compares by a spec. */
  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of one generic interface
  public MentionComparison(LinkSpec spec) {
    comparisons = spec.comparisons();
    comparators = new FieldComparator[comparisons.size()];
    thresholds = new double[comparisons.size()][];
    for (int i = 0; i < comparators.length; i++) {
      comparators[i] = (FieldComparator<Object>) comparator(comparisons.get(i));
      thresholds[i] =
          comparisons.get(i).levels().stream().mapToDouble(ComparisonSpec.Level::atLeast).toArray();
    }
  }

  private static FieldComparator<?> comparator(ComparisonSpec comparison) {
    return switch (comparison.comparator()) {
      case EXACT -> new TextComparators.Exact();
      case BUSINESS_NAME -> new BusinessNameComparator();
      case US_ADDRESS -> new UsAddressComparator();
      case US_ZIP -> new TextComparators.Code(0.8, TextComparators.Code.Slips.SWAPS);
      case US_PHONE -> new TextComparators.Code(0.85, TextComparators.Code.Slips.SWAPS_AND_EDITS);
      case DISTANCE -> new DistanceComparator();
      case JARO_WINKLER -> new TextComparators.WholeJaroWinkler();
      case LEVENSHTEIN -> new TextComparators.Levenshtein();
      case TOKEN_SET -> new TextComparators.TokenSet();
      case DAYS_APART -> new DaysApartComparator();
    };
  }

  /** Returns the number of comparisons. */
  public int size() {
    return comparators.length;
  }

  /** Prepares a mention, so that comparing it many times is cheap. */
  public PreparedMention prepare(Mention mention) {
    @Nullable Object[] values = new @Nullable Object[comparators.length];
    for (int i = 0; i < comparators.length; i++) {
      String value = mention.values().get(comparisons.get(i).attribute());
      values[i] = value.isEmpty() ? null : comparators[i].prepare(value);
    }
    return new PreparedMention(mention.id(), values);
  }

  /**
   * Returns the level that a pair reaches in one comparison: its position in the spec, 0 the most
   * alike, or {@link #ABSENT}.
   */
  public int level(int comparison, PreparedMention left, PreparedMention right) {
    Object leftValue = left.value(comparison);
    Object rightValue = right.value(comparison);
    if (leftValue == null || rightValue == null) {
      return ABSENT;
    }
    double similarity = comparators[comparison].similarity(leftValue, rightValue);
    double[] levels = thresholds[comparison];
    int level = 0;
    while (level < levels.length - 1 && similarity < levels[level]) {
      level++;
    }
    return level;
  }
}

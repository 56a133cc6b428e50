package io.linkgrid.comparison;

import io.linkgrid.model.Mention;
import io.linkgrid.spec.AttributeType;
import io.linkgrid.spec.ComparatorName;
import io.linkgrid.spec.ComparisonSpec;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.TermTable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares mentions attribute by attribute, as a spec says. Immutable; safe for any number of
 * threads.
 */
public final class MentionComparison {
  /** The level of a comparison in which a value is absent. */
  public static final int ABSENT = -1;

  /** A level beyond those that matter. */
  public static final int BEYOND = -2;

  private static final long[] NOTHING_KNOWN = {0};
  private static final int LEVEL_BITS = 4;
  private static final long LEVEL_MASK = (1L << LEVEL_BITS) - 1;

  private final List<ComparisonSpec> comparisons;
  private final FieldComparator<Object>[] comparators;
  private final double[][] thresholds;
  private final TermTable[] terms;
  private final double[] commonness;

  /** The comparisons whose levels have conditions of their own; null for all others. */
  private final @Nullable LevelConditions[] conditions;

  /** Compares by a spec. */
  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of one generic interface
  public MentionComparison(LinkSpec spec) {
    comparisons = spec.comparisons();
    comparators = new FieldComparator[comparisons.size()];
    thresholds = new double[comparisons.size()][];
    terms = new TermTable[comparisons.size()];
    commonness = new double[comparisons.size()];
    conditions = new @Nullable LevelConditions[comparisons.size()];
    for (int i = 0; i < comparators.length; i++) {
      terms[i] = spec.terms(comparisons.get(i).attribute());
      comparators[i] =
          (FieldComparator<Object>) comparator(comparisons.get(i), spec.typeOf(i), terms[i]);
      thresholds[i] =
          comparisons.get(i).levels().stream().mapToDouble(ComparisonSpec.Level::atLeast).toArray();
      if (comparisons.get(i).comparator() == ComparatorName.BY_LEVEL) {
        conditions[i] = new LevelConditions(comparisons.get(i));
      }
      int position = i;
      commonness[i] =
          spec.model().map(model -> model.comparisons().get(position).commonness()).orElse(0.0);
    }
  }

  private static FieldComparator<?> comparator(
      ComparisonSpec comparison, AttributeType type, TermTable terms) {
    return switch (comparison.comparator()) {
      case EXACT -> TextComparators.EXACT;
      case WORDS ->
          new WordsComparator(
              terms,
              type == AttributeType.TEXT
                  ? WordsComparator.Models.EXACT
                  : WordsComparator.Models.LIKE_WORDS);
      case US_ADDRESS -> new UsAddressComparator();
      case US_ZIP -> new TextComparators.Code(0.8, TextComparators.Code.Slips.SWAPS);
      case US_PHONE -> new TextComparators.Code(0.85, TextComparators.Code.Slips.SWAPS_AND_EDITS);
      case CODE -> new TextComparators.Slips();
      case DISTANCE -> new DistanceComparator();
      case JARO_WINKLER -> TextComparators.JARO_WINKLER;
      case LEVENSHTEIN -> TextComparators.LEVENSHTEIN;
      case DAMERAU -> TextComparators.DAMERAU;
      case TRIGRAMS -> new TextComparators.Trigrams();
      case TOKEN_SET -> new TextComparators.TokenSet();
      case SOUND -> new TextComparators.Sound();
      case NUMBER -> new NumberComparator();
      case DATE -> new DateComparator();
      case DAYS_APART -> new DaysApartComparator();
      case BY_LEVEL -> TextComparators.EXACT; // its levels are found by their conditions
    };
  }

  /** Returns the number of comparisons. */
  public int size() {
    return comparators.length;
  }

  /** Prepares a mention, so that comparing it many times is cheap. */
  public PreparedMention prepare(Mention mention) {
    @Nullable Object[] values = new @Nullable Object[comparators.length];
    float[] rarity = new float[comparators.length];
    for (int i = 0; i < comparators.length; i++) {
      String value = mention.values().get(comparisons.get(i).attribute());
      LevelConditions own = conditions[i];
      if (own != null) {
        values[i] = own.prepare(mention);
      } else {
        values[i] = value.isEmpty() ? null : comparators[i].prepare(value);
      }
      if (commonness[i] > 0 && !value.isEmpty()) {
        rarity[i] = (float) rarity(commonness[i], terms[i].others(value));
      }
    }
    return new PreparedMention(this, mention.id(), values, rarity);
  }

  private static double rarity(double commonness, double others) {
    return StrictMath.log(commonness / others) / StrictMath.log(2);
  }

  /**
   * Returns what it adds to the weight of a pair at level 0 that just this value is shared: more
   * than 0 for a rare one, less for a common one, of two values the smaller.
   */
  public double rarity(int comparison, PreparedMention left, PreparedMention right) {
    return commonness[comparison] == 0
        ? 0
        : Math.min(left.rarity(comparison), right.rarity(comparison));
  }

  /** Returns the most that {@link #rarity} can give, rounded as that is. */
  public double largestRarity(int comparison) {
    return commonness[comparison] == 0
        ? 0
        : Math.max(0, (float) rarity(commonness[comparison], terms[comparison].others("")));
  }

  /**
   * Returns the levels of a pair in all comparisons, four bits each from the lowest: the level + 1,
   * or 0 where a value is absent.
   */
  public long pattern(PreparedMention left, PreparedMention right) {
    long pattern = 0;
    for (int i = 0; i < comparators.length; i++) {
      pattern |= inPattern(i, level(i, left, right));
    }
    return pattern;
  }

  /**
   * Returns the same pattern, without a look at the values where their outlines leave no choice.
   *
   * @param one the position of the left mention among the outlines on the left
   * @param other the position of the right one among those on the right
   */
  public long pattern(
      PreparedMention left,
      PreparedMention right,
      Outlines outlines,
      int one,
      Outlines others,
      int other) {
    long pattern = 0;
    for (int i = 0; i < comparators.length; i++) {
      int last = thresholds[i].length - 1;
      pattern |= inPattern(i, level(i, left, right, last, outlines, one, others, other));
    }
    return pattern;
  }

  /** Returns the pattern in which one comparison has a level and the others have none. */
  public static long inPattern(int comparison, int level) {
    return (level + 1L) << (LEVEL_BITS * comparison);
  }

  /** Returns the level of a comparison in a pattern, or {@link #ABSENT}. */
  public static int level(long pattern, int comparison) {
    return (int) (pattern >>> (LEVEL_BITS * comparison) & LEVEL_MASK) - 1;
  }

  /**
   * Returns the level that a pair reaches in one comparison: its position in the spec, 0 the most
   * alike, or {@link #ABSENT}.
   */
  public int level(int comparison, PreparedMention left, PreparedMention right) {
    return level(comparison, left, right, thresholds[comparison].length - 1);
  }

  /** Returns whether the levels of a comparison have conditions of their own. */
  public boolean isByConditions(int comparison) {
    return conditions[comparison] != null;
  }

  /**
   * Returns an index of mentions by one comparison, or null where there is none: its comparator has
   * none, or its levels have conditions of their own.
   */
  public @Nullable SimilarityIndex index(int comparison, List<PreparedMention> mentions) {
    return isByConditions(comparison)
        ? null
        : SimilarityIndex.of(comparison, comparators[comparison], mentions);
  }

  /**
   * Returns a number that mentions which an index finds together mostly share; 0 where there is
   * none.
   */
  public int neighbourhood(PreparedMention mention) {
    int first = 0;
    for (int c = 0; c < comparators.length && first == 0; c++) {
      Object value = mention.value(c);
      first = value == null ? 0 : comparators[c].neighbourhood(value);
    }
    return first;
  }

  /** Returns whether a mention has a value for a comparison. */
  public boolean isPresent(int comparison, PreparedMention mention) {
    return mention.value(comparison) != null;
  }

  /** Returns the similarity from which on a pair reaches a level or a better one. */
  public double atLeast(int comparison, int level) {
    return thresholds[comparison][level];
  }

  /** Returns the level of a similarity: its position in the spec. */
  public int levelOf(int comparison, double similarity) {
    return level(comparison, similarity);
  }

  /** Returns the outline of a value, nothing when it is absent. */
  long[] outline(int comparison, PreparedMention mention) {
    Object value = mention.value(comparison);
    if (value == null) {
      return new long[0];
    }
    return conditions[comparison] == null
        ? comparators[comparison].outline(value)
        : NOTHING_KNOWN.clone();
  }

  /**
   * Returns a level that a pair cannot exceed in likeness, or {@link #ABSENT} when a value is
   * absent. Where levels have conditions of their own, nothing is known: it is the first one, and
   * the pair may still turn out to be absent.
   *
   * @param one the position of one mention among the outlines on the left
   * @param other the position of the other among those on the right
   */
  public int mostAlike(int comparison, Outlines left, int one, Outlines right, int other) {
    int atLeft = left.start(one, comparison);
    int atRight = right.start(other, comparison);
    if (atLeft < 0 || atRight < 0) {
      return ABSENT;
    }
    if (conditions[comparison] != null) {
      return 0;
    }
    return level(
        comparison, comparators[comparison].atMost(left.numbers, atLeft, right.numbers, atRight));
  }

  /**
   * Returns the level that a pair reaches, or {@link #BEYOND}, without a look at the values when
   * their outlines leave no choice.
   */
  public int level(
      int comparison,
      PreparedMention left,
      PreparedMention right,
      int last,
      Outlines outlines,
      int one,
      Outlines others,
      int other) {
    int atLeft = outlines.start(one, comparison);
    int atRight = others.start(other, comparison);
    if (atLeft < 0 || atRight < 0) {
      return ABSENT;
    }
    if (conditions[comparison] != null) {
      return level(comparison, left, right, last);
    }
    FieldComparator<?> comparator = comparators[comparison];
    int most =
        level(comparison, comparator.atMost(outlines.numbers, atLeft, others.numbers, atRight));
    int least =
        most == thresholds[comparison].length - 1
            ? most
            : level(
                comparison, comparator.atLeast(outlines.numbers, atLeft, others.numbers, atRight));
    if (most == least || most > last) {
      return most > last ? BEYOND : most;
    }
    return level(comparison, left, right, last);
  }

  private int level(int comparison, double similarity) {
    double[] levels = thresholds[comparison];
    int level = 0;
    while (level < levels.length - 1 && similarity < levels[level]) {
      level++;
    }
    return level;
  }

  /**
   * Returns the level that a pair reaches, or {@link #BEYOND} when it is beyond the last one that
   * matters.
   *
   * @param last the last level that matters, below 0 when only an absent value does
   */
  public int level(int comparison, PreparedMention left, PreparedMention right, int last) {
    Object leftValue = left.value(comparison);
    Object rightValue = right.value(comparison);
    if (leftValue == null || rightValue == null) {
      return ABSENT;
    }
    LevelConditions own = conditions[comparison];
    if (own != null) {
      int level = own.level(leftValue, rightValue);
      return level <= last ? level : BEYOND;
    }
    if (last < 0) {
      return BEYOND;
    }
    double[] levels = thresholds[comparison];
    // The last level of all takes everything, so that the one before it needs to be told apart.
    int floor = Math.min(last, levels.length - 2);
    double similarity =
        comparators[comparison].similarity(leftValue, rightValue, floor < 0 ? 0 : levels[floor]);
    int level = level(comparison, similarity);
    return level <= last ? level : BEYOND;
  }
}

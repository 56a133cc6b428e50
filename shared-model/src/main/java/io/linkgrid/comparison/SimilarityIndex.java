package io.linkgrid.comparison;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The values of many mentions in one comparison, laid out so that those alike to a probe's are
 * found without comparing all. Safe for any number of threads.
 */
public final class SimilarityIndex {
  private static final int NO_VALUE = -1;

  private final int comparison;
  private final @Nullable ValueIndex<Object> index;
  private final @Nullable ValueScan<Object> scan;

  /** The mention of each value; nothing when each has its own. */
  private final int[] mentions;

  /** The value of each mention; nothing when each has its own or there is no scan. */
  private final int[] values;

  private final @Nullable PreparedMention onlyOne;

  private SimilarityIndex(
      int comparison,
      @Nullable ValueIndex<Object> index,
      @Nullable ValueScan<Object> scan,
      int[] mentions,
      int[] values,
      @Nullable PreparedMention onlyOne) {
    this.comparison = comparison;
    this.index = index;
    this.scan = scan;
    this.mentions = mentions;
    this.values = values;
    this.onlyOne = onlyOne;
  }

  /** Takes what may be alike. */
  @FunctionalInterface
  public interface Hits {
    /**
     * Takes a mention.
     *
     * @param position its position among those of the index
     * @param atMost a bound that the similarity does not exceed but by rounding
     */
    void hit(int position, double atMost);
  }

  /** Returns an index, or null where a comparator has none. */
  static @Nullable SimilarityIndex of(
      int comparison, FieldComparator<Object> comparator, List<PreparedMention> mentions) {
    List<Object> values = new ArrayList<>(mentions.size());
    int[] mentionOf = new int[mentions.size()];
    int[] valueOf = new int[mentions.size()];
    for (int i = 0; i < mentions.size(); i++) {
      Object value = mentions.get(i).value(comparison);
      valueOf[i] = value == null ? NO_VALUE : values.size();
      if (value != null) {
        mentionOf[values.size()] = i;
        values.add(value);
      }
    }
    ValueIndex<Object> index = comparator.index(values);
    ValueScan<Object> scan = index == null ? comparator.scan(values) : null;
    if (index == null && scan == null) {
      return null;
    }
    boolean isOne =
        !values.isEmpty()
            && values.get(0) instanceof Text first
            && values.stream().allMatch(v -> v instanceof Text text && text.is(first));
    boolean haveAll = values.size() == mentions.size();
    return new SimilarityIndex(
        comparison,
        index,
        scan,
        haveAll ? new int[0] : Arrays.copyOf(mentionOf, values.size()),
        scan == null || haveAll ? new int[0] : valueOf,
        isOne ? mentions.get(mentionOf[0]) : null);
  }

  /**
   * Returns a mention with the value that all have who have one, as the zip is in a block of a zip;
   * null where there are several.
   */
  public @Nullable PreparedMention onlyOne() {
    return onlyOne;
  }

  /**
   * Returns whether mentions are looked at one by one, so that it costs less to ask for few. If so,
   * those with the same value are found without a look.
   */
  public boolean looksAtEach() {
    return scan != null;
  }

  /** Returns a bound of the similarity of mentions that {@link #findSame} does not give. */
  public double mostIfDifferent() {
    return scan == null ? 1 : scan.mostIfDifferent();
  }

  /**
   * Gives the positions of all whose similarity to a probe is 1, each once, and others as well;
   * where mentions are not looked at one by one, of nobody.
   */
  public void findSame(PreparedMention probe, IntConsumer each) {
    Object value = probe.value(comparison);
    if (value != null && scan != null) {
      scan.findSame(value, mentions.length == 0 ? each : of -> each.accept(mentions[of]));
    }
  }

  /**
   * Gives every mention whose similarity to a probe may reach a threshold, each at most once;
   * others as well.
   *
   * @param probe which has a value
   * @param least the threshold, above 0, where mentions are not looked at one by one
   * @param at who is looked at where they are, each once; else nobody is left out
   * @param leastAt the threshold of each of these, above 0
   * @param count how many of these count
   */
  public void find(
      PreparedMention probe, double least, int[] at, double[] leastAt, int count, Hits hits) {
    Object value = probe.value(comparison);
    if (value == null) {
      return;
    }
    Hits ofMentions = mentions.length == 0 ? hits : (of, atMost) -> hits.hit(mentions[of], atMost);
    if (index != null) {
      index.find(value, least, ofMentions);
    } else if (scan != null && values.length == 0) {
      scan.find(value, at, leastAt, count, ofMentions);
    } else if (scan != null) {
      int[] valuesAt = new int[count];
      double[] leastOf = new double[count];
      int with = 0;
      for (int i = 0; i < count; i++) {
        valuesAt[with] = values[at[i]];
        leastOf[with] = leastAt[i];
        with += valuesAt[with] == NO_VALUE ? 0 : 1;
      }
      scan.find(value, valuesAt, leastOf, with, ofMentions);
    }
  }
}

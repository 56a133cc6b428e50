package io.linkgrid.comparison;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of many mentions in one comparison, laid out so that those alike to a probe's are
 * found without comparing all. Safe for any number of threads.
 */
public final class SimilarityIndex {
  private final int comparison;
  private final ValueIndex<Object> index;
  private final int[] positions;
  private final @Nullable PreparedMention onlyOne;

  private SimilarityIndex(
      int comparison,
      ValueIndex<Object> index,
      int[] positions,
      @Nullable PreparedMention onlyOne) {
    this.comparison = comparison;
    this.index = index;
    this.positions = positions;
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
    int[] positions = new int[mentions.size()];
    for (int i = 0; i < mentions.size(); i++) {
      Object value = mentions.get(i).value(comparison);
      if (value != null) {
        positions[values.size()] = i;
        values.add(value);
      }
    }
    ValueIndex<Object> index = comparator.index(values);
    if (index == null) {
      return null;
    }
    boolean isOne =
        !values.isEmpty()
            && values.get(0) instanceof Text first
            && values.stream().allMatch(v -> v instanceof Text text && text.is(first));
    return new SimilarityIndex(
        comparison, index, positions, isOne ? mentions.get(positions[0]) : null);
  }

  /**
   * Returns a mention with the value that all have who have one, as the zip is in a block of a zip;
   * null where there are several.
   */
  public @Nullable PreparedMention onlyOne() {
    return onlyOne;
  }

  /**
   * Gives every mention whose similarity to a probe may reach a threshold, each at most once;
   * others as well.
   *
   * @param probe which has a value
   * @param least the threshold, above 0
   */
  public void find(PreparedMention probe, double least, Hits hits) {
    Object value = probe.value(comparison);
    if (value != null) {
      index.find(value, least, (at, atMost) -> hits.hit(positions[at], atMost));
    }
  }
}

package io.linkgrid.comparison;

import org.jspecify.annotations.Nullable;

/**
 * A mention whose values were prepared for comparison, once. Immutable; safe for any number of
 * threads.
 */
public final class PreparedMention {
  private final MentionComparison comparison;
  private final long id;
  private final @Nullable Object[] values;
  private final float[] rarity;

  PreparedMention(
      MentionComparison comparison, long id, @Nullable Object[] values, float[] rarity) {
    this.comparison = comparison;
    this.id = id;
    this.values = values;
    this.rarity = rarity;
  }

  /** What this mention was prepared by. */
  MentionComparison comparison() {
    return comparison;
  }

  /** Returns the id of the mention. */
  public long id() {
    return id;
  }

  /**
   * Gives back the memory that it took to compare this mention with many, as the left one; the next
   * comparison takes it again.
   */
  public void rest() {
    for (Object value : values) {
      if (value instanceof MaskHolder holder) {
        holder.forgetMasks();
      }
    }
  }

  /** Returns what it adds that two mentions share this one's value. */
  float rarity(int comparison) {
    return rarity[comparison];
  }

  /** Returns the prepared value for a comparison, or null when it is absent. */
  @Nullable Object value(int comparison) {
    return values[comparison];
  }
}

package io.linkgrid.comparison;

import org.jspecify.annotations.Nullable;

/**
 * A mention whose values were prepared for comparison, once. Immutable; safe for any number of
 * threads.
 */
public final class PreparedMention {
  private final long id;
  private final @Nullable Object[] values;
  private final float[] rarity;

  PreparedMention(long id, @Nullable Object[] values, float[] rarity) {
    this.id = id;
    this.values = values;
    this.rarity = rarity;
  }

  /** Returns the id of the mention. */
  public long id() {
    return id;
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

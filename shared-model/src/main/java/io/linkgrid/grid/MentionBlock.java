package io.linkgrid.grid;

import io.linkgrid.model.Mention;
import java.util.Arrays;
import java.util.List;

/**
 * A stretch of the reference as it lies in the map: mentions of entities, in columns.
 *
 * @param entities the entity of each mention, as 64 bits
 * @param mentions the id of each mention
 * @param values the values of all mentions one after the other, in the order of the spec's
 *     attributes
 */
public record MentionBlock(long[] entities, long[] mentions, String[] values) {
  /** The most mentions of one block. */
  public static final int MOST = 2000;

  /** Returns how many mentions the block holds. */
  public int size() {
    return mentions.length;
  }

  /** Returns one of the mentions. */
  public Mention mention(int index) {
    int attributes = values.length / mentions.length;
    return new Mention(
        mentions[index],
        List.of(Arrays.copyOfRange(values, index * attributes, (index + 1) * attributes)));
  }
}

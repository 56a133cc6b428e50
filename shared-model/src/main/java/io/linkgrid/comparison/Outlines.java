package io.linkgrid.comparison;

import java.util.List;

/**
 * Mentions reduced to a few numbers each, side by side in memory: enough to say how alike two of
 * them can be at most, without a look at their values. Immutable; safe for any number of threads.
 */
public final class Outlines {
  private static final int ABSENT = -1;

  private final int width;
  final long[] numbers;

  /** Where the numbers of each comparison start, mention by mention. */
  private final int[] starts;

  private Outlines(int width, long[] numbers, int[] starts) {
    this.width = width;
    this.numbers = numbers;
    this.starts = starts;
  }

  /** Returns the outlines of mentions that were prepared by one comparison, in their order. */
  public static Outlines of(List<PreparedMention> mentions) {
    int width = mentions.isEmpty() ? 0 : mentions.get(0).comparison().size();
    long[][] parts = new long[mentions.size() * width][];
    int[] starts = new int[parts.length];
    int length = 0;
    for (int i = 0; i < parts.length; i++) {
      PreparedMention mention = mentions.get(i / width);
      parts[i] = mention.comparison().outline(i % width, mention);
      starts[i] = parts[i].length == 0 ? ABSENT : length;
      length += parts[i].length;
    }
    long[] numbers = new long[length];
    for (int i = 0; i < parts.length; i++) {
      System.arraycopy(parts[i], 0, numbers, Math.max(0, starts[i]), parts[i].length);
    }
    return new Outlines(width, numbers, starts);
  }

  /** Where the outline of a value starts, or below 0 when the value is absent. */
  int start(int mention, int comparison) {
    return starts[mention * width + comparison];
  }
}

package io.linkgrid.index;

import io.linkgrid.comparison.Outlines;
import io.linkgrid.comparison.PreparedMention;
import io.linkgrid.scoring.PairScorer;
import java.util.List;

/**
 * The mentions under one key of a block. What a probe must know of each of them before it looks at
 * any value lies side by side: the keys, and in a large group the outlines.
 */
final class Group {
  /** From so many on, outlines save more than it costs to make the probe's. */
  private static final int LARGE = 8;

  private static final Outlines NONE = Outlines.of(List.of());

  private final IndexedMention[] mentions;
  private final Outlines outlines;

  /** The keys of all mentions; nothing in a group by first keys, where nobody asks for them. */
  private final long[] keys;

  private final int[] keysFrom;

  private Group(IndexedMention[] mentions, Outlines outlines, long[] keys, int[] keysFrom) {
    this.mentions = mentions;
    this.outlines = outlines;
    this.keys = keys;
    this.keysFrom = keysFrom;
  }

  static Group of(long key, List<IndexedMention> mentions) {
    int count = mentions.stream().mapToInt(m -> m.keys().length).sum();
    boolean byFirstKeys = mentions.stream().allMatch(m -> m.position(key) == 0);
    long[] keys = new long[byFirstKeys ? 0 : count];
    int[] keysFrom = new int[byFirstKeys ? 0 : mentions.size() + 1];
    for (int i = 0; i + 1 < keysFrom.length; i++) {
      long[] ofMention = mentions.get(i).keys();
      System.arraycopy(ofMention, 0, keys, keysFrom[i], ofMention.length);
      keysFrom[i + 1] = keysFrom[i] + ofMention.length;
    }
    return new Group(
        mentions.toArray(IndexedMention[]::new),
        mentions.size() < LARGE
            ? NONE
            : Outlines.of(mentions.stream().map(IndexedMention::prepared).toList()),
        keys,
        keysFrom);
  }

  int size() {
    return mentions.length;
  }

  boolean isLarge() {
    return mentions.length >= LARGE;
  }

  IndexedMention mention(int i) {
    return mentions[i];
  }

  Outlines outlines() {
    return outlines;
  }

  /** Returns whether a mention here has one of the first keys of a probe. */
  boolean sharesOneOfTheFirst(int i, int count, long[] ofProbe) {
    if (keysFrom.length == 0) {
      return IndexedMention.shareOneOfTheFirst(count, ofProbe, mentions[i].keys());
    }
    for (int k = keysFrom[i]; k < keysFrom[i + 1]; k++) {
      for (int first = 0; first < count; first++) {
        if (keys[k] == ofProbe[first]) {
          return true;
        }
      }
    }
    return false;
  }

  /** Returns whether a mention here may reach the floor, as far as outlines can tell. */
  boolean mayReach(double floor, Outlines probe, int position, int i, PairScorer scorer) {
    return !isLarge() || scorer.mayReach(floor, probe, position, outlines, i);
  }

  /** Returns the weight of a probe and a mention here. */
  double weight(
      PreparedMention probe,
      Outlines outline,
      int position,
      int i,
      double floor,
      PairScorer scorer) {
    PreparedMention other = mentions[i].prepared();
    return isLarge()
        ? scorer.weight(probe, other, floor, outline, position, outlines, i)
        : scorer.weight(probe, other, floor);
  }
}

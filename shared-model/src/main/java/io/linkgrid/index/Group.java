package io.linkgrid.index;

import io.linkgrid.comparison.Outlines;
import io.linkgrid.comparison.PreparedMention;
import io.linkgrid.scoring.CandidateSearch;
import io.linkgrid.scoring.PairScorer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The mentions under one key of a block. In a large group, what a probe must know of each of them
 * before it looks at any value lies side by side: the keys and the outlines.
 */
final class Group {
  /** From so many on, outlines save more than it costs to make the probe's. */
  static final int LARGE = 8;

  /** From so many on, a search is faster than a look at all outlines. */
  private static final int SEARCHED = 48;

  private static final Outlines NONE = Outlines.of(List.of());
  private static final long[] NO_KEYS = {};
  private static final int[] NOWHERE = {};

  private final IndexedMention[] mentions;
  private final int from;
  private final int size;
  private final Outlines outlines;

  /** The keys of all mentions; nothing in a small group or one by first keys. */
  private final long[] keys;

  private final int[] keysFrom;

  /** Made by the first who needs it; whoever makes it at the same time makes the same. */
  private volatile @Nullable Search search;

  private Group(
      IndexedMention[] mentions, int from, int to, Outlines outlines, long[] keys, int[] keysFrom) {
    this.mentions = mentions;
    this.from = from;
    this.size = to - from;
    this.outlines = outlines;
    this.keys = keys;
    this.keysFrom = keysFrom;
  }

  /** A look at a few mentions, which costs nothing to make. */
  static Group small(IndexedMention[] mentions, int from, int to) {
    return new Group(mentions, from, to, NONE, NO_KEYS, NOWHERE);
  }

  /** A group that is worth preparing. */
  static Group large(long key, IndexedMention[] mentions, int from, int to) {
    List<IndexedMention> list = Arrays.asList(mentions).subList(from, to);
    Outlines outlines = Outlines.of(list.stream().map(IndexedMention::prepared).toList());
    if (list.stream().allMatch(m -> m.position(key) == 0)) {
      // Nobody asks for earlier keys here.
      return new Group(mentions, from, to, outlines, NO_KEYS, NOWHERE);
    }
    long[] keys = new long[list.stream().mapToInt(m -> m.keys().size()).sum()];
    int[] keysFrom = new int[list.size() + 1];
    for (int i = 0; i < list.size(); i++) {
      long[] ofMention = list.get(i).keys().hashes();
      System.arraycopy(ofMention, 0, keys, keysFrom[i], ofMention.length);
      keysFrom[i + 1] = keysFrom[i] + ofMention.length;
    }
    return new Group(mentions, from, to, outlines, keys, keysFrom);
  }

  int size() {
    return size;
  }

  boolean isLarge() {
    return size >= LARGE;
  }

  IndexedMention mention(int i) {
    return mentions[from + i];
  }

  Outlines outlines() {
    return outlines;
  }

  /**
   * Returns a search for those who may reach a floor, made once a floor; null where a look at each
   * is as good.
   */
  @Nullable CandidateSearch search(double floor, PairScorer scorer) {
    if (size < SEARCHED) {
      return null;
    }
    Search known = search;
    if (known == null || known.floor != floor) {
      known =
          new Search(
              floor,
              scorer.search(
                  floor,
                  Arrays.asList(mentions).subList(from, from + size).stream()
                      .map(IndexedMention::prepared)
                      .toList()));
      search = known;
    }
    return known.search;
  }

  /** A search for a floor. */
  private record Search(double floor, @Nullable CandidateSearch search) {}

  /** Returns whether a mention here has one of the first keys of a probe. */
  boolean sharesOneOfTheFirst(int i, int count, long[] ofProbe) {
    if (keysFrom.length == 0) {
      return IndexedMention.shareOneOfTheFirst(count, ofProbe, mention(i).keys().hashes());
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

  /** Returns how many here have none of the first keys of a probe. */
  long notSharing(int count, long[] ofProbe) {
    return notSharingBehind(-1, count, ofProbe);
  }

  /** Returns the same for those behind a position. */
  long notSharingBehind(int position, int count, long[] ofProbe) {
    if (count == 0) {
      return (long) size - position - 1;
    }
    long not = 0;
    for (int i = position + 1; i < size; i++) {
      not += sharesOneOfTheFirst(i, count, ofProbe) ? 0 : 1;
    }
    return not;
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
    PreparedMention other = mention(i).prepared();
    return isLarge()
        ? scorer.weight(probe, other, floor, outline, position, outlines, i)
        : scorer.weight(probe, other, floor);
  }
}

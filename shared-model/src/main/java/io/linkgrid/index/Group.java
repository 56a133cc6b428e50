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
  private static final int[] NOTHING = {};

  private final IndexedMention[] mentions;
  private final int from;
  private final int size;

  /** Made by the first who looks at each mention here: where there is a search, nobody does. */
  private volatile @Nullable Outlines outlines;

  /**
   * The upper halves of the keys of all mentions, which tell nearly all apart and need half the
   * room; nothing in a small group or one by first keys.
   */
  private final int[] keys;

  private final int[] keysFrom;

  /** Made by the first who needs it; whoever makes it at the same time makes the same. */
  private volatile @Nullable Search search;

  private Group(IndexedMention[] mentions, int from, int to, int[] keys, int[] keysFrom) {
    this.mentions = mentions;
    this.from = from;
    this.size = to - from;
    this.keys = keys;
    this.keysFrom = keysFrom;
  }

  /** A look at a few mentions, which costs nothing to make. */
  static Group small(IndexedMention[] mentions, int from, int to) {
    return new Group(mentions, from, to, NOTHING, NOTHING);
  }

  /** A group that is worth preparing. */
  static Group large(long key, IndexedMention[] mentions, int from, int to) {
    List<IndexedMention> list = Arrays.asList(mentions).subList(from, to);
    if (list.stream().allMatch(m -> m.position(key) == 0)) {
      // Nobody asks for earlier keys here.
      return new Group(mentions, from, to, NOTHING, NOTHING);
    }
    int[] keys = new int[list.stream().mapToInt(m -> m.keys().size()).sum()];
    int[] keysFrom = new int[list.size() + 1];
    for (int i = 0; i < list.size(); i++) {
      int next = keysFrom[i];
      for (long ofMention : list.get(i).keys().hashes()) {
        keys[next++] = upper(ofMention);
      }
      keysFrom[i + 1] = next;
    }
    return new Group(mentions, from, to, keys, keysFrom);
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

  /** Returns the outlines of all mentions here; those of a small group are not worth making. */
  Outlines outlines() {
    if (!isLarge()) {
      return NONE;
    }
    Outlines known = outlines;
    if (known == null) {
      known = Outlines.of(prepared());
      outlines = known;
    }
    return known;
  }

  private List<PreparedMention> prepared() {
    return Arrays.stream(mentions, from, from + size).map(IndexedMention::prepared).toList();
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
      known = new Search(floor, scorer.search(floor, prepared()));
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
        if (keys[k] == upper(ofProbe[first])) {
          return IndexedMention.shareOneOfTheFirst(count, ofProbe, mention(i).keys().hashes());
        }
      }
    }
    return false;
  }

  private static int upper(long key) {
    return (int) (key >>> Integer.SIZE);
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
}

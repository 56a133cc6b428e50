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

  private final long key;
  private final IndexedMention[] mentions;
  private final int from;
  private final int size;

  /** Made by the first who looks at each mention here: where there is a search, nobody does. */
  private volatile @Nullable Outlines outlines;

  /** Made by the first who looks at each mention here; where all are few, nobody does. */
  private volatile @Nullable KeysBeside keysBeside;

  /** Made by the first who counts without a look. */
  private volatile @Nullable SharedKeys sharedKeys;

  /** Made by the first who needs it; whoever makes it at the same time makes the same. */
  private volatile @Nullable Search search;

  /**
   * The upper halves of the keys of all mentions, which tell nearly all apart and need half the
   * room.
   *
   * @param from where those of each mention begin
   */
  private record KeysBeside(int[] keys, int[] from) {}

  /** The mentions of a key; it costs nothing to make, and a large one is worth keeping. */
  Group(long key, IndexedMention[] mentions, int from, int to) {
    this.key = key;
    this.mentions = mentions;
    this.from = from;
    this.size = to - from;
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
    return count > 0
        && IndexedMention.shareOneOfTheFirst(count, ofProbe, mention(i).keys().hashes());
  }

  /** Returns the same, where it is asked of each mention here. */
  boolean eachSharesOneOfTheFirst(int i, int count, long[] ofProbe) {
    if (count == 0 || !isLarge()) {
      return sharesOneOfTheFirst(i, count, ofProbe);
    }
    KeysBeside beside = keysBeside();
    for (int k = beside.from[i]; k < beside.from[i + 1]; k++) {
      for (int first = 0; first < count; first++) {
        if (beside.keys[k] == upper(ofProbe[first])) {
          return sharesOneOfTheFirst(i, count, ofProbe);
        }
      }
    }
    return false;
  }

  private KeysBeside keysBeside() {
    KeysBeside known = keysBeside;
    if (known == null) {
      known = makeKeysBeside();
      keysBeside = known;
    }
    return known;
  }

  private KeysBeside makeKeysBeside() {
    int[] begin = new int[size + 1];
    for (int i = 0; i < size; i++) {
      begin[i + 1] = begin[i] + mention(i).keys().size();
    }
    int[] keys = new int[begin[size]];
    for (int i = 0; i < size; i++) {
      int next = begin[i];
      for (long ofMention : mention(i).keys().hashes()) {
        keys[next++] = upper(ofMention);
      }
    }
    return new KeysBeside(keys, begin);
  }

  private static int upper(long key) {
    return (int) (key >>> Integer.SIZE);
  }

  /** Returns how many here have none of the first keys of a probe. */
  long notSharing(int count, long[] ofProbe) {
    return notSharingBehind(-1, count, ofProbe);
  }

  /** Returns the same for those behind a place. */
  long notSharingBehind(int place, int count, long[] ofProbe) {
    long behind = (long) size - place - 1;
    return count == 0 ? behind : behind - sharedKeys().sharingBehind(place, count, ofProbe);
  }

  private SharedKeys sharedKeys() {
    SharedKeys known = sharedKeys;
    if (known == null) {
      known = new SharedKeys(key, mentions, from, from + size);
      sharedKeys = known;
    }
    return known;
  }
}

package io.linkgrid.index;

import java.util.Arrays;

/**
 * Which mentions of a large group have which keys, beside the one that all of them have: how many
 * share a key with a probe is counted without a look at each. Immutable; safe for any number of
 * threads.
 */
final class SharedKeys {
  private static final int WORD_BITS = 6;
  private static final ThreadLocal<long[]> SEEN = ThreadLocal.withInitial(() -> new long[0]);

  private final IndexedMention[] mentions;
  private final int from;
  private final int size;

  /**
   * The upper halves of all keys in order, which tell nearly all apart and need half the room, and
   * the place of whoever has each; under one upper half, places are in order.
   */
  private final int[] keys;

  private final int[] places;

  /** Whether two different keys have one upper half, so that whoever has it is to be looked at. */
  private final boolean isMixed;

  SharedKeys(long ofAll, IndexedMention[] mentions, int from, int to) {
    this.mentions = mentions;
    this.from = from;
    size = to - from;
    int most = 0;
    for (int i = from; i < to; i++) {
      most += mentions[i].keys().size();
    }
    long[] whole = new long[most];
    int[] placeOf = new int[most];
    int count = 0;
    for (int i = from; i < to; i++) {
      for (long key : mentions[i].keys().hashes()) {
        if (key != ofAll) {
          placeOf[count] = i - from;
          whole[count++] = key;
        }
      }
    }
    long[] order = new long[count];
    for (int entry = 0; entry < count; entry++) {
      order[entry] = (long) upper(whole[entry]) << Integer.SIZE | entry;
    }
    Arrays.sort(order);
    keys = new int[count];
    places = new int[count];
    boolean mixed = false;
    for (int i = 0; i < count; i++) {
      int entry = (int) order[i];
      keys[i] = upper(whole[entry]);
      places[i] = placeOf[entry];
      mixed |= i > 0 && keys[i] == keys[i - 1] && whole[entry] != whole[(int) order[i - 1]];
    }
    isMixed = mixed;
  }

  private static int upper(long key) {
    return (int) (key >>> Integer.SIZE);
  }

  /**
   * Returns how many mentions behind a place have one of the first keys of a probe.
   *
   * @param place -1 for all
   */
  int sharingBehind(int place, int count, long[] ofProbe) {
    int sharing = 0;
    long[] seen = null;
    for (int k = 0; k < count; k++) {
      int at = first(upper(ofProbe[k]));
      if (at < keys.length && keys[at] == upper(ofProbe[k]) && (isMixed || has(at, ofProbe[k]))) {
        // Whoever has two of the keys counts once.
        seen = seen == null ? nobodySeen() : seen;
        for (int i = at; i < keys.length && keys[i] == keys[at]; i++) {
          long bit = 1L << places[i];
          if (places[i] > place
              && (seen[places[i] >> WORD_BITS] & bit) == 0
              && (!isMixed || has(i, ofProbe[k]))) {
            seen[places[i] >> WORD_BITS] |= bit;
            sharing++;
          }
        }
      }
    }
    return sharing;
  }

  private boolean has(int at, long key) {
    return mentions[from + places[at]].position(key) >= 0;
  }

  private long[] nobodySeen() {
    long[] seen = SEEN.get();
    int words = (size >> WORD_BITS) + 1;
    if (seen.length < words) {
      seen = new long[words];
      SEEN.set(seen);
    } else {
      Arrays.fill(seen, 0, words, 0);
    }
    return seen;
  }

  /** Where a key is, or the next one. */
  private int first(int key) {
    int low = 0;
    int high = keys.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (keys[middle] < key) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}

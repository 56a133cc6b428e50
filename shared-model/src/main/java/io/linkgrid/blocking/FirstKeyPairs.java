package io.linkgrid.blocking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts the candidate pairs of one key: those who share it, but for those who share an earlier key
 * and so are a pair there. It does not form the pairs where there are many: by inclusion and
 * exclusion over the earlier keys that several mentions have, the work grows with the mentions and
 * not with their square. Belongs to one thread.
 */
public final class FirstKeyPairs {
  /** So many earlier keys have a million subsets; then pairs are formed. */
  private static final int MOST_SHARED = 20;

  private final List<long[]> reference = new ArrayList<>(1);
  private final List<long[]> fresh = new ArrayList<>(1);

  /**
   * How many pairs there are.
   *
   * @param withReference of a new mention and one of the reference
   * @param amongNew of two new mentions
   */
  public record Pairs(long withReference, long amongNew) {}

  /**
   * Adds a mention of the reference that has the key.
   *
   * @param earlier those of its keys that come before this one, none twice
   */
  public void addReference(long[] earlier) {
    reference.add(earlier);
  }

  /** Adds a new mention that has the key. */
  public void addNew(long[] earlier) {
    fresh.add(earlier);
  }

  /** Returns the pairs whose first common key is this one. */
  public Pairs count() {
    if (fresh.isEmpty() || fresh.size() + reference.size() < 2) {
      return new Pairs(0, 0);
    }
    keepShared();
    long subsets = 0;
    int most = 0;
    for (List<long[]> side : List.of(reference, fresh)) {
      for (long[] earlier : side) {
        most = Math.max(most, earlier.length);
        subsets += 1L << Math.min(earlier.length, MOST_SHARED);
      }
    }
    long pairs = (long) fresh.size() * (reference.size() + fresh.size());
    return most > MOST_SHARED || pairs <= subsets ? byPairs() : bySubsets();
  }

  /** An earlier key that nobody else here has excludes no pair. */
  private void keepShared() {
    Map<Long, Integer> count = new HashMap<>();
    for (List<long[]> side : List.of(reference, fresh)) {
      for (long[] earlier : side) {
        for (long key : earlier) {
          count.merge(key, 1, Integer::sum);
        }
      }
    }
    for (List<long[]> side : List.of(reference, fresh)) {
      side.replaceAll(
          earlier -> {
            int kept = 0;
            long[] shared = new long[earlier.length];
            for (long key : earlier) {
              if (count.getOrDefault(key, 0) > 1) {
                shared[kept++] = key;
              }
            }
            return Arrays.copyOf(shared, kept);
          });
    }
  }

  private Pairs byPairs() {
    long withReference = 0;
    long amongNew = 0;
    for (int i = 0; i < fresh.size(); i++) {
      for (long[] other : reference) {
        withReference += isDisjoint(fresh.get(i), other) ? 1 : 0;
      }
      for (int j = i + 1; j < fresh.size(); j++) {
        amongNew += isDisjoint(fresh.get(i), fresh.get(j)) ? 1 : 0;
      }
    }
    return new Pairs(withReference, amongNew);
  }

  private static boolean isDisjoint(long[] left, long[] right) {
    for (long one : left) {
      for (long other : right) {
        if (one == other) {
          return false;
        }
      }
    }
    return true;
  }

  /** How many mentions have all keys of a subset. */
  private static final class Count {
    private long reference;
    private long fresh;
  }

  /** Pairs that share none are all, less those that share one, plus those that share two … */
  private Pairs bySubsets() {
    Map<Long, Count> even = new HashMap<>();
    Map<Long, Count> odd = new HashMap<>();
    for (long[] earlier : reference) {
      forEachSubset(earlier, even, odd, count -> count.reference++);
    }
    for (long[] earlier : fresh) {
      forEachSubset(earlier, even, odd, count -> count.fresh++);
    }
    Pairs plus = sum(even);
    Pairs minus = sum(odd);
    return new Pairs(plus.withReference - minus.withReference, plus.amongNew - minus.amongNew);
  }

  private static Pairs sum(Map<Long, Count> counts) {
    long withReference = 0;
    long amongNew = 0;
    for (Count count : counts.values()) {
      withReference += count.fresh * count.reference;
      amongNew += count.fresh * (count.fresh - 1) / 2;
    }
    return new Pairs(withReference, amongNew);
  }

  /** Takes the count of a subset. */
  @FunctionalInterface
  private interface Counting {
    void add(Count count);
  }

  /** A subset is known by the sum of its mixed hashes, whatever their order. */
  private static void forEachSubset(
      long[] keys, Map<Long, Count> even, Map<Long, Count> odd, Counting counting) {
    for (int subset = 0; subset < 1 << keys.length; subset++) {
      long sum = 0;
      for (int i = 0; i < keys.length; i++) {
        if ((subset >> i & 1) == 1) {
          sum += mixed(keys[i]);
        }
      }
      Map<Long, Count> counts = Integer.bitCount(subset) % 2 == 0 ? even : odd;
      counting.add(counts.computeIfAbsent(sum, s -> new Count()));
    }
  }

  private static long mixed(long key) {
    long mixed = (key + 0x9e3779b97f4a7c15L) * 0xbf58476d1ce4e5b9L;
    return (mixed ^ (mixed >>> 31)) * 0x94d049bb133111ebL;
  }
}

package io.linkgrid.blocking;

import java.util.Arrays;

/**
 * Counts how many mentions have each blocking key, and by which file they came. Takes about fifty
 * bytes a key, so that millions of keys fit beside a job. Belongs to one thread.
 */
public final class KeyTally {
  private static final int SMALLEST = 1 << 10;

  private final int turns;
  private int size;
  private long[] keys = new long[SMALLEST];
  private long[] witnesses = new long[SMALLEST];
  private int[] rules = new int[SMALLEST];
  private int[] counts;

  /** Takes what was counted about one key. */
  @FunctionalInterface
  public interface Each {
    /**
     * Takes a key.
     *
     * @param rule the position of its rule
     * @param key its hash
     * @param counts how many mentions have it, by turn; an array of the caller's own
     * @param witness the smallest id of a mention that has it
     */
    void key(int rule, long key, int[] counts, long witness);
  }

  /**
   * An empty tally.
   *
   * @param turns by how many files mentions come, one after the other
   */
  public KeyTally(int turns) {
    if (turns < 1) {
      throw new IllegalArgumentException("Mentions come in at least one turn, not in " + turns);
    }
    this.turns = turns;
    counts = new int[SMALLEST * turns];
  }

  /** Counts a mention with a key; a mention is given once for each of its keys. */
  public void add(int turn, int rule, long key, long mention) {
    if (2 * (size + 1) > keys.length) {
      grow();
    }
    int at = place(key);
    if (isFree(at)) {
      keys[at] = key;
      rules[at] = rule;
      witnesses[at] = mention;
      size++;
    } else if (mention < witnesses[at]) {
      witnesses[at] = mention;
    }
    counts[at * turns + turn]++;
  }

  /** Returns how many keys were seen. */
  public int size() {
    return size;
  }

  /** Gives each key once, in no order to rely on. */
  public void forEach(Each each) {
    for (int at = 0; at < keys.length; at++) {
      if (!isFree(at)) {
        each.key(
            rules[at],
            keys[at],
            Arrays.copyOfRange(counts, at * turns, (at + 1) * turns),
            witnesses[at]);
      }
    }
  }

  /** Where a key is, or where it goes. */
  private int place(long key) {
    int mask = keys.length - 1;
    int at = (int) (key ^ (key >>> 32)) & mask;
    while (!isFree(at) && keys[at] != key) {
      at = (at + 1) & mask;
    }
    return at;
  }

  /** Whoever is there was counted. */
  private boolean isFree(int at) {
    for (int turn = 0; turn < turns; turn++) {
      if (counts[at * turns + turn] > 0) {
        return false;
      }
    }
    return true;
  }

  private void grow() {
    long[] oldKeys = keys;
    long[] oldWitnesses = witnesses;
    int[] oldRules = rules;
    int[] oldCounts = counts;
    int length = Math.multiplyExact(keys.length, 2);
    keys = new long[length];
    witnesses = new long[length];
    rules = new int[length];
    counts = new int[Math.multiplyExact(length, turns)];
    for (int old = 0; old < oldKeys.length; old++) {
      int total = 0;
      for (int turn = 0; turn < turns; turn++) {
        total += oldCounts[old * turns + turn];
      }
      if (total > 0) {
        int at = place(oldKeys[old]);
        keys[at] = oldKeys[old];
        witnesses[at] = oldWitnesses[old];
        rules[at] = oldRules[old];
        System.arraycopy(oldCounts, old * turns, counts, at * turns, turns);
      }
    }
  }
}

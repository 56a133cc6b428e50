package io.linkgrid.blocking;

import java.util.Arrays;

/** A set of hashes of blocking keys. Belongs to one thread while it grows. */
public final class KeyHashes {
  private static final int FIRST_SLOTS = 16;

  /** Open addressing; an empty slot is 0, so that a hash of 0 is kept apart. */
  private long[] slots = new long[FIRST_SLOTS];

  private int used;
  private boolean hasZero;

  /** An empty set. */
  public KeyHashes() {}

  /** Adds a hash. */
  public void add(long hash) {
    if (hash == 0) {
      hasZero = true;
      return;
    }
    int slot = slot(hash);
    if (slots[slot] == 0) {
      slots[slot] = hash;
      used++;
      if (2 * used > slots.length) {
        grow();
      }
    }
  }

  /** Returns whether a hash is here. */
  public boolean contains(long hash) {
    return hash == 0 ? hasZero : slots[slot(hash)] != 0;
  }

  /** Returns whether one of the keys of a mention is here. */
  public boolean containsAny(Keys keys) {
    for (long hash : keys.hashes()) {
      if (contains(hash)) {
        return true;
      }
    }
    return false;
  }

  private void grow() {
    long[] before = slots;
    slots = new long[2 * before.length];
    Arrays.stream(before).filter(hash -> hash != 0).forEach(hash -> slots[slot(hash)] = hash);
  }

  /** The slot of a hash, or the empty one where it would be. All keys of a block may end alike. */
  private int slot(long hash) {
    int slot = (int) (hash >>> Integer.SIZE) & (slots.length - 1);
    while (slots[slot] != 0 && slots[slot] != hash) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }
}

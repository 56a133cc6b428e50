package io.linkgrid.index;

import io.linkgrid.comparison.PreparedMention;

/**
 * A mention as it lies in a block or is looked for in one.
 *
 * @param entity the entity that it belongs to, as 64 bits; its own id when it belongs to none yet
 * @param prepared its values, prepared
 * @param keys the hashes of its blocking keys in the order of the rules
 */
public record IndexedMention(long entity, PreparedMention prepared, long[] keys) {
  /** Returns whether a mention has one of the first keys of a probe. */
  static boolean shareOneOfTheFirst(int count, long[] ofProbe, long[] keys) {
    for (int i = 0; i < count; i++) {
      for (long key : keys) {
        if (key == ofProbe[i]) {
          return true;
        }
      }
    }
    return false;
  }

  /** Returns the position of a key among the keys of this mention, or -1. */
  int position(long key) {
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] == key) {
        return i;
      }
    }
    return -1;
  }
}

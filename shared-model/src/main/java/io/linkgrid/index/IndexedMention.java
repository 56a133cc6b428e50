package io.linkgrid.index;

import io.linkgrid.blocking.Keys;
import io.linkgrid.comparison.PreparedMention;

/**
 * A mention as it lies in a block or is looked for in one.
 *
 * @param entity the entity that it belongs to, as 64 bits; its own id when it belongs to none yet
 * @param prepared its values, prepared
 * @param keys its blocking keys
 */
public record IndexedMention(long entity, PreparedMention prepared, Keys keys) {
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
    for (int i = 0; i < keys.size(); i++) {
      if (keys.hash(i) == key) {
        return i;
      }
    }
    return -1;
  }
}

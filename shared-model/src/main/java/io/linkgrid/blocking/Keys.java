package io.linkgrid.blocking;

import java.util.Arrays;

/**
 * The blocking keys of a mention, in the order of {@link KeyMaker#keys}, as numbers: enough to tell
 * who meets whom and where, without the texts. Made once a job and carried along. Immutable, as
 * long as nobody writes to {@link #hashes()}.
 */
public final class Keys {
  /** No keys, or none that matter to who reads this. */
  public static final Keys NONE = new Keys(new long[0], new short[0]);

  private final long[] hashes;
  private final short[] rules;

  /**
   * Keys that were made elsewhere.
   *
   * @param hashes the hash of each
   * @param rules the position of the rule of each
   * @throws IllegalArgumentException if there are not as many of both
   */
  public Keys(long[] hashes, short[] rules) {
    if (hashes.length != rules.length) {
      throw new IllegalArgumentException(hashes.length + " keys of " + rules.length + " rules");
    }
    this.hashes = hashes;
    this.rules = rules;
  }

  /** Returns how many there are. */
  public int size() {
    return hashes.length;
  }

  /** Returns the hash of a key. */
  public long hash(int position) {
    return hashes[position];
  }

  /** Returns the position of the rule of a key. */
  public int rule(int position) {
    return rules[position];
  }

  /** Returns the hashes of all, not to be changed. */
  public long[] hashes() {
    return hashes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Keys keys
        && Arrays.equals(hashes, keys.hashes)
        && Arrays.equals(rules, keys.rules);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(hashes);
  }

  @Override
  public String toString() {
    return Arrays.toString(hashes);
  }
}

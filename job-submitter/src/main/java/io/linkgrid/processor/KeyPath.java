package io.linkgrid.processor;

import io.linkgrid.blocking.Keys;
import java.util.Arrays;
import java.util.List;

/**
 * A key of a mention and those before it, which decide under which key a pair counts. It travels as
 * numbers, many in one array.
 *
 * @param mention the id of the mention
 * @param rule the position of the key's rule
 * @param earlier the keys before it
 * @param key the key
 */
record KeyPath(long mention, int rule, long[] earlier, long key) {
  private static final int HEAD = 3;

  static long[] of(long mention, Keys keys, int position) {
    long[] numbers = new long[HEAD + position + 1];
    numbers[0] = mention;
    numbers[1] = keys.rule(position);
    numbers[2] = position;
    System.arraycopy(keys.hashes(), 0, numbers, HEAD, position + 1);
    return numbers;
  }

  static long[] flat(List<long[]> paths) {
    long[] flat = new long[paths.stream().mapToInt(p -> p.length).sum()];
    int at = 0;
    for (long[] path : paths) {
      System.arraycopy(path, 0, flat, at, path.length);
      at += path.length;
    }
    return flat;
  }

  /** Takes paths. */
  @FunctionalInterface
  interface Each {
    void path(KeyPath path);
  }

  static void read(long[] flat, Each each) {
    int at = 0;
    while (at < flat.length) {
      int end = at + HEAD + (int) flat[at + 2];
      each.path(
          new KeyPath(
              flat[at], (int) flat[at + 1], Arrays.copyOfRange(flat, at + HEAD, end), flat[end]));
      at = end + 1;
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyPath path
        && mention == path.mention
        && rule == path.rule
        && key == path.key
        && Arrays.equals(earlier, path.earlier);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(mention ^ key);
  }

  @Override
  public String toString() {
    return mention + " rule " + rule + " " + Arrays.toString(earlier) + " " + key;
  }
}

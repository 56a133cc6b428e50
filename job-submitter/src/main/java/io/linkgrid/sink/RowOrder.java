package io.linkgrid.sink;

import java.util.Arrays;

/**
 * Where the rows of a batch begin, and the number by which each is known. An index takes rows that
 * come in its order for much less than rows that jump about, and writers that go in the same order
 * wait for each other but never in a circle. For one thread.
 */
final class RowOrder {
  private long[] keys = new long[1 << 10];
  private int[] starts = new int[1 << 10];
  private int rows;

  /** Takes the row that begins at a place. */
  void begin(long key, int start) {
    if (rows == keys.length) {
      keys = Arrays.copyOf(keys, 2 * rows);
      starts = Arrays.copyOf(starts, 2 * rows);
    }
    keys[rows] = key;
    starts[rows] = start;
    rows++;
  }

  /** Returns how many rows were taken. */
  int rows() {
    return rows;
  }

  /** Forgets all rows but the first so many. */
  void drop(long left) {
    rows = Math.toIntExact(Math.min(rows, left));
  }

  /** Forgets all rows. */
  void clear() {
    rows = 0;
  }

  /**
   * Returns the same rows in the order of their keys, those of one key as they came, and keeps them
   * in that order.
   *
   * @param length where the last row ends
   */
  byte[] sorted(byte[] buffer, int length) {
    long[] ordered = Arrays.copyOf(keys, rows);
    Arrays.sort(ordered);
    int[] rowAt = new int[rows];
    int[] taken = new int[rows];
    for (int row = 0; row < rows; row++) {
      int first = firstOf(ordered, keys[row]);
      rowAt[first + taken[first]++] = row;
    }
    byte[] moved = new byte[buffer.length];
    int[] begins = new int[rows];
    int to = 0;
    for (int place = 0; place < rows; place++) {
      int row = rowAt[place];
      int bytes = (row + 1 < rows ? starts[row + 1] : length) - starts[row];
      System.arraycopy(buffer, starts[row], moved, to, bytes);
      begins[place] = to;
      to += bytes;
    }
    System.arraycopy(ordered, 0, keys, 0, rows);
    System.arraycopy(begins, 0, starts, 0, rows);
    return moved;
  }

  private static int firstOf(long[] ordered, long key) {
    int low = 0;
    int high = ordered.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ordered[middle] < key) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}

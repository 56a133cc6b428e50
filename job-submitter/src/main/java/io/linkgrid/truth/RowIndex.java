package io.linkgrid.truth;

import java.util.Arrays;
import java.util.OptionalLong;

/**
 * Finds the place of a row by its side and number, in eight bytes a row. Built once from rows in
 * any order.
 */
final class RowIndex {
  private static final int PLACE_BITS = 31;
  private static final long PLACE = (1L << PLACE_BITS) - 1;

  private final long[] sorted;

  /** The i-th row gets the place i. */
  RowIndex(int[] sides, int[] rows) {
    sorted = new long[rows.length];
    for (int place = 0; place < rows.length; place++) {
      sorted[place] = (key(sides[place], rows[place]) << PLACE_BITS) | place;
    }
    Arrays.sort(sorted);
  }

  /** Returns the place of a row, if it is there; of a row that is there twice, the first. */
  OptionalLong place(Side side, int row) {
    long key = key(side.number(), row);
    int found = Arrays.binarySearch(sorted, key << PLACE_BITS);
    int at = found >= 0 ? found : -found - 1;
    return at < sorted.length && sorted[at] >>> PLACE_BITS == key
        ? OptionalLong.of(sorted[at] & PLACE)
        : OptionalLong.empty();
  }

  /** Returns the second place of a row that is there twice, if there is such a row. */
  OptionalLong repeated() {
    for (int i = 1; i < sorted.length; i++) {
      if (sorted[i] >>> PLACE_BITS == sorted[i - 1] >>> PLACE_BITS) {
        return OptionalLong.of(sorted[i] & PLACE);
      }
    }
    return OptionalLong.empty();
  }

  private static long key(int side, int row) {
    return ((long) row << 1) | side;
  }
}

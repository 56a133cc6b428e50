package io.linkgrid.comparison;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says how alike two standard values are. Stateless and safe for any number of threads.
 *
 * @param <P> what a value is prepared into, once, so that comparing it many times is cheap
 */
interface FieldComparator<P> {
  /** Prepares a standard value; never called with the empty text. */
  P prepare(String value);

  /**
   * Returns a similarity from 0 to 1, symmetric, and 1 for equal values; or, when it is below the
   * floor, any number below the floor. So a comparator may stop as soon as it is sure that the
   * floor is out of reach; at or above it the bits are the same whatever the floor.
   *
   * <p>When one value is compared with many, it is on the left.
   */
  double similarity(P left, P right, double floor);

  /**
   * Returns a few numbers, at least one, from which {@link #atMost} tells how alike two values can
   * be.
   */
  default long[] outline(P value) {
    return new long[] {0};
  }

  /**
   * Returns a bound that the similarity of two values does not exceed, from their outlines alone.
   *
   * @param atLeft where the outline of the left value starts
   * @param atRight where that of the right value starts
   */
  default double atMost(long[] left, int atLeft, long[] right, int atRight) {
    return 1;
  }

  /** Returns a bound that the similarity reaches, from the outlines alone. */
  default double atLeast(long[] left, int atLeft, long[] right, int atRight) {
    return 0;
  }

  /**
   * Returns a number that values which are found together share, such as the addresses of a street;
   * 0 where there is none for this kind.
   */
  default int neighbourhood(P value) {
    return 0;
  }

  /** Returns an index of many values, or null where there is none for this kind. */
  default @Nullable ValueIndex<P> index(List<P> values) {
    return null;
  }

  /** Returns a scan of many values, or null where there is none or an index does better. */
  default @Nullable ValueScan<P> scan(List<P> values) {
    return null;
  }

  /** Returns the similarity with nothing saved. */
  default double similarity(P left, P right) {
    return similarity(left, right, 0);
  }
}

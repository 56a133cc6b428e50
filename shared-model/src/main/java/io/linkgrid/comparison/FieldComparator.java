package io.linkgrid.comparison;

/**
 * Says how alike two standard values are. Stateless and safe for any number of threads.
 *
 * @param <P> what a value is prepared into, once, so that comparing it many times is cheap
 */
interface FieldComparator<P> {
  /** Prepares a standard value; never called with the empty text. */
  P prepare(String value);

  /** Returns a similarity from 0 to 1, symmetric, and 1 for equal values. */
  double similarity(P left, P right);
}

package io.linkgrid.truth;

import io.linkgrid.evaluation.Band;

/**
 * What the links say of a row beside its entity.
 *
 * @param band what was decided
 * @param probability of the link, 0 to 1
 * @param weight the match weight, or not-a-number when the links have none
 */
record Decided(Band band, double probability, double weight) {
  /** Of a row that the links leave out. */
  static final Decided NOT_AT_ALL = new Decided(Band.REJECTED, 0, Double.NaN);
}

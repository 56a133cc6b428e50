package io.linkgrid.splink;

/**
 * What a model reads of one of the two records of a pair.
 *
 * @param value what is read
 * @param side of which record
 * @param unmatched what becomes of a text in which the piece that is read is not there
 */
record ReadSide(ReadValue value, Side side, Unmatched unmatched) {
  /** The two records of a pair. */
  enum Side {
    /** The left one. */
    LEFT,
    /** The right one. */
    RIGHT
  }

  /** What becomes of a text in which a piece that is looked for is not there. */
  enum Unmatched {
    /** The value is missing. */
    IS_MISSING,
    /** The value is the empty text, which equals others. */
    IS_EMPTY
  }

  /** Returns the same side with another value. */
  ReadSide of(ReadValue other) {
    return new ReadSide(other, side, unmatched);
  }
}

package io.linkgrid.sink;

/** What becomes of a row whose key is already in the table. */
public enum OnConflict {
  /** The table has no key, or the row must be new: the batch fails when it is not. */
  FAIL,
  /** The row that is there stays. Of several in a batch the first counts. */
  KEEP,
  /** The row that is there takes the new values. Of several in a batch the last counts. */
  REPLACE
}

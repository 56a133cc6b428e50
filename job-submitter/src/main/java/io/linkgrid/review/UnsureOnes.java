package io.linkgrid.review;

/** What becomes of the links that were answered as unsure in an earlier session. */
public enum UnsureOnes {
  /** They are not asked about. */
  LEFT_ASIDE,
  /** They are asked about again. */
  ASKED_AGAIN
}

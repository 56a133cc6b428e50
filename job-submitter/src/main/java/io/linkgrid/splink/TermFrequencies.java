package io.linkgrid.splink;

/** What becomes of the adjustments of weights by how frequent a value is. */
public enum TermFrequencies {
  /** They are a reason not to import a model. */
  REFUSE,
  /** They are left out: a level keeps log2 of m over u. */
  LEAVE_OUT
}

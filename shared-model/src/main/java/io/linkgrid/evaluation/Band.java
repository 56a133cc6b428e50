package io.linkgrid.evaluation;

/** What was said of a row: its decision, or that there is none. */
public enum Band {
  /** It was linked to an entity that there was. */
  MATCH,
  /** It waits for a person, with a candidate as a rule. */
  REVIEW,
  /** It founded an entity. */
  NEW,
  /** It was rejected, or the links leave it out. */
  REJECTED
}

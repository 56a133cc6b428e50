package io.linkgrid.model;

/** What was decided about a mention or a row. */
public enum Decision {
  /** It belongs to an entity that is known. */
  MATCH,
  /** A person must look: the evidence is neither enough to link nor to tell apart. */
  REVIEW,
  /** It belongs to no known entity, and so founds one. */
  NEW
}

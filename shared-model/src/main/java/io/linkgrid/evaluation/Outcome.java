package io.linkgrid.evaluation;

/** What a decision was worth, seen from the truth. */
public enum Outcome {
  /** The entity is the right one, or the row is rightly new. */
  RIGHT,
  /** It was given an entity, while another is the right one. */
  WRONG_ENTITY,
  /** It was given an entity, while none is the right one. */
  SHOULD_BE_NEW,
  /** It was given none, or one of its own, while there is a right one. */
  MISSED
}

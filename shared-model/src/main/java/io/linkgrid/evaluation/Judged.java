package io.linkgrid.evaluation;

/**
 * A decision with what it was worth.
 *
 * @param band what was decided
 * @param outcome what it was worth; of a row in review, what its candidate would be worth
 * @param kind whether the row was tied to something by its probability
 * @param probability of the link, 0 to 1; of no meaning where there is none
 * @param weight the match weight of the link, log2 of odds, not-a-number if it is not known; of no
 *     meaning where there is no link
 */
public record Judged(Band band, Outcome outcome, Kind kind, double probability, double weight) {
  /** Whether a row was tied to something. */
  public enum Kind {
    /** The probability is that of a link: of a MATCH, or of the candidate of a REVIEW. */
    LINK,
    /** It founded an entity alone, or there is no candidate. */
    NO_LINK
  }
}

package io.linkgrid.scoring;

/**
 * An entity that a mention may belong to.
 *
 * @param entity the entity's id as 64 bits
 * @param weight the match weight of the entity's most alike mention, log2 of odds, prior included
 */
public record Candidate(long entity, double weight) implements Comparable<Candidate> {
  /** The heaviest first; of equal ones the smaller id. */
  @Override
  public int compareTo(Candidate other) {
    int byWeight = Double.compare(other.weight, weight);
    return byWeight != 0 ? byWeight : Long.compareUnsigned(entity, other.entity);
  }
}

package io.linkgrid.scoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a probe has found so far, carried from one blocking pass to the next: its best candidates,
 * one an entity, and the odds of all the others. The order in which a block gives its candidates
 * does not show; nor does the order of the blocks, but for an entity that was not kept and is found
 * again in another block: its odds count in each. Immutable.
 *
 * @param best the best candidates in order, at most {@value #KEPT}
 * @param otherOdds the sum of the odds of those that were not kept
 */
public record Evidence(List<Candidate> best, double otherOdds) {
  /** Candidates kept by name. */
  public static final int KEPT = 32;

  /** A candidate below this weight is taken for no candidate: its odds are under 1.6 percent. */
  public static final double NEGLIGIBLE_WEIGHT = -6;

  /** No candidate so far. */
  public static final Evidence NONE = new Evidence(List.of(), 0);

  public Evidence {
    best = List.copyOf(best);
  }

  /** Returns this evidence together with the candidates of another block. */
  public Evidence with(List<Candidate> found) {
    if (found.isEmpty()) {
      return this;
    }
    List<Candidate> all = new ArrayList<>(best.size() + found.size());
    all.addAll(best);
    all.addAll(found);
    Candidate[] sorted = all.toArray(Candidate[]::new);
    Arrays.sort(sorted);
    List<Candidate> kept = new ArrayList<>(KEPT);
    Set<Long> entities = new HashSet<>();
    double odds = otherOdds;
    for (Candidate candidate : sorted) {
      if (!entities.add(candidate.entity())) {
        continue;
      }
      if (kept.size() < KEPT) {
        kept.add(candidate);
      } else {
        odds += PairScorer.odds(candidate.weight());
      }
    }
    return new Evidence(kept, odds);
  }

  /**
   * Returns this evidence as if some entities had not been found, as far as they were kept by name.
   */
  public Evidence without(Set<Long> entities) {
    return entities.isEmpty()
        ? this
        : new Evidence(
            best.stream().filter(candidate -> !entities.contains(candidate.entity())).toList(),
            otherOdds);
  }
}

package io.linkgrid.scoring;

import io.linkgrid.model.Decision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Shares entities out among the probes of a file in which each entity is written once: pairs are
 * looked at in the order of their weights, and an entity that one probe has is none of the others'
 * candidates any more (the greedy assignment of record linkage; Jaro 1989 has the optimal one). A
 * probe takes an entity only if it is a MATCH by what is left to it. The result depends on the
 * content alone. Not safe for several threads.
 */
public final class OneToOne {
  private final DecisionRule rule;
  private final Map<Long, Evidence> byProbe = new HashMap<>();

  /** Shares out by the thresholds of a rule. */
  public OneToOne(DecisionRule rule) {
    this.rule = rule;
  }

  /** Adds a probe with what it has found. */
  public void add(long probe, Evidence evidence) {
    byProbe.put(probe, evidence);
  }

  private record Pair(long probe, Candidate candidate) implements Comparable<Pair> {
    @Override
    public int compareTo(Pair other) {
      int byCandidate = candidate.compareTo(other.candidate);
      return byCandidate != 0 ? byCandidate : Long.compare(probe, other.probe);
    }
  }

  /** Returns what is left to each probe. */
  public Map<Long, Evidence> assign() {
    List<Pair> pairs = new ArrayList<>();
    byProbe.forEach(
        (probe, evidence) -> evidence.best().forEach(c -> pairs.add(new Pair(probe, c))));
    Pair[] sorted = pairs.toArray(Pair[]::new);
    Arrays.sort(sorted);
    Map<Long, Long> takenBy = new HashMap<>();
    Map<Long, Long> has = new HashMap<>();
    // Who was in doubt may be in none when a candidate is gone, and then takes what is left.
    for (int before = -1; before < takenBy.size(); ) {
      before = takenBy.size();
      for (Pair pair : sorted) {
        take(pair, takenBy, has);
      }
    }
    Map<Long, Evidence> left = new HashMap<>();
    byProbe.keySet().forEach(probe -> left.put(probe, left(probe, takenBy)));
    return left;
  }

  private void take(Pair pair, Map<Long, Long> takenBy, Map<Long, Long> has) {
    long entity = pair.candidate().entity();
    if (takenBy.containsKey(entity) || has.containsKey(pair.probe())) {
      return;
    }
    Verdict verdict = rule.decide(left(pair.probe(), takenBy));
    if (verdict.decision() == Decision.MATCH
        && verdict.best().filter(pair.candidate()::equals).isPresent()) {
      takenBy.put(entity, pair.probe());
      has.put(pair.probe(), entity);
    }
  }

  private Evidence left(long probe, Map<Long, Long> takenBy) {
    Evidence evidence = byProbe.getOrDefault(probe, Evidence.NONE);
    return new Evidence(
        evidence.best().stream()
            .filter(candidate -> takenBy.getOrDefault(candidate.entity(), probe) == probe)
            .toList(),
        evidence.otherOdds());
  }
}

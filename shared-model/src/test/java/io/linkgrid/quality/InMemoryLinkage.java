package io.linkgrid.quality;

import io.linkgrid.blocking.BlockingKey;
import io.linkgrid.blocking.KeyMaker;
import io.linkgrid.clustering.Clusters;
import io.linkgrid.comparison.MentionComparison;
import io.linkgrid.comparison.PreparedMention;
import io.linkgrid.model.Mention;
import io.linkgrid.scoring.Candidate;
import io.linkgrid.scoring.DecisionRule;
import io.linkgrid.scoring.Evidence;
import io.linkgrid.scoring.PairScorer;
import io.linkgrid.scoring.Verdict;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.TermTable;
import io.linkgrid.training.Trained;
import io.linkgrid.training.Trainer;
import io.linkgrid.training.TrainingPairs;
import io.linkgrid.training.Untrained;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Linkage in the plainest way there is: one thread, all in memory, no pruning. */
final class InMemoryLinkage {
  private static final int RANDOM_PAIRS = 1_000_000;

  private final LinkSpec spec;
  private final Map<Long, Mention> reference;
  private final Map<Long, Mention> probes;
  private final boolean dedupe;
  final Trained trained;
  private final LinkSpec learnt;
  final MentionComparison comparison;
  final PairScorer scorer;
  private final KeyMaker keyMaker;
  private final Map<Long, PreparedMention> prepared = new HashMap<>();
  private final Map<Long, List<Long>> byKey = new HashMap<>();

  /** Links two sets. */
  static InMemoryLinkage link(
      LinkSpec spec, Collection<Mention> reference, Collection<Mention> probes) {
    return new InMemoryLinkage(spec, reference, probes, false);
  }

  /** Dedupes one. */
  static InMemoryLinkage dedupe(LinkSpec spec, Collection<Mention> mentions) {
    return new InMemoryLinkage(spec, mentions, mentions, true);
  }

  private InMemoryLinkage(
      LinkSpec spec, Collection<Mention> references, Collection<Mention> probing, boolean dedupe) {
    this.spec = spec;
    this.dedupe = dedupe;
    reference = byId(references);
    probes = byId(probing);
    List<TermTable> terms = terms();
    // With words counted, but no weights yet: what blocking and comparators need.
    LinkSpec counted = Untrained.counted(spec, terms);
    keyMaker = new KeyMaker(counted);
    MentionComparison first = new MentionComparison(counted);
    for (Mention mention : reference.values()) {
      for (BlockingKey key : keyMaker.keys(mention)) {
        byKey.computeIfAbsent(key.hash(), k -> new ArrayList<>()).add(mention.id());
      }
    }
    trained = train(first, terms);
    learnt = spec.with(trained.model());
    comparison = new MentionComparison(learnt);
    scorer = new PairScorer(learnt, comparison);
    reference.values().forEach(m -> prepared.put(m.id(), comparison.prepare(m)));
    probes.values().forEach(m -> prepared.putIfAbsent(m.id(), comparison.prepare(m)));
  }

  private static Map<Long, Mention> byId(Collection<Mention> mentions) {
    Map<Long, Mention> byId = new TreeMap<>();
    mentions.forEach(m -> byId.put(m.id(), m));
    return byId;
  }

  private List<TermTable> terms() {
    List<TermTable> tables = new ArrayList<>();
    for (int a = 0; a < spec.attributes().size(); a++) {
      Map<String, Integer> values = new HashMap<>();
      Map<String, Integer> words = new HashMap<>();
      long records = 0;
      for (Mention mention : reference.values()) {
        String value = mention.values().get(a);
        if (value.isEmpty()) {
          continue;
        }
        records++;
        values.merge(value, 1, Integer::sum);
        if (spec.attributes().get(a).type().hasWords()) {
          for (String word : new HashSet<>(Arrays.asList(value.split(" ", -1)))) {
            words.merge(word, 1, Integer::sum);
          }
        }
      }
      values.values().removeIf(c -> c < 2);
      words.values().removeIf(c -> c < 2);
      tables.add(new TermTable(records, values, words));
    }
    return tables;
  }

  private Set<Long> candidates(Mention probe) {
    Set<Long> found = new HashSet<>();
    for (BlockingKey key : keyMaker.keys(probe)) {
      found.addAll(byKey.getOrDefault(key.hash(), List.of()));
    }
    if (dedupe) {
      found.remove(probe.id());
    }
    return found;
  }

  private Trained train(MentionComparison first, List<TermTable> terms) {
    Map<Long, PreparedMention> ready = new HashMap<>();
    reference.values().forEach(m -> ready.put(m.id(), first.prepare(m)));
    probes.values().forEach(m -> ready.putIfAbsent(m.id(), first.prepare(m)));
    TrainingPairs pairs = new TrainingPairs(reference.size() - (dedupe ? 1 : 0));
    for (Mention probe : probes.values()) {
      pairs.addProbe(probe.id());
      for (long candidate : candidates(probe)) {
        PreparedMention left = ready.get(probe.id());
        PreparedMention right = ready.get(candidate);
        pairs.addCandidates(probe.id(), first.pattern(left, right), rarity(first, left, right), 1);
      }
    }
    Mention[] left = probes.values().toArray(Mention[]::new);
    Mention[] right = reference.values().toArray(Mention[]::new);
    Map<Long, Set<Long>> keys = new HashMap<>();
    long state = 1;
    for (int i = 0; i < RANDOM_PAIRS; i++) {
      state = state * 6364136223846793005L + 1442695040888963407L;
      Mention one = left[(int) Long.remainderUnsigned(state >>> 33, left.length)];
      state = state * 6364136223846793005L + 1442695040888963407L;
      Mention other = right[(int) Long.remainderUnsigned(state >>> 33, right.length)];
      if (one.id() == other.id()) {
        continue;
      }
      Set<Long> ofOne = keys.computeIfAbsent(one.id(), k -> hashes(one));
      Set<Long> ofOther = keys.computeIfAbsent(other.id(), k -> hashes(other));
      if (ofOne.stream().anyMatch(ofOther::contains)) {
        pairs.addRandomCandidate();
      } else {
        pairs.addRandom(first.pattern(ready.get(one.id()), ready.get(other.id())));
      }
    }
    return Trainer.train(spec, terms, pairs, !dedupe && spec.atMostOne());
  }

  private Set<Long> hashes(Mention mention) {
    Set<Long> hashes = new HashSet<>();
    keyMaker.keys(mention).forEach(k -> hashes.add(k.hash()));
    return hashes;
  }

  private float rarity(MentionComparison by, PreparedMention left, PreparedMention right) {
    long pattern = by.pattern(left, right);
    double rarity = 0;
    for (int c = 0; c < by.size(); c++) {
      if (MentionComparison.level(pattern, c) == 0) {
        rarity += by.rarity(c, left, right);
      }
    }
    return (float) rarity;
  }

  /** The verdict about each probe, for linkage with a reference. */
  Map<Long, Verdict> verdicts() {
    DecisionRule rule = new DecisionRule(learnt);
    Map<Long, Verdict> verdicts = new TreeMap<>();
    for (Mention probe : probes.values()) {
      List<Candidate> found = new ArrayList<>();
      for (long candidate : candidates(probe)) {
        double weight =
            scorer.weight(
                prepared.get(probe.id()), prepared.get(candidate), Evidence.NEGLIGIBLE_WEIGHT);
        if (weight != PairScorer.BELOW_FLOOR) {
          found.add(new Candidate(candidate, weight));
        }
      }
      verdicts.put(probe.id(), rule.decide(Evidence.NONE.with(found)));
    }
    return verdicts;
  }

  /** The cluster of each mention, for one set. */
  Map<Long, Long> clusters(double probability) {
    double atLeast = PairScorer.weight(probability);
    Clusters clusters = new Clusters();
    for (Mention probe : probes.values()) {
      for (long candidate : candidates(probe)) {
        if (Long.compareUnsigned(probe.id(), candidate) < 0) {
          double weight = scorer.weight(prepared.get(probe.id()), prepared.get(candidate), atLeast);
          if (weight != PairScorer.BELOW_FLOOR) {
            clusters.add(probe.id(), candidate, weight);
          }
        }
      }
    }
    Map<Long, Long> clusterOf = new HashMap<>();
    probes.keySet().forEach(id -> clusterOf.put(id, id));
    clusters.forEach((member, cluster, heaviest) -> clusterOf.put(member, cluster));
    return clusterOf;
  }

  List<PairScorer.Part> parts(long one, long other) {
    return scorer.parts(prepared.get(one), prepared.get(other));
  }

  double weight(long one, long other) {
    return scorer.weight(prepared.get(one), prepared.get(other), Double.NEGATIVE_INFINITY);
  }

  boolean isCandidate(Mention probe, long other) {
    return candidates(probe).contains(other);
  }
}

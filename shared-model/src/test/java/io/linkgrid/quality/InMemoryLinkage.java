package io.linkgrid.quality;

import io.linkgrid.blocking.KeyMaker;
import io.linkgrid.clustering.AverageLinkage;
import io.linkgrid.clustering.Clusters;
import io.linkgrid.comparison.MentionComparison;
import io.linkgrid.comparison.PreparedMention;
import io.linkgrid.model.Mention;
import io.linkgrid.scoring.Candidate;
import io.linkgrid.scoring.DecisionRule;
import io.linkgrid.scoring.Evidence;
import io.linkgrid.scoring.OneToOne;
import io.linkgrid.scoring.PairScorer;
import io.linkgrid.scoring.Verdict;
import io.linkgrid.spec.AttributeType;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Linkage in the plainest way there is: one thread, all in memory, no pruning. */
final class InMemoryLinkage {
  private static final int RANDOM_PAIRS = 1_000_000;
  private static final long SEED = 1;
  private static final int LARGEST = 1_000;

  private final Map<Long, Mention> reference;
  private final Map<Long, Mention> probes;
  private final Task task;
  private final KeyMaker keyMaker;
  private final Map<Long, List<Long>> byKey = new HashMap<>();
  private final Map<Long, long[]> keys = new HashMap<>();
  private final Trained trained;
  private final LinkSpec learnt;
  private final MentionComparison comparison;
  private final PairScorer scorer;
  private final Map<Long, PreparedMention> prepared;

  /** What is linked with what. */
  private enum Task {
    /** Probes with a reference. */
    LINK,
    /** One set with itself. */
    DEDUPE
  }

  /** Links probes with a reference that holds each entity once. */
  static InMemoryLinkage link(
      LinkSpec spec, Collection<Mention> reference, Collection<Mention> probes) {
    return new InMemoryLinkage(spec, reference, probes, Task.LINK);
  }

  /** Links the mentions of one set with each other. */
  static InMemoryLinkage dedupe(LinkSpec spec, Collection<Mention> mentions) {
    return new InMemoryLinkage(spec, mentions, mentions, Task.DEDUPE);
  }

  private InMemoryLinkage(
      LinkSpec spec, Collection<Mention> reference, Collection<Mention> probes, Task task) {
    this.reference = byId(reference);
    this.probes = byId(probes);
    this.task = task;
    List<TermTable> terms = terms(spec);
    LinkSpec counted = Untrained.counted(spec, terms);
    keyMaker = new KeyMaker(counted);
    this.reference.values().forEach(this::index);
    trained = train(counted, terms);
    learnt = spec.with(trained.model());
    comparison = new MentionComparison(learnt);
    scorer = new PairScorer(learnt, comparison);
    prepared = prepared(comparison);
  }

  private static Map<Long, Mention> byId(Collection<Mention> mentions) {
    Map<Long, Mention> byId = new TreeMap<>();
    mentions.forEach(mention -> byId.put(mention.id(), mention));
    return byId;
  }

  private void index(Mention mention) {
    for (long key : keys(mention)) {
      byKey.computeIfAbsent(key, k -> new ArrayList<>()).add(mention.id());
    }
  }

  private long[] keys(Mention mention) {
    return keys.computeIfAbsent(mention.id(), id -> keyMaker.numbers(mention).hashes());
  }

  private Map<Long, PreparedMention> prepared(MentionComparison by) {
    Map<Long, PreparedMention> all = new HashMap<>();
    reference.values().forEach(mention -> all.put(mention.id(), by.prepare(mention)));
    probes.values().forEach(mention -> all.putIfAbsent(mention.id(), by.prepare(mention)));
    return all;
  }

  private List<TermTable> terms(LinkSpec spec) {
    List<TermTable> tables = new ArrayList<>();
    for (int attribute = 0; attribute < spec.attributes().size(); attribute++) {
      tables.add(terms(attribute, spec.attributes().get(attribute).type()));
    }
    return tables;
  }

  private TermTable terms(int attribute, AttributeType type) {
    Map<String, Integer> values = new HashMap<>();
    Map<String, Integer> words = new HashMap<>();
    long records = 0;
    for (Mention mention : reference.values()) {
      String value = mention.values().get(attribute);
      if (!value.isEmpty()) {
        records++;
        values.merge(value, 1, Integer::sum);
        if (type.hasWords()) {
          new HashSet<>(Arrays.asList(value.split(" ", -1)))
              .forEach(word -> words.merge(word, 1, Integer::sum));
        }
      }
    }
    values.values().removeIf(count -> count < 2);
    words.values().removeIf(count -> count < 2);
    return new TermTable(records, values, words);
  }

  private Set<Long> candidates(Mention probe) {
    Set<Long> found = new LinkedHashSet<>();
    for (long key : keys(probe)) {
      found.addAll(byKey.getOrDefault(key, List.of()));
    }
    if (task == Task.DEDUPE) {
      found.remove(probe.id());
    }
    return found;
  }

  private Trained train(LinkSpec counted, List<TermTable> terms) {
    MentionComparison by = new MentionComparison(counted);
    Map<Long, PreparedMention> ready = prepared(by);
    TrainingPairs pairs = new TrainingPairs(reference.size() - (task == Task.DEDUPE ? 1 : 0));
    for (Mention probe : probes.values()) {
      pairs.addProbe(probe.id());
      for (long candidate : candidates(probe)) {
        PreparedMention left = ready.get(probe.id());
        PreparedMention right = ready.get(candidate);
        long pattern = by.pattern(left, right);
        pairs.addCandidates(probe.id(), pattern, rarity(by, pattern, left, right), 1);
      }
    }
    addRandom(pairs, by, ready);
    return Trainer.train(counted, terms, pairs, task == Task.LINK && counted.atMostOne());
  }

  private void addRandom(
      TrainingPairs pairs, MentionComparison by, Map<Long, PreparedMention> ready) {
    Mention[] lefts = probes.values().toArray(Mention[]::new);
    Mention[] rights = reference.values().toArray(Mention[]::new);
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < RANDOM_PAIRS; i++) {
      Mention left = lefts[random.nextInt(lefts.length)];
      Mention right = rights[random.nextInt(rights.length)];
      if (left.id() == right.id()) {
        continue;
      }
      if (shareAKey(left, right)) {
        pairs.addRandomCandidates(1);
      } else {
        pairs.addRandom(by.pattern(ready.get(left.id()), ready.get(right.id())), 1);
      }
    }
  }

  private boolean shareAKey(Mention one, Mention other) {
    for (long key : keys(one)) {
      for (long otherKey : keys(other)) {
        if (key == otherKey) {
          return true;
        }
      }
    }
    return false;
  }

  private static float rarity(
      MentionComparison by, long pattern, PreparedMention left, PreparedMention right) {
    double rarity = 0;
    for (int c = 0; c < by.size(); c++) {
      rarity += MentionComparison.level(pattern, c) == 0 ? by.rarity(c, left, right) : 0;
    }
    return (float) rarity;
  }

  /** Returns what the model cannot be trusted in. */
  List<String> warnings() {
    return trained.warnings();
  }

  /** Returns the verdict about each probe, for linkage with a reference. */
  Map<Long, Verdict> verdicts() {
    DecisionRule rule = new DecisionRule(learnt);
    Map<Long, Evidence> evidence = new TreeMap<>();
    for (Mention probe : probes.values()) {
      List<Candidate> found = new ArrayList<>();
      for (long candidate : candidates(probe)) {
        double weight = weight(probe.id(), candidate, Evidence.NEGLIGIBLE_WEIGHT);
        if (weight != PairScorer.BELOW_FLOOR) {
          found.add(new Candidate(candidate, weight));
        }
      }
      evidence.put(probe.id(), Evidence.NONE.with(found));
    }
    if (learnt.oneToOne()) {
      OneToOne oneToOne = new OneToOne(rule);
      evidence.forEach(oneToOne::add);
      evidence = oneToOne.assign();
    }
    Map<Long, Verdict> verdicts = new TreeMap<>();
    evidence.forEach((probe, left) -> verdicts.put(probe, rule.decide(left)));
    return verdicts;
  }

  /** Returns the cluster of each mention, for one set in which each mention has so many rows. */
  Map<Long, Long> clusters(Map<Long, Long> rows) {
    double atLeast = PairScorer.weight(learnt.foundProbability());
    Clusters components = new Clusters(LARGEST);
    for (Mention probe : probes.values()) {
      for (long candidate : candidates(probe)) {
        if (Long.compareUnsigned(probe.id(), candidate) < 0) {
          double weight = weight(probe.id(), candidate, atLeast);
          if (weight != PairScorer.BELOW_FLOOR) {
            components.add(probe.id(), candidate, weight);
          }
        }
      }
    }
    Map<Long, List<Long>> members = new HashMap<>();
    components.forEach(
        (member, component) ->
            members.computeIfAbsent(component, c -> new ArrayList<>()).add(member));
    Map<Long, Long> clusterOf = new HashMap<>();
    probes.keySet().forEach(id -> clusterOf.put(id, id));
    for (List<Long> component : members.values()) {
      int[] cut =
          AverageLinkage.cut(
              component.stream().mapToLong(rows::get).toArray(),
              learnt.clusterProbability(),
              (one, other) ->
                  PairScorer.probability(
                      weight(component.get(one), component.get(other), Double.NEGATIVE_INFINITY)));
      for (int i = 0; i < cut.length; i++) {
        clusterOf.put(component.get(i), component.get(cut[i]));
      }
    }
    return clusterOf;
  }

  private double weight(long one, long other, double floor) {
    return scorer.weight(prepared.get(one), prepared.get(other), floor);
  }
}

package io.linkgrid.training;

import io.linkgrid.comparison.MentionComparison;
import io.linkgrid.spec.ComparisonSpec;
import io.linkgrid.spec.ComparisonWeights;
import io.linkgrid.spec.LinkModel;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.TermTable;
import io.linkgrid.training.TrainingPairs.Columns;
import io.linkgrid.training.TrainingPairs.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Learns a model, without labels or with some, by expectation maximisation over patterns of
 * agreement (Dempster, Laird and Rubin 1977; Winkler 1988).
 *
 * <p>A probe is thought to be drawn from a random entity of the reference, or from none. So a
 * candidate's odds are the prior over the size of the reference, times m over u. Where each entity
 * is in the reference once, a probe matches at most one candidate, and the odds of all its
 * candidates share in the probability; else each pair is judged by itself.
 *
 * <p>What pairs look like that do not match is not modelled but counted: candidates less those that
 * match, and random pairs for what blocking does not bring together. Comparisons that go together
 * are counted together, because two businesses in one house agree in all that says where it is, and
 * a family in surname, street and phone. Among pairs that do match, comparisons are taken as
 * independent.
 *
 * <p>Where people have said of a pair whether it matches, that is what it counts as; of the others
 * of a probe that has its match, none does. Answers come from where the model was in doubt as a
 * rule, so nothing else is read out of them: shares counted from them alone would be far off.
 *
 * <p>The same pairs give the same model to the last bit. Stateless; safe for any number of threads.
 */
public final class Trainer {
  private static final int MOST_STEPS = 500;
  private static final double SETTLED = 1e-6;

  /** How often what goes together is looked for anew. */
  private static final int MOST_ROUNDS = 3;

  /**
   * How many pairs that do not match must go together before it counts, as a share of those that
   * match: little is enough at first, then there must be much.
   */
  private static final double[] DOUBTS = {0.02, 0.2};

  /**
   * The fewest matches that a model keeps of those of the first, by doubt. What goes together takes
   * families out of the matches, which are some; who loses more has taken matches for chance.
   */
  private static final double[] LEAST_KEPT = {0.7, 0.25};

  private static final double SMALLEST_SHARE = 1e-4;

  /** The largest share of matching pairs whose names reach only the last two levels. */
  private static final double MOST_UNLIKE = 0.05;

  private static final int LEVELS_TO_LIMIT = 4;

  /** A weight below this adds nothing that a sum of doubles would show; one above is as certain. */
  private static final double NEGLIGIBLE = -60;

  private static final double LARGEST = 200;
  private static final double LN_2 = StrictMath.log(2);

  private final LinkSpec spec;
  private final List<TermTable> terms;
  private final TrainingPairs pairs;
  private final boolean atMostOne;

  private final Columns candidates;

  /** The distinct patterns. */
  private final long[] patterns;

  /** For each comparison the level of each pattern. */
  private final int[][] levels;

  /**
   * The distinct kinds of candidates, of which many probes have the same: each has its odds
   * computed once in a step. Which of the patterns a kind has, and what its rarity adds.
   */
  private final int[] patternOfKind;

  private final float[] rarityOfKind;

  private final int kinds;

  /** Of each row of candidates the kind and the pattern. */
  private final int[] kindOf;

  private final int[] patternOf;

  /** Pairs of each pattern, counted and estimated, whether they match or not. */
  private final double[] all;

  private final double[][] m;
  private final Dependence dependence;

  /** How many pairs one random pair stands for, at least one. */
  private final double perRandom;

  private NonMatches nonMatches;

  private Trainer(LinkSpec spec, List<TermTable> terms, TrainingPairs pairs, boolean atMostOne) {
    this.spec = spec;
    this.terms = terms;
    this.pairs = pairs;
    this.atMostOne = atMostOne;
    candidates = atMostOne ? pairs.columns() : pairs.columnsOfOne();
    Map<Long, Integer> index = new TreeMap<>();
    for (long pattern : candidates.patterns()) {
      index.put(pattern, 0);
    }
    pairs.random().keySet().forEach(pattern -> index.put(pattern, 0));
    patterns = new long[index.size()];
    int next = 0;
    for (Map.Entry<Long, Integer> entry : index.entrySet()) {
      patterns[next] = entry.getKey();
      entry.setValue(next++);
    }
    levels = levels(spec.comparisons().size(), patterns);
    patternOf = new int[candidates.patterns().length];
    kindOf = new int[patternOf.length];
    patternOfKind = new int[patternOf.length];
    rarityOfKind = new float[patternOf.length];
    all = new double[patterns.length];
    Map<Kind, Integer> kindIndex = new HashMap<>();
    for (int i = 0; i < patternOf.length; i++) {
      patternOf[i] = Arrays.binarySearch(patterns, candidates.patterns()[i]);
      all[patternOf[i]] += candidates.counts()[i];
      Kind kind = new Kind(candidates.patterns()[i], candidates.rarities()[i]);
      Integer known = kindIndex.putIfAbsent(kind, kindIndex.size());
      kindOf[i] = known == null ? kindIndex.size() - 1 : known;
      patternOfKind[kindOf[i]] = patternOf[i];
      rarityOfKind[kindOf[i]] = kind.rarity();
    }
    kinds = kindIndex.size();
    double total = (double) pairs.probes() * pairs.referenceSize();
    double scale = total / Math.max(1, pairs.randomPairs());
    perRandom = Math.max(1, scale);
    for (int p = 0; p < patterns.length; p++) {
      all[p] += scale * pairs.random().getOrDefault(patterns[p], 0L);
    }
    m = new double[spec.comparisons().size()][];
    dependence = new Dependence(spec, levels);
    nonMatches = nonMatches(dependence.ofPlaces());
  }

  private NonMatches nonMatches(List<List<Integer>> given) {
    return new NonMatches(
        spec, given, dependence.placesOfNames(given), levels, patterns.length, 0.5 * perRandom);
  }

  private static int[][] levels(int comparisons, long[] patterns) {
    int[][] levels = new int[comparisons][patterns.length];
    for (int c = 0; c < comparisons; c++) {
      for (int p = 0; p < patterns.length; p++) {
        levels[c][p] = MentionComparison.level(patterns[p], c);
      }
    }
    return levels;
  }

  /**
   * Learns a model.
   *
   * @param terms how often values occur, for each attribute of the spec
   * @param atMostOne whether the reference holds each entity once
   */
  public static Trained train(
      LinkSpec spec, List<TermTable> terms, TrainingPairs pairs, boolean atMostOne) {
    return new Trainer(spec, terms, pairs, atMostOne).run();
  }

  /** Most matching pairs agree; each level less alike is half as frequent as the one before. */
  private static double[] firstGuess(int levels) {
    double[] guess = new double[levels];
    double share = 1;
    double sum = 0;
    for (int level = 0; level < levels; level++) {
      guess[level] = share;
      sum += share;
      share /= 2;
    }
    for (int level = 0; level < levels; level++) {
      guess[level] /= sum;
    }
    return guess;
  }

  /**
   * Learns a first model, with which it can be told what goes together among the pairs that do not
   * match, and then one that knows it. A better model tells better: who takes families for matches
   * takes matches for chance. So one that finds far fewer matches than the first is dropped.
   */
  private Trained run() {
    double[] atFirst = new double[patterns.length];
    Trained first = learn(atFirst);
    for (int d = 0; d < DOUBTS.length; d++) {
      double[] matched = atFirst.clone();
      Trained learnt = knowing(first, matched, DOUBTS[d]);
      if (sum(matched) >= LEAST_KEPT[d] * sum(atFirst)) {
        return learnt;
      }
    }
    return first;
  }

  private static double sum(double[] pairs) {
    return Arrays.stream(pairs).sum();
  }

  /** Learns with what goes together by the model before, until that does not change. */
  private Trained knowing(Trained first, double[] matched, double doubt) {
    Trained learnt = first;
    List<List<Integer>> given = dependence.ofPlaces();
    for (int round = 0; round < MOST_ROUNDS; round++) {
      List<List<Integer>> seen = dependence.among(all, matched, perRandom, doubt);
      if (seen.equals(given)) {
        break;
      }
      given = seen;
      nonMatches = nonMatches(given);
      learnt = learn(matched);
    }
    return learnt;
  }

  private Trained learn(double[] matched) {
    for (int c = 0; c < m.length; c++) {
      m[c] = firstGuess(spec.comparisons().get(c).levels().size());
    }
    Arrays.fill(matched, 0);
    double total = (double) pairs.probes() * pairs.referenceSize();
    // At first, half of all probes match; of pairs, as many as half the probes would make.
    double matching = atMostOne ? 0.5 : 0.5 / Math.max(2, pairs.referenceSize());
    List<Trained.Step> history = new ArrayList<>();
    nonMatches.count(all, matched);
    double change = 1;
    while (history.size() < MOST_STEPS && change > SETTLED) {
      expect(matching, matched);
      double sum = Arrays.stream(matched).sum();
      matching = atMostOne ? sum / Math.max(1, pairs.probes()) : sum / Math.max(1, total);
      matching = Math.min(matching, 1 - SMALLEST_SHARE);
      change = maximise(matched);
      // Where candidates compete for a probe, what matches is known well enough to be taken away.
      // Where each pair is judged by itself, nothing would keep matches from growing at the cost
      // of the rest.
      if (atMostOne) {
        nonMatches.count(all, matched);
      }
      history.add(new Trained.Step(matching, change));
    }
    LinkModel model = new LinkModel(priorWeight(matching), weights(), terms);
    Doubts doubts = new Doubts(spec, model);
    if (change > SETTLED) {
      doubts.notSettled(MOST_STEPS, change);
    }
    doubts.fewMatches(matching * (atMostOne ? 1 : pairs.referenceSize()) * pairs.probes());
    if (patterns.length > 0) {
      doubts.levelsNeverSeen(patterns);
      doubts.answersThatNothingChanges();
    }
    return new Trained(model, matching, history, doubts.sentences(), doubts.remarks());
  }

  /** log2 of the odds that a probe and a random mention of the reference match. */
  private double priorWeight(double matching) {
    double odds =
        atMostOne
            ? matching / (1 - matching) / Math.max(1, pairs.referenceSize())
            : matching / (1 - matching);
    return log2(Math.max(odds, Double.MIN_NORMAL));
  }

  /** Gives each pattern its expected number of matching pairs. */
  private void expect(double matching, double[] matched) {
    double[] oddsOfKind = oddsOfKinds(priorWeight(matching));
    Arrays.fill(matched, 0);
    int[] starts = candidates.starts();
    for (int probe = 0; probe + 1 < starts.length; probe++) {
      boolean found = false;
      double sum = 1;
      for (int i = starts[probe]; i < starts[probe + 1]; i++) {
        matched[patternOf[i]] += candidates.same()[i];
        found |= candidates.same()[i] > 0;
        if (atMostOne) {
          sum += candidates.open(i) * oddsOfKind[kindOf[i]];
        }
      }
      if (atMostOne && found) {
        continue;
      }
      for (int i = starts[probe]; i < starts[probe + 1]; i++) {
        double odds = oddsOfKind[kindOf[i]];
        double probability = atMostOne ? odds / sum : odds / (1 + odds);
        matched[patternOf[i]] += candidates.open(i) * probability;
      }
    }
  }

  private double[] oddsOfKinds(double prior) {
    double[][] bits = new double[m.length][];
    for (int c = 0; c < m.length; c++) {
      bits[c] = log2(m[c]);
    }
    double[] weight = new double[patterns.length];
    for (int p = 0; p < patterns.length; p++) {
      weight[p] = prior + matchBits(bits, p) - nonMatches.bits(p);
    }
    double[] odds = new double[kinds];
    for (int k = 0; k < kinds; k++) {
      odds[k] = odds(weight[patternOfKind[k]] + rarityOfKind[k]);
    }
    return odds;
  }

  private static double odds(double weight) {
    return weight < NEGLIGIBLE ? 0 : StrictMath.exp(Math.min(weight, LARGEST) * LN_2);
  }

  /** log2 of the probability that a matching pair has the levels of a pattern. */
  private double matchBits(double[][] bitsOfLevels, int pattern) {
    double bits = 0;
    for (int c = 0; c < m.length; c++) {
      int level = levels[c][pattern];
      if (level != MentionComparison.ABSENT) {
        bits += bitsOfLevels[c][level];
      }
    }
    return bits;
  }

  private double maximise(double[] matched) {
    double change = 0;
    for (int c = 0; c < m.length; c++) {
      // As if one more matching pair had been seen: a level that no match reaches stays possible.
      double[] counts = firstGuess(m[c].length);
      double sum = 1;
      for (int p = 0; p < patterns.length; p++) {
        int level = levels[c][p];
        if (level != MentionComparison.ABSENT) {
          counts[level] += matched[p];
          sum += matched[p];
        }
      }
      limitUnlike(c, counts, sum);
      for (int level = 0; level < counts.length; level++) {
        double share = counts[level] / sum;
        change = Math.max(change, Math.abs(share - m[c][level]));
        m[c][level] = share;
      }
    }
    return change;
  }

  /**
   * Names of one thing are alike, as a rule; without this, businesses that share a house pass for
   * one when they are many.
   */
  private void limitUnlike(int comparison, double[] counts, double sum) {
    if (!spec.typeOf(comparison).isName() || counts.length < LEVELS_TO_LIMIT) {
      return;
    }
    double unlike = counts[counts.length - 1] + counts[counts.length - 2];
    double most = MOST_UNLIKE * sum;
    if (unlike > most) {
      for (int level = 0; level < counts.length; level++) {
        counts[level] *= level >= counts.length - 2 ? most / unlike : (sum - most) / (sum - unlike);
      }
    }
  }

  private List<ComparisonWeights> weights() {
    List<ComparisonWeights> weights = new ArrayList<>();
    for (int c = 0; c < m.length; c++) {
      double[][] u = nonMatches.conditional(c);
      double[][] rows = new double[u.length][];
      for (int row = 0; row < u.length; row++) {
        rows[row] = new double[m[c].length];
        for (int level = 0; level < m[c].length; level++) {
          rows[row][level] = log2(m[c][level]) - log2(u[row][level]);
        }
        neverRising(rows[row], m[c]);
      }
      ComparisonSpec comparison = spec.comparisons().get(c);
      weights.add(
          new ComparisonWeights(
              nonMatches.given(c),
              rows,
              m[c].clone(),
              nonMatches.marginal(c),
              Untrained.commonness(spec, comparison.attribute(), terms)));
    }
    return weights;
  }

  /**
   * A level that is less alike does not weigh more: where it would, neighbours share the mean of
   * their weights by how many matching pairs reach them (pool adjacent violators).
   */
  private static void neverRising(double[] weights, double[] shares) {
    for (int level = 1; level < weights.length; level++) {
      int first = level;
      while (first > 0 && weights[first - 1] < mean(weights, shares, first, level)) {
        first--;
      }
      if (first < level) {
        Arrays.fill(weights, first, level + 1, mean(weights, shares, first, level));
      }
    }
  }

  private static double mean(double[] weights, double[] shares, int first, int last) {
    double sum = 0;
    double share = 0;
    for (int i = first; i <= last; i++) {
      sum += weights[i] * shares[i];
      share += shares[i];
    }
    return sum / share;
  }

  static double log2(double value) {
    return StrictMath.log(value) / LN_2;
  }

  /** A logarithm takes long, and many patterns have the same level: each share has its once. */
  static double[] log2(double[] values) {
    double[] result = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = log2(values[i]);
    }
    return result;
  }
}

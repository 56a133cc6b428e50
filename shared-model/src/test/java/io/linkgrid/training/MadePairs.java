package io.linkgrid.training;

import io.linkgrid.comparison.MentionComparison;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Pairs drawn from known shares: probes of which some have one match in the reference, all other
 * pairs being drawn from what pairs look like that do not match.
 */
final class MadePairs {
  /** How often a value is absent, in matching pairs as in others. */
  private static final double ABSENT = 0.1;

  private static final int RANDOM_PAIRS = 200_000;

  private record Pair(long probe, long pattern) {}

  /** Draws a pattern of agreement. */
  @FunctionalInterface
  interface Look {
    long draw(Random random);
  }

  private final int probes;
  private final int reference;
  private final List<Pair> pairs = new ArrayList<>();
  private final Map<Long, Long> matching = new TreeMap<>();

  /**
   * Draws pairs.
   *
   * @param share the share of probes that have a match
   */
  MadePairs(long seed, int probes, int reference, double share, Look match, Look other) {
    this.probes = probes;
    this.reference = reference;
    Random random = new Random(seed);
    for (int probe = 0; probe < probes; probe++) {
      boolean matches = random.nextDouble() < share;
      for (int i = 0; i < reference; i++) {
        boolean isMatch = matches && i == 0;
        long pattern = (isMatch ? match : other).draw(random);
        pairs.add(new Pair(probe, pattern));
        if (isMatch) {
          matching.put((long) probe, pattern);
        }
      }
    }
  }

  /** Levels that are independent of each other, each with its share. */
  static Look independent(double[]... shares) {
    return random -> {
      long pattern = 0;
      for (int c = 0; c < shares.length; c++) {
        if (random.nextDouble() >= ABSENT) {
          pattern |= MentionComparison.inPattern(c, level(shares[c], random));
        }
      }
      return pattern;
    };
  }

  private static int level(double[] shares, Random random) {
    double left = random.nextDouble();
    int level = 0;
    while (level < shares.length - 1 && left >= shares[level]) {
      left -= shares[level++];
    }
    return level;
  }

  /** Returns what the pair that matches looks like, by probe. */
  Map<Long, Long> matching() {
    return matching;
  }

  /** Returns the pairs as they were drawn: blocking brings all of them together. */
  TrainingPairs asDrawn() {
    return training(pairs);
  }

  /** Returns the same pairs, added in another order. */
  TrainingPairs shuffled(long seed) {
    List<Pair> shuffled = new ArrayList<>(pairs);
    Collections.shuffle(shuffled, new Random(seed));
    return training(shuffled);
  }

  private TrainingPairs training(List<Pair> inOrder) {
    TrainingPairs training = new TrainingPairs(reference);
    inOrder.forEach(pair -> training.addCandidates(pair.probe(), pair.pattern(), 0, 1));
    for (int probe = probes - 1; probe >= 0; probe--) {
      training.addProbe(probe);
    }
    for (int i = 0; i < RANDOM_PAIRS; i++) {
      training.addRandomCandidates(1);
    }
    return training;
  }
}

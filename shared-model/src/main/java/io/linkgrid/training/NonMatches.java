package io.linkgrid.training;

import io.linkgrid.comparison.MentionComparison;
import io.linkgrid.spec.LinkSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What pairs look like that do not match: how many reach each level, and in comparisons that go
 * together, how many reach each level among those with the same levels in the comparisons before.
 */
final class NonMatches {
  /** So many pairs of the whole count with those that have the same levels before. */
  private static final double FROM_THE_WHOLE = 5;

  /**
   * The most comparisons before that matter: with each of them the pairs to count from get fewer.
   */
  private static final int MOST_GIVEN = 3;

  private final LinkSpec spec;
  private final long[] patterns;
  private final double unseen;
  private final List<List<Integer>> given = new ArrayList<>();

  /** For each comparison the pairs at each level. */
  private final double[][] counts;

  /** For each comparison and levels before it, the pairs at each level. */
  private final double[][][] countsGiven;

  private double[][] shares;
  private double[][][] sharesGiven;

  /**
   * Nothing counted yet.
   *
   * @param unseen how many pairs a level is taken to have beyond those that were counted
   */
  NonMatches(LinkSpec spec, long[] patterns, double unseen) {
    this.spec = spec;
    this.patterns = patterns;
    this.unseen = unseen;
    int count = spec.comparisons().size();
    List<Integer> places = new ArrayList<>();
    for (int c = 0; c < count; c++) {
      given.add(List.of());
    }
    for (int c : spec.inOrderOfCost()) {
      if (spec.typeOf(c).isPlace()) {
        given.set(
            c, List.copyOf(places.subList(Math.max(0, places.size() - MOST_GIVEN), places.size())));
        places.add(c);
      }
    }
    counts = new double[count][];
    countsGiven = new double[count][][];
    for (int c = 0; c < count; c++) {
      counts[c] = new double[levels(c)];
      int rows = 1;
      for (int other : given.get(c)) {
        rows *= levels(other) + 1;
      }
      countsGiven[c] = new double[rows][levels(c)];
    }
    shares = new double[count][];
    sharesGiven = new double[count][][];
  }

  private int levels(int comparison) {
    return spec.comparisons().get(comparison).levels().size();
  }

  List<Integer> given(int comparison) {
    return given.get(comparison);
  }

  /** Counts anew: all pairs of each pattern less those that match. */
  void count(double[] all, double[] matched) {
    for (int c = 0; c < counts.length; c++) {
      Arrays.fill(counts[c], 0);
      for (double[] row : countsGiven[c]) {
        Arrays.fill(row, 0);
      }
      for (int p = 0; p < patterns.length; p++) {
        int level = MentionComparison.level(patterns[p], c);
        if (level != MentionComparison.ABSENT) {
          double pairs = Math.max(0, all[p] - matched[p]);
          counts[c][level] += pairs;
          countsGiven[c][row(c, patterns[p])][level] += pairs;
        }
      }
      shares[c] = shares(counts[c]);
      sharesGiven[c] = new double[countsGiven[c].length][];
      for (int row = 0; row < countsGiven[c].length; row++) {
        sharesGiven[c][row] = sharesGiven(countsGiven[c][row], shares[c]);
      }
    }
  }

  private double[] shares(double[] of) {
    double sum = Arrays.stream(of).sum() + unseen * of.length;
    return Arrays.stream(of).map(pairs -> (pairs + unseen) / sum).toArray();
  }

  private double[] sharesGiven(double[] of, double[] whole) {
    double fromTheWhole = FROM_THE_WHOLE * 2 * unseen;
    double sum = Arrays.stream(of).sum() + fromTheWhole;
    double[] result = new double[of.length];
    for (int level = 0; level < of.length; level++) {
      result[level] = (of[level] + fromTheWhole * whole[level]) / sum;
    }
    return result;
  }

  private int row(int comparison, long pattern) {
    int row = 0;
    int width = 1;
    for (int other : given.get(comparison)) {
      row += width * (MentionComparison.level(pattern, other) + 1);
      width *= levels(other) + 1;
    }
    return row;
  }

  /** log2 of the probability that a pair that does not match has the levels of a pattern. */
  double bits(int pattern) {
    double bits = 0;
    for (int c = 0; c < counts.length; c++) {
      int level = MentionComparison.level(patterns[pattern], c);
      if (level != MentionComparison.ABSENT) {
        bits += Trainer.log2(sharesGiven[c][row(c, patterns[pattern])][level]);
      }
    }
    return bits;
  }

  /** The share of pairs at each level. */
  double[] marginal(int comparison) {
    return shares[comparison].clone();
  }

  /** The share of pairs at each level, for each combination of the levels before. */
  double[][] conditional(int comparison) {
    return sharesGiven[comparison];
  }
}

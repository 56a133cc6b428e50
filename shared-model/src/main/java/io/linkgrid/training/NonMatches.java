package io.linkgrid.training;

import io.linkgrid.comparison.MentionComparison;
import io.linkgrid.spec.LinkSpec;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What pairs look like that do not match: how many reach each level, and in comparisons that go
 * together, how many reach each level among those with the same levels in the comparisons before.
 */
final class NonMatches {
  /** Who agrees where so few pairs do is at one place. */
  private static final double ONE_PLACE = 1e-3;

  /** So many pairs of the whole count with those that have the same levels before. */
  private static final double FROM_THE_WHOLE = 5;

  private final LinkSpec spec;

  /** For each comparison the level of each pattern. */
  private final int[][] levels;

  private final double unseen;
  private final List<List<Integer>> given;

  /** Of names the comparison that says whether they are at one place; -1 for others. */
  private final int[] places;

  /** For each comparison the pairs at each level. */
  private final double[][] counts;

  /** For each comparison and levels before it, the pairs at each level. */
  private final double[][][] countsGiven;

  /** For each comparison the row of the levels before it that each pattern has. */
  private final int[][] rows;

  /** For each comparison the rows that some pattern has; in the others there is never a pair. */
  private final int[][] rowsInUse;

  private final double[][] shares;
  private final double[][][] sharesGiven;

  /** For each pattern log2 of the probability that a pair that does not match has its levels. */
  private final double[] bits;

  /**
   * Nothing counted yet.
   *
   * @param given for each comparison those on whose levels it depends
   * @param places for each comparison of names the one that says whether they are at one place,
   *     else -1; names that depend on anything else have none
   * @param levels for each comparison the level of each pattern
   * @param patterns the number of patterns
   * @param unseen how many pairs a level is taken to have beyond those that were counted
   */
  NonMatches(
      LinkSpec spec,
      List<List<Integer>> given,
      int[] places,
      int[][] levels,
      int patterns,
      double unseen) {
    this.spec = spec;
    this.levels = levels;
    this.unseen = unseen;
    this.places = places;
    this.given =
        IntStream.range(0, places.length)
            .mapToObj(c -> places[c] < 0 ? given.get(c) : List.of(places[c]))
            .toList();
    int count = spec.comparisons().size();
    counts = new double[count][];
    countsGiven = new double[count][][];
    rows = new int[count][patterns];
    rowsInUse = new int[count][];
    for (int c = 0; c < count; c++) {
      counts[c] = new double[levels(c)];
      int width = 1;
      for (int other : this.given.get(c)) {
        for (int p = 0; p < patterns; p++) {
          rows[c][p] += width * (levels[other][p] + 1);
        }
        width *= levels(other) + 1;
      }
      countsGiven[c] = new double[width][levels(c)];
      rowsInUse[c] = Arrays.stream(rows[c]).distinct().toArray();
    }
    shares = new double[count][];
    sharesGiven = new double[count][][];
    bits = new double[patterns];
  }

  private int levels(int comparison) {
    return spec.comparisons().get(comparison).levels().size();
  }

  List<Integer> given(int comparison) {
    return given.get(comparison);
  }

  /** Counts anew: all pairs of each pattern less those that match. */
  void count(double[] all, double[] matched) {
    double[] pairs = new double[bits.length];
    for (int p = 0; p < pairs.length; p++) {
      pairs[p] = Math.max(0, all[p] - matched[p]);
    }
    Arrays.fill(bits, 0);
    for (int c = 0; c < counts.length; c++) {
      count(c, pairs);
    }
    for (int c = 0; c < counts.length; c++) {
      if (places[c] >= 0) {
        shareAtPlaces(c, shares[places[c]]);
      }
      addBits(c);
    }
  }

  /**
   * The first row is of pairs that do not say where they are; the others are in order of levels.
   */
  private void shareAtPlaces(int c, double[] sharesOfPlace) {
    double[] atOnePlace = Families.atOnePlace(shares[c]);
    sharesGiven[c][0] = shares[c];
    for (int level = 0; level < sharesOfPlace.length; level++) {
      sharesGiven[c][level + 1] = sharesOfPlace[level] < ONE_PLACE ? atOnePlace : shares[c];
    }
  }

  private void count(int c, double[] pairs) {
    Arrays.fill(counts[c], 0);
    for (int row : rowsInUse[c]) {
      Arrays.fill(countsGiven[c][row], 0);
    }
    for (int p = 0; p < pairs.length; p++) {
      int level = levels[c][p];
      if (level != MentionComparison.ABSENT) {
        counts[c][level] += pairs[p];
        countsGiven[c][rows[c][p]][level] += pairs[p];
      }
    }
    shares[c] = shares(counts[c]);
    sharesGiven[c] = new double[countsGiven[c].length][];
    if (places[c] >= 0) {
      return;
    }
    Arrays.fill(sharesGiven[c], sharesGiven(new double[levels(c)], shares[c]));
    for (int row : rowsInUse[c]) {
      sharesGiven[c][row] = sharesGiven(countsGiven[c][row], shares[c]);
    }
  }

  /** Called for one comparison after the other, from the first: sums depend on the order. */
  private void addBits(int c) {
    double[][] bitsGiven = new double[sharesGiven[c].length][];
    for (int row : rowsInUse[c]) {
      bitsGiven[row] = Trainer.log2(sharesGiven[c][row]);
    }
    for (int p = 0; p < bits.length; p++) {
      int level = levels[c][p];
      if (level != MentionComparison.ABSENT) {
        bits[p] += bitsGiven[rows[c][p]][level];
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

  /** log2 of the probability that a pair that does not match has the levels of a pattern. */
  double bits(int pattern) {
    return bits[pattern];
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

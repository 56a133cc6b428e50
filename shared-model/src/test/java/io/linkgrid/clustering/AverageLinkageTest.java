package io.linkgrid.clustering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AverageLinkageTest {
  private static final double AT_LEAST = 4;

  private static final double FAR = -20;

  @Test
  void aPairIsOneCluster_whenItReachesTheThreshold_andTwoWhenNot() {
    assertThat(AverageLinkage.cut(rows(1, 3), AT_LEAST, (i, j) -> AT_LEAST)).containsExactly(0, 0);
    assertThat(AverageLinkage.cut(rows(1, 3), AT_LEAST, (i, j) -> AT_LEAST - 0x1p-20))
        .containsExactly(0, 1);
    assertThat(AverageLinkage.cut(rows(7), AT_LEAST, (i, j) -> FAR)).containsExactly(0);
  }

  /** Whatever the number of rows, rounding does not part a pair at the threshold. */
  @Test
  void aPairAtTheThreshold_isOneCluster_howeverManyRowsSayIt() {
    for (int rows = 1; rows < 2_000; rows++) {
      double threshold = 4.2479275134435825;
      assertThat(AverageLinkage.cut(rows(rows, 3 * rows + 1), threshold, (i, j) -> threshold))
          .containsExactly(0, 0);
    }
  }

  /** The kitchen on floor 4 and the one on floor 5, chained by a lounge that is a bit like both. */
  @Test
  void aWeakBridge_isCut() {
    double[][] weights = symmetric(new double[4][4], FAR);
    set(weights, 0, 1, 12);
    set(weights, 2, 3, 12);
    set(weights, 1, 2, 5);

    assertThat(cut(rows(1, 1, 1, 1), weights)).containsExactly(0, 0, 2, 2);
  }

  /** Two misspellings are not alike, but both are like the spelling that nineteen rows have. */
  @Test
  void twoMisspellingsOfOneName_stayTogether_becauseMostRowsHaveTheName() {
    double[][] weights = new double[3][3];
    set(weights, 0, 1, 9);
    set(weights, 0, 2, 9);
    set(weights, 1, 2, -12);

    assertThat(cut(rows(19, 1, 1), weights)).containsExactly(0, 0, 0);
    assertThat(cut(rows(1, 1, 1), weights)).containsExactly(0, 0, 2);
  }

  @Test
  void whatIsKeptApart_neverComesTogether() {
    double[][] weights = symmetric(new double[4][4], 30);
    set(weights, 0, 3, Double.NEGATIVE_INFINITY);

    int[] clusters = cut(rows(1, 1, 1, 1), weights);

    assertThat(clusters[0]).isNotEqualTo(clusters[3]);
    assertThat(clusters).containsExactly(0, 0, 0, 3);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void clusters_areThoseOfAPlainLoopOverAllPairsOfClusters(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      int size = 1 + random.nextInt(12);
      long[] rows = random.longs(size, 1, 4).toArray();
      double[][] weights = new double[size][size];
      for (int i = 0; i < size; i++) {
        for (int j = i + 1; j < size; j++) {
          // Few different ones, so that many means are equal.
          set(weights, i, j, random.nextInt(8) * 2.6 - 6.3);
        }
      }
      assertThat(cut(rows, weights)).as("round %d", round).isEqualTo(plainly(rows, weights));
    }
  }

  /** With weights of which no two are equal, the names of the positions say nothing. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void theOrderOfTheMentions_doesNotShow(long seed) {
    Random random = new Random(seed);
    int size = 60;
    long[] rows = random.longs(size, 1, 30).toArray();
    double[][] weights = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = i + 1; j < size; j++) {
        set(weights, i, j, (i / 4 == j / 4 ? 8 : -8) + 6 * random.nextGaussian());
      }
    }
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      order.add(i);
    }
    Collections.shuffle(order, random);
    int[] straight = cut(rows, weights);
    int[] shuffled =
        AverageLinkage.cut(
            order.stream().mapToLong(i -> rows[i]).toArray(),
            AT_LEAST,
            (i, j) -> weights[order.get(i)][order.get(j)]);

    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        assertThat(shuffled[i] == shuffled[j])
            .isEqualTo(straight[order.get(i)] == straight[order.get(j)]);
      }
    }
    assertThat(Arrays.stream(straight).distinct().count()).isBetween(10L, 50L);
  }

  private static int[] plainly(long[] rows, double[][] weights) {
    List<List<Integer>> clusters = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      clusters.add(new ArrayList<>(List.of(i)));
    }
    while (true) {
      int one = -1;
      int other = -1;
      double highest = Double.NEGATIVE_INFINITY;
      for (int a = 0; a < clusters.size(); a++) {
        for (int b = a + 1; b < clusters.size(); b++) {
          double mean = mean(clusters.get(a), clusters.get(b), rows, weights);
          if (mean >= AT_LEAST && mean > highest) {
            one = a;
            other = b;
            highest = mean;
          }
        }
      }
      if (one < 0) {
        break;
      }
      clusters.get(one).addAll(clusters.remove(other));
    }
    int[] found = new int[rows.length];
    clusters.forEach(cluster -> cluster.forEach(i -> found[i] = Collections.min(cluster)));
    return found;
  }

  private static double mean(
      List<Integer> one, List<Integer> other, long[] rows, double[][] weights) {
    long sum = 0;
    long pairs = 0;
    for (int i : one) {
      for (int j : other) {
        sum += rows[i] * rows[j] * Math.round(weights[i][j] * (1 << 20));
        pairs += rows[i] * rows[j];
      }
    }
    return (double) sum / pairs / (1 << 20);
  }

  private static int[] cut(long[] rows, double[][] weights) {
    return AverageLinkage.cut(rows, AT_LEAST, (i, j) -> weights[i][j]);
  }

  private static long[] rows(long... rows) {
    return rows;
  }

  private static double[][] symmetric(double[][] weights, double all) {
    for (double[] row : weights) {
      Arrays.fill(row, all);
    }
    return weights;
  }

  private static void set(double[][] weights, int one, int other, double weight) {
    weights[one][other] = weight;
    weights[other][one] = weight;
  }
}

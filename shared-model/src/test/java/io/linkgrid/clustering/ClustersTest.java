package io.linkgrid.clustering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClustersTest {
  @Test
  void threeInARow_areOneClusterNamedByTheSmallestUnsignedId() {
    Clusters clusters = new Clusters(10_000);
    clusters.add(-5, 9, 3);
    clusters.add(9, 4, 7);

    assertThat(clustersOf(clusters)).isEqualTo(Map.of(-5L, 4L, 9L, 4L, 4L, 4L));
  }

  @Test
  void aComponentThatIsTooLarge_isDividedAtItsLightestPairs() {
    Clusters clusters = new Clusters(3);
    clusters.add(1, 2, 9);
    clusters.add(2, 3, 4);
    clusters.add(3, 4, 7);
    clusters.add(4, 5, 8);
    clusters.add(7, 8, 1);

    assertThat(clustersOf(clusters))
        .isEqualTo(Map.of(1L, 1L, 2L, 1L, 3L, 3L, 4L, 3L, 5L, 3L, 7L, 7L, 8L, 7L));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void noPartIsLarger_andTheOrderOfThePairsDoesNotShow(long seed) {
    Random random = new Random(seed);
    List<long[]> pairs = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      pairs.add(
          new long[] {random.nextInt(2_000), 2_000 + random.nextInt(2_000), random.nextInt(5)});
    }
    Clusters clusters = new Clusters(20);
    pairs.forEach(pair -> clusters.add(pair[0], pair[1], (double) pair[2]));
    Collections.shuffle(pairs, random);
    Clusters shuffled = new Clusters(20);
    pairs.forEach(pair -> shuffled.add(pair[1], pair[0], (double) pair[2]));

    Map<Long, Long> found = clustersOf(clusters);
    assertThat(found).isEqualTo(clustersOf(shuffled));
    Map<Long, Integer> sizes = new HashMap<>();
    found.values().forEach(cluster -> sizes.merge(cluster, 1, Integer::sum));
    assertThat(sizes.values()).allMatch(size -> size <= 20).anyMatch(size -> size > 10);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void randomPairs_clusterAsAWalkWouldFind_inAnyOrder(long seed) {
    Random random = new Random(seed);
    List<long[]> pairs = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      pairs.add(new long[] {random.nextInt(3_000) - 1_500, random.nextInt(3_000) - 1_500});
    }
    pairs.removeIf(pair -> pair[0] == pair[1]);
    Clusters clusters = new Clusters(10_000);
    pairs.forEach(pair -> clusters.add(pair[0], pair[1], 1));
    Collections.shuffle(pairs, random);
    Clusters shuffled = new Clusters(10_000);
    pairs.forEach(pair -> shuffled.add(pair[1], pair[0], 1));

    assertThat(clustersOf(clusters)).isEqualTo(byWalking(pairs)).isEqualTo(clustersOf(shuffled));
  }

  private static Map<Long, Long> clustersOf(Clusters clusters) {
    Map<Long, Long> found = new TreeMap<>();
    clusters.forEach(found::put);
    return found;
  }

  private static Map<Long, Long> byWalking(List<long[]> pairs) {
    Map<Long, List<Long>> neighbours = new HashMap<>();
    for (long[] pair : pairs) {
      neighbours.computeIfAbsent(pair[0], k -> new ArrayList<>()).add(pair[1]);
      neighbours.computeIfAbsent(pair[1], k -> new ArrayList<>()).add(pair[0]);
    }
    TreeSet<Long> unsigned = new TreeSet<>(Long::compareUnsigned);
    unsigned.addAll(neighbours.keySet());
    Map<Long, Long> found = new TreeMap<>();
    for (long start : unsigned) {
      Deque<Long> todo = new ArrayDeque<>(List.of(start));
      while (!todo.isEmpty()) {
        long id = todo.pop();
        if (found.putIfAbsent(id, start) == null) {
          todo.addAll(neighbours.getOrDefault(id, List.of()));
        }
      }
    }
    return found;
  }
}

package io.linkgrid.processor;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.partition.Partition;
import io.linkgrid.grid.Probe;
import io.linkgrid.grid.ProbeBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Takes probes to the nodes that own their next key, a lane a node. Any core of a node can answer
 * for all of it, so a bundle goes to one of the node's partitions, to each in turn: all cores are
 * busy, also when everybody asks for one zip. Who owns what is taken as it is at the beginning;
 * later that only tells where data are likely to be near. Belongs to one thread.
 */
final class Lanes {
  private final Routes routes;

  /** The lane of each partition. */
  private final int[] laneOf;

  /** The partitions of each lane, and the one whose turn it is. */
  private final int[][] partitions;

  private final int[] turn;
  private final Bundles<Probe> bundles;

  /**
   * Lanes from a node.
   *
   * @param first where turns begin, so that not all begin at the same core
   * @param full how many probes travel together
   * @param out takes a bundle
   */
  Lanes(HazelcastInstance member, int first, int full, Consumer<ProbeBatch> out) {
    routes = new Routes(member);
    Map<Member, List<Integer>> byOwner = new LinkedHashMap<>();
    for (Partition partition : member.getPartitionService().getPartitions()) {
      byOwner
          .computeIfAbsent(partition.getOwner(), owner -> new ArrayList<>())
          .add(partition.getPartitionId());
    }
    partitions =
        byOwner.values().stream()
            .map(owned -> owned.stream().mapToInt(Integer::intValue).toArray())
            .toArray(int[][]::new);
    laneOf = new int[Arrays.stream(partitions).mapToInt(owned -> owned.length).sum()];
    for (int lane = 0; lane < partitions.length; lane++) {
      for (int partition : partitions[lane]) {
        laneOf[partition] = lane;
      }
    }
    turn = new int[partitions.length];
    Arrays.fill(turn, first);
    bundles = new Bundles<>(full, (bundle, lane) -> out.accept(batch(bundle, lane)));
  }

  private ProbeBatch batch(List<Probe> bundle, int lane) {
    int[] owned = partitions[lane];
    return new ProbeBatch(owned[Math.floorMod(turn[lane]++, owned.length)], bundle);
  }

  void add(String partitionKey, Probe probe) {
    bundles.add(laneOf[routes.of(partitionKey)], probe);
  }

  void flush() {
    bundles.flush();
  }
}

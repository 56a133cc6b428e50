package io.linkgrid.processor;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.partition.PartitionService;
import io.linkgrid.grid.BlockKey;
import java.util.HashMap;
import java.util.Map;

/** Says to which partition a partition key belongs. Belongs to one thread. */
final class Routes {
  private final PartitionService partitions;
  private final int count;
  private final Map<String, Integer> known = new HashMap<>();

  Routes(HazelcastInstance member) {
    partitions = member.getPartitionService();
    count = partitions.getPartitions().size();
  }

  /** Returns the partition in which all blocks of a partition key lie. */
  int of(String partitionKey) {
    return known.computeIfAbsent(
        partitionKey, key -> partitions.getPartition(new BlockKey(key, 0)).getPartitionId());
  }

  /** Returns a partition for an id; ids are hashes, so they spread evenly. */
  int of(long id) {
    return (int) Long.remainderUnsigned(id, count);
  }
}

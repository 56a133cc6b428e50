package io.linkgrid.processor;

import io.linkgrid.blocking.BlockingKey;
import io.linkgrid.blocking.KeyMaker;
import io.linkgrid.grid.ClusterMember;
import io.linkgrid.grid.MemberBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts mentions that arrive at a partition under those of their partition keys that lie there. */
final class BlockGatherer {
  private final KeyMaker keyMaker;
  private final Routes routes;
  private final Map<String, List<ClusterMember>> byPartitionKey = new HashMap<>();

  BlockGatherer(KeyMaker keyMaker, Routes routes) {
    this.keyMaker = keyMaker;
    this.routes = routes;
  }

  void add(MemberBatch batch) {
    for (ClusterMember member : batch.members()) {
      List<String> here = new ArrayList<>(2);
      for (BlockingKey key : keyMaker.keys(member.mention())) {
        if (routes.of(key.partitionKey()) == batch.partition()
            && !here.contains(key.partitionKey())) {
          here.add(key.partitionKey());
        }
      }
      for (String partitionKey : here) {
        byPartitionKey.computeIfAbsent(partitionKey, k -> new ArrayList<>()).add(member);
      }
    }
  }

  Map<String, List<ClusterMember>> blocks() {
    return byPartitionKey;
  }
}

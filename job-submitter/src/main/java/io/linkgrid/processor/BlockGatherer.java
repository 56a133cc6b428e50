package io.linkgrid.processor;

import io.linkgrid.blocking.KeyMaker;
import io.linkgrid.grid.ClusterMember;
import io.linkgrid.grid.MemberBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
      for (int position = 0; position < member.keys().size(); position++) {
        String key = keyMaker.partitionKey(member.mention(), member.keys(), position);
        if (routes.of(key) == batch.partition() && !here.contains(key)) {
          here.add(key);
          byPartitionKey.computeIfAbsent(key, k -> new ArrayList<>()).add(member);
        }
      }
    }
  }

  /** Adds the hashes of those keys of a mention that lie under a partition key. */
  void keysUnder(String partitionKey, ClusterMember member, Set<Long> into) {
    for (int position = 0; position < member.keys().size(); position++) {
      if (keyMaker.partitionKey(member.mention(), member.keys(), position).equals(partitionKey)) {
        into.add(member.keys().hash(position));
      }
    }
  }

  Map<String, List<ClusterMember>> blocks() {
    return byPartitionKey;
  }
}

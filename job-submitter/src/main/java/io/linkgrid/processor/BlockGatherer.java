package io.linkgrid.processor;

import io.linkgrid.blocking.ByPartitionKey;
import io.linkgrid.blocking.KeyHashes;
import io.linkgrid.blocking.KeyMaker;
import io.linkgrid.grid.ClusterMember;
import io.linkgrid.grid.MemberBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts mentions that arrive at a partition under those of their partition keys that lie there.
 * Belongs to one thread.
 */
final class BlockGatherer {
  private final ByPartitionKey<Block> places;
  private final Map<String, Block> blocks = new HashMap<>();

  BlockGatherer(KeyMaker keyMaker, Routes routes) {
    places = new ByPartitionKey<>(keyMaker, key -> new Block(key, routes.of(key)));
  }

  /** The mentions that were gathered under a partition key. */
  static final class Block {
    private final String partitionKey;
    private final int partition;
    private final List<ClusterMember> members = new ArrayList<>();
    private final KeyHashes keys = new KeyHashes();

    private Block(String partitionKey, int partition) {
      this.partitionKey = partitionKey;
      this.partition = partition;
    }

    String partitionKey() {
      return partitionKey;
    }

    /** Each once. */
    List<ClusterMember> members() {
      return members;
    }

    /** Those of all their keys that lie under the partition key. */
    KeyHashes keys() {
      return keys;
    }

    private void add(ClusterMember member, int position) {
      // The keys of a mention come one after the other.
      if (members.isEmpty()
          || members.get(members.size() - 1).mention().id() != member.mention().id()) {
        members.add(member);
      }
      keys.add(member.keys().hash(position));
    }
  }

  void add(MemberBatch batch) {
    for (ClusterMember member : batch.members()) {
      for (int position = 0; position < member.keys().size(); position++) {
        Block block = places.of(member.mention(), member.keys(), position);
        if (block.partition == batch.partition()) {
          block.add(member, position);
        }
      }
    }
  }

  /** Adds the hashes of those keys of a mention that lie under a partition key. */
  void keysUnder(Block block, ClusterMember member, KeyHashes into) {
    for (int position = 0; position < member.keys().size(); position++) {
      if (places.of(member.mention(), member.keys(), position) == block) {
        into.add(member.keys().hash(position));
      }
    }
  }

  /** Returns the blocks that have anybody, by partition key. */
  Map<String, Block> blocks() {
    if (blocks.isEmpty()) {
      places.forEach(
          block -> {
            if (!block.members.isEmpty()) {
              blocks.put(block.partitionKey, block);
            }
          });
    }
    return blocks;
  }
}

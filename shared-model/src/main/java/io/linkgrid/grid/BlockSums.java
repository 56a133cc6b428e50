package io.linkgrid.grid;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.map.IMap;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What the blocks that a node owns add up to, so that they can be compared with the database
 * without being sent. A partition key's sum does not depend on the order of its mentions nor on how
 * they are cut into chunks.
 *
 * @param partitionKeys the partition keys whose blocks the node owns, in order
 * @param mentions how many mentions lie under each
 * @param sums the sum of {@link #of} over them, modulo 2^64
 * @param entities the entities of all of them, in order, each once
 */
public record BlockSums(String[] partitionKeys, int[] mentions, long[] sums, long[] entities)
    implements Serializable {
  private static final long START = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;
  private static final long MIX_1 = 0xff51afd7ed558ccdL;
  private static final long MIX_2 = 0xc4ceb9fe1a85ec53L;
  private static final int SHIFT = 33;

  /**
   * Returns the hash of one mention of an entity: 64 bits of FNV-1a, mixed as MurmurHash3 ends. It
   * finds accidents; it is no protection against somebody who means harm.
   */
  public static long of(long entity, long mention, List<String> values) {
    long hash = (START ^ entity) * PRIME;
    hash = (mixed(hash) ^ mention) * PRIME;
    for (String value : values) {
      // Its length first, so that no two lists of values read the same.
      hash = (hash ^ value.length()) * PRIME;
      for (int i = 0; i < value.length(); i++) {
        hash = (hash ^ value.charAt(i)) * PRIME;
      }
    }
    return mixed(hash);
  }

  private static long mixed(long bits) {
    long hash = (bits ^ (bits >>> SHIFT)) * MIX_1;
    hash = (hash ^ (hash >>> SHIFT)) * MIX_2;
    return hash ^ (hash >>> SHIFT);
  }

  /** Asks the node on which it runs for its sums. */
  public static final class Request
      implements Callable<BlockSums>, HazelcastInstanceAware, Serializable {
    private final String schema;
    private transient @Nullable HazelcastInstance member;

    /** A request about the reference of a schema. */
    public Request(String schema) {
      this.schema = schema;
    }

    @Override
    public void setHazelcastInstance(HazelcastInstance member) {
      this.member = member;
    }

    @Override
    public BlockSums call() {
      IMap<BlockKey, MentionBlock> map =
          Objects.requireNonNull(member).getMap(GridNames.reference(schema));
      Map<String, long[]> found = new TreeMap<>();
      SortedSet<Long> entities = new TreeSet<>();
      for (BlockKey key : map.localKeySet()) {
        MentionBlock block = map.get(key);
        if (block == null) {
          continue;
        }
        long[] sum = found.computeIfAbsent(key.partitionKey(), k -> new long[2]);
        for (int i = 0; i < block.size(); i++) {
          sum[0]++;
          sum[1] += of(block.entities()[i], block.mentions()[i], block.mention(i).values());
          entities.add(block.entities()[i]);
        }
      }
      List<long[]> sums = new ArrayList<>(found.values());
      return new BlockSums(
          found.keySet().toArray(String[]::new),
          sums.stream().mapToInt(s -> (int) s[0]).toArray(),
          sums.stream().mapToLong(s -> s[1]).toArray(),
          entities.stream().mapToLong(Long::longValue).toArray());
    }
  }
}

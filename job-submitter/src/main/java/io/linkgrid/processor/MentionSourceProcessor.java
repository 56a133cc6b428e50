package io.linkgrid.processor;

import com.hazelcast.jet.core.Processor;
import io.linkgrid.blocking.ByPartitionKey;
import io.linkgrid.blocking.KeyMaker;
import io.linkgrid.blocking.Keys;
import io.linkgrid.grid.ClusterMember;
import io.linkgrid.grid.DatabaseAddress;
import io.linkgrid.grid.MemberBatch;
import io.linkgrid.model.Mention;
import io.linkgrid.spec.SpecText;

/**
 * Reads mentions from the database, each node and core its slice of the ids. Edge 0 takes each to
 * the owners of all its blocking keys, once an owner; edge 1, where the job has one, to the owner
 * of its id.
 */
public final class MentionSourceProcessor extends MentionReader {
  private final SpecText spec;
  private KeyMaker keyMaker;
  private ByPartitionKey<Integer> partitionOf;
  private final Bundles<ClusterMember> byKey =
      new Bundles<>(FULL, (bundle, partition) -> emit(0, new MemberBatch(partition, bundle)));
  private final Bundles<ClusterMember> byId =
      new Bundles<>(FULL, (bundle, partition) -> emit(1, new MemberBatch(partition, bundle)));

  /** Reads what a query gives. */
  public MentionSourceProcessor(DatabaseAddress address, MentionQuery query, SpecText spec) {
    super(address, query);
    this.spec = spec;
  }

  @Override
  protected void begin(Processor.Context context) throws Exception {
    super.begin(context);
    keyMaker = new KeyMaker(spec(context, spec));
    partitionOf = new ByPartitionKey<>(keyMaker, routes()::of);
  }

  @Override
  void give(ClusterMember member) {
    Mention mention = member.mention();
    Keys keys = keyMaker.numbers(mention);
    ClusterMember withKeys = member.with(keys);
    int[] partitions = new int[keys.size()];
    for (int position = 0; position < partitions.length; position++) {
      partitions[position] = partitionOf.of(mention, keys, position);
      if (isFirst(partitions, position)) {
        byKey.add(partitions[position], withKeys);
      }
    }
    if (getOutbox().bucketCount() > 1) {
      byId.add(routes().of(mention.id()), member);
    }
  }

  private static boolean isFirst(int[] partitions, int position) {
    for (int i = 0; i < position; i++) {
      if (partitions[i] == partitions[position]) {
        return false;
      }
    }
    return true;
  }

  @Override
  void flush() {
    byKey.flush();
    byId.flush();
  }
}

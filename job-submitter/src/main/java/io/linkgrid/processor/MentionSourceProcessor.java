package io.linkgrid.processor;

import io.linkgrid.blocking.BlockingKey;
import io.linkgrid.blocking.KeyMaker;
import io.linkgrid.grid.ClusterMember;
import io.linkgrid.grid.DatabaseAddress;
import io.linkgrid.grid.MemberBatch;
import io.linkgrid.spec.SpecText;
import java.util.HashSet;
import java.util.Set;

/**
 * Reads mentions from the database, each node and core its slice of the ids. Edge 0 takes each to
 * the owners of all its blocking keys, once an owner; edge 1, where the job has one, to the owner
 * of its id.
 */
public final class MentionSourceProcessor extends MentionReader {
  private final KeyMaker keyMaker;
  private final Bundles<ClusterMember> byKey =
      new Bundles<>(FULL, (bundle, partition) -> emit(0, new MemberBatch(partition, bundle)));
  private final Bundles<ClusterMember> byId =
      new Bundles<>(FULL, (bundle, partition) -> emit(1, new MemberBatch(partition, bundle)));

  /** Reads what a query gives. */
  public MentionSourceProcessor(DatabaseAddress address, MentionQuery query, SpecText spec) {
    super(address, query);
    this.keyMaker = new KeyMaker(spec.parse());
  }

  @Override
  void give(ClusterMember member) {
    Set<Integer> partitions = new HashSet<>();
    for (BlockingKey key : keyMaker.keys(member.mention())) {
      int partition = routes().of(key.partitionKey());
      if (partitions.add(partition)) {
        byKey.add(partition, member);
      }
    }
    if (getOutbox().bucketCount() > 1) {
      byId.add(routes().of(member.mention().id()), member);
    }
  }

  @Override
  void flush() {
    byKey.flush();
    byId.flush();
  }
}

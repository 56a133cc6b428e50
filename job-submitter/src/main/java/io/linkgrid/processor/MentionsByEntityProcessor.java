package io.linkgrid.processor;

import io.linkgrid.grid.ClusterMember;
import io.linkgrid.grid.DatabaseAddress;
import io.linkgrid.grid.MemberBatch;

/** Reads mentions from the database and gives each to the owner of its entity. */
public final class MentionsByEntityProcessor extends MentionReader {
  private final Bundles<ClusterMember> byEntity =
      new Bundles<>(FULL, (bundle, partition) -> emit(0, new MemberBatch(partition, bundle)));

  /** Reads what a query gives. */
  public MentionsByEntityProcessor(DatabaseAddress address, MentionQuery query) {
    super(address, query);
  }

  @Override
  void give(ClusterMember member) {
    byEntity.add(routes().of(member.cluster()), member);
  }

  @Override
  void flush() {
    byEntity.flush();
  }
}

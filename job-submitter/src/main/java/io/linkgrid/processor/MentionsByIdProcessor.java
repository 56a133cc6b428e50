package io.linkgrid.processor;

import io.linkgrid.grid.ClusterMember;
import io.linkgrid.grid.DatabaseAddress;
import io.linkgrid.grid.MemberBatch;

/** Reads mentions from the database and gives each to the owner of its id. */
public final class MentionsByIdProcessor extends MentionReader {
  private final Bundles<ClusterMember> byId =
      new Bundles<>(FULL, (bundle, partition) -> emit(0, new MemberBatch(partition, bundle)));

  /** Reads what a query gives. */
  public MentionsByIdProcessor(DatabaseAddress address, MentionQuery query) {
    super(address, query);
  }

  @Override
  void give(ClusterMember member) {
    byId.add(routes().of(member.mention().id()), member);
  }

  @Override
  void flush() {
    byId.flush();
  }
}

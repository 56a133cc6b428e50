package io.linkgrid.processor;

import com.hazelcast.jet.core.Processor;
import io.linkgrid.grid.ClusterMember;
import io.linkgrid.grid.DatabaseAddress;
import io.linkgrid.grid.MemberBatch;
import java.sql.Connection;

/** Reads mentions from the database and gives each to the owner of its id. */
public final class MentionsByIdProcessor extends DatabaseProcessor {
  private static final int FULL = 256;

  private final MentionQuery query;
  private Connection connection;
  private Routes routes;
  private MentionSlice slice;
  private final Bundles<ClusterMember> byId =
      new Bundles<>(FULL, (bundle, partition) -> emit(0, new MemberBatch(partition, bundle)));

  /** Reads what a query gives. */
  public MentionsByIdProcessor(DatabaseAddress address, MentionQuery query) {
    super(address);
    this.query = query;
  }

  @Override
  protected void init(Processor.Context context) throws Exception {
    super.init(context);
    routes = new Routes(context.hazelcastInstance());
    slice = new MentionSlice(query, context.globalProcessorIndex(), context.totalParallelism());
  }

  @Override
  void open(Connection opened) {
    connection = opened;
  }

  @Override
  public boolean complete() {
    slice.read(connection, member -> byId.add(routes.of(member.mention().id()), member));
    byId.flush();
    return super.complete();
  }
}

package io.linkgrid.processor;

import com.hazelcast.jet.core.Processor;
import io.linkgrid.grid.ClusterMember;
import io.linkgrid.grid.DatabaseAddress;
import java.sql.Connection;

/** A vertex that reads mentions from the database, each node and core its slice of the ids. */
abstract class MentionReader extends DatabaseProcessor {
  /** Mentions that travel together. */
  static final int FULL = 256;

  private final MentionQuery query;
  private Connection connection;
  private MentionSlice slice;
  private Routes routes;

  MentionReader(DatabaseAddress address, MentionQuery query) {
    super(address);
    this.query = query;
  }

  @Override
  protected void begin(Processor.Context context) throws Exception {
    super.begin(context);
    routes = new Routes(context.hazelcastInstance());
    slice = new MentionSlice(query, context.globalProcessorIndex(), context.totalParallelism());
  }

  @Override
  final void open(Connection opened) {
    connection = opened;
  }

  @Override
  protected final boolean finish() {
    slice.read(connection, this::give);
    flush();
    return super.finish();
  }

  final Routes routes() {
    return routes;
  }

  /** Takes a mention to where it goes. */
  abstract void give(ClusterMember member);

  /** Sends what is still here, at the end. */
  abstract void flush();
}

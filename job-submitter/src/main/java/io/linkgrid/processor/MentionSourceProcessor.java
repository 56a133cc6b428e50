package io.linkgrid.processor;

import com.hazelcast.jet.core.Processor;
import io.linkgrid.blocking.BlockingKey;
import io.linkgrid.blocking.KeyMaker;
import io.linkgrid.grid.ClusterMember;
import io.linkgrid.grid.DatabaseAddress;
import io.linkgrid.grid.MemberBatch;
import io.linkgrid.model.EntityId;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.Mention;
import io.linkgrid.spec.SpecText;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads mentions from the database, each node and core its slice of the ids. Edge 0 takes each to
 * the owners of all its blocking keys, once an owner; edge 1, where the job has one, to the owner
 * of its id.
 */
public final class MentionSourceProcessor extends DatabaseProcessor {
  private static final int FULL = 256;
  private static final int FETCH = 5_000;

  private final MentionQuery query;
  private final KeyMaker keyMaker;
  private Connection connection;
  private Routes routes;
  private int share;
  private int shares;
  private final Bundles<ClusterMember> byKey =
      new Bundles<>(FULL, (bundle, partition) -> emit(0, new MemberBatch(partition, bundle)));
  private final Bundles<ClusterMember> byId =
      new Bundles<>(FULL, (bundle, partition) -> emit(1, new MemberBatch(partition, bundle)));

  /** Reads what a query gives. */
  public MentionSourceProcessor(DatabaseAddress address, MentionQuery query, SpecText spec) {
    super(address);
    this.query = query;
    this.keyMaker = new KeyMaker(spec.parse());
  }

  @Override
  protected void init(Processor.Context context) throws Exception {
    super.init(context);
    routes = new Routes(context.hazelcastInstance());
    share = context.globalProcessorIndex();
    shares = context.totalParallelism();
  }

  @Override
  void open(Connection opened) {
    connection = opened;
  }

  @Override
  public boolean complete() {
    long width = Long.divideUnsigned(-1L, shares);
    long first = Long.MIN_VALUE + share * width;
    long last = share == shares - 1 ? Long.MAX_VALUE : first + width - 1;
    try (PreparedStatement statement = connection.prepareStatement(query.sql())) {
      statement.setFetchSize(FETCH);
      int parameter = 1;
      if (query.scope() == MentionQuery.Scope.FILE) {
        statement.setLong(parameter++, query.fileId());
      }
      statement.setLong(parameter++, first);
      statement.setLong(parameter++, last);
      if (query.scope() == MentionQuery.Scope.FILE) {
        statement.setLong(parameter, query.fileId());
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          give(rows);
        }
      }
    } catch (SQLException e) {
      throw new LinkgridException(
          LinkgridException.Kind.DATABASE,
          "Cannot read mentions from Postgres: "
              + e.getMessage()
              + ". Nothing was changed; run"
              + " again.",
          e);
    }
    byKey.flush();
    byId.flush();
    return super.complete();
  }

  private void give(ResultSet row) throws SQLException {
    Array attributes = row.getArray("attributes");
    Mention mention =
        new Mention(row.getLong("mention_id"), List.of((String[]) attributes.getArray()));
    String entity = row.getString("entity_id");
    ClusterMember member =
        new ClusterMember(
            mention,
            row.getLong("rows"),
            entity == null ? mention.id() : EntityId.parse(entity),
            Double.NaN);
    Set<Integer> partitions = new HashSet<>();
    for (BlockingKey key : keyMaker.keys(mention)) {
      int partition = routes.of(key.partitionKey());
      if (partitions.add(partition)) {
        byKey.add(partition, member);
      }
    }
    if (getOutbox().bucketCount() > 1) {
      byId.add(routes.of(mention.id()), member);
    }
  }
}

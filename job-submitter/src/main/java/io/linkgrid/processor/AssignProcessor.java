package io.linkgrid.processor;

import com.hazelcast.jet.core.Processor;
import com.hazelcast.jet.datamodel.Tuple2;
import io.linkgrid.grid.ClusterMember;
import io.linkgrid.grid.MemberBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Brings mentions (edge 0) and their clusters (edge 1) together by mention id, and gives each
 * mention to the owner of its cluster. A mention without a cluster is alone.
 */
public final class AssignProcessor extends BlockingProcessor {
  private static final int FULL = 256;

  private final List<ClusterMember> members = new ArrayList<>();
  private final Map<Long, long[]> clusters = new HashMap<>();
  private Routes routes;
  private final Bundles<ClusterMember> byCluster =
      new Bundles<>(FULL, (bundle, partition) -> emit(0, new MemberBatch(partition, bundle)));

  @Override
  protected void init(Processor.Context context) {
    routes = new Routes(context.hazelcastInstance());
  }

  @Override
  protected boolean tryProcess(int ordinal, Object item) {
    if (ordinal == 0) {
      members.addAll(((MemberBatch) item).members());
      return true;
    }
    Object numbers = ((Tuple2<?, ?>) item).requiredF1();
    long[] flat = (long[]) numbers;
    for (int i = 0; i < flat.length; i += 3) {
      clusters.put(flat[i], new long[] {flat[i + 1], flat[i + 2]});
    }
    return true;
  }

  @Override
  public boolean complete() {
    for (ClusterMember member : members) {
      long[] cluster = clusters.get(member.mention().id());
      ClusterMember assigned =
          cluster == null
              ? member
              : new ClusterMember(
                  member.mention(), member.rows(), cluster[0], Double.longBitsToDouble(cluster[1]));
      byCluster.add(routes.of(assigned.cluster()), assigned);
    }
    byCluster.flush();
    return true;
  }
}

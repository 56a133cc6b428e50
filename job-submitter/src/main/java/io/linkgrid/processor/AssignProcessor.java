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
 * Brings mentions (edge 0) and their components (edge 1) together by mention id, and gives each
 * mention to the owner of its component. A mention without a component is alone.
 */
public final class AssignProcessor extends BlockingProcessor {
  private static final int FULL = 256;

  private final List<ClusterMember> members = new ArrayList<>();
  private final Map<Long, Long> clusters = new HashMap<>();
  private Routes routes;
  private final Bundles<ClusterMember> byCluster =
      new Bundles<>(FULL, (bundle, partition) -> emit(0, new MemberBatch(partition, bundle)));

  @Override
  protected void begin(Processor.Context context) {
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
    for (int i = 0; i < flat.length; i += 2) {
      clusters.put(flat[i], flat[i + 1]);
    }
    return true;
  }

  @Override
  protected boolean finish() {
    for (ClusterMember member : members) {
      Long cluster = clusters.get(member.mention().id());
      ClusterMember assigned =
          cluster == null ? member : new ClusterMember(member.mention(), member.said(), cluster);
      byCluster.add(routes.of(assigned.cluster()), assigned);
    }
    byCluster.flush();
    return true;
  }
}

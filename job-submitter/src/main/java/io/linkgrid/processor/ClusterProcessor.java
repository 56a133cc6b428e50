package io.linkgrid.processor;

import com.hazelcast.jet.core.Processor;
import com.hazelcast.jet.datamodel.Tuple2;
import io.linkgrid.clustering.Clusters;

/**
 * Gathers the pairs that match, in one place, and gives each mention in them its component, to the
 * owner of its id, as numbers: mention id, cluster.
 */
public final class ClusterProcessor extends BlockingProcessor {
  private static final int FULL = 1_000;

  /** A component of so many mentions is looked at as a whole in about a second. */
  static final int LARGEST = 1_000;

  private final Clusters clusters = new Clusters(LARGEST);
  private Routes routes;
  private final Bundles<long[]> assignments =
      new Bundles<>(
          FULL,
          (bundle, partition) -> {
            long[] flat = new long[bundle.size() * 2];
            for (int i = 0; i < bundle.size(); i++) {
              System.arraycopy(bundle.get(i), 0, flat, i * 2, 2);
            }
            emit(0, Tuple2.tuple2(partition, flat));
          });

  @Override
  protected void begin(Processor.Context context) {
    routes = new Routes(context.hazelcastInstance());
  }

  @Override
  protected boolean tryProcess(int ordinal, Object item) {
    long[] pairs = (long[]) item;
    for (int i = 0; i < pairs.length; i += 3) {
      clusters.add(pairs[i], pairs[i + 1], Double.longBitsToDouble(pairs[i + 2]));
    }
    return true;
  }

  @Override
  protected boolean finish() {
    clusters.forEach(
        (member, cluster) -> assignments.add(routes.of(member), new long[] {member, cluster}));
    assignments.flush();
    return true;
  }
}

package io.linkgrid.processor;

import com.hazelcast.jet.core.metrics.Metrics;
import io.linkgrid.blocking.BlockingKey;
import io.linkgrid.blocking.KeyMaker;
import io.linkgrid.grid.ClusterMember;
import io.linkgrid.grid.DatabaseAddress;
import io.linkgrid.grid.Probe;
import io.linkgrid.grid.ProbeBatch;
import io.linkgrid.scoring.Evidence;
import io.linkgrid.spec.SpecText;
import java.util.List;

/**
 * Reads mentions from the database and gives each as a probe to the owner of its first blocking
 * key. One that has no key meets nobody, and is new.
 */
public final class ProbeSourceProcessor extends MentionReader {
  private final KeyMaker keyMaker;
  private final Bundles<Probe> probes =
      new Bundles<>(FULL, (bundle, partition) -> emit(0, new ProbeBatch(partition, bundle)));

  /** Reads what a query gives. */
  public ProbeSourceProcessor(DatabaseAddress address, MentionQuery query, SpecText spec) {
    super(address, query);
    this.keyMaker = new KeyMaker(spec.parse());
  }

  @Override
  void give(ClusterMember member) {
    Metrics.metric(JobMetrics.PROBES).increment();
    List<BlockingKey> keys = keyMaker.keys(member.mention());
    if (!keys.isEmpty()) {
      probes.add(
          routes().of(keys.get(0).partitionKey()), new Probe(member.mention(), Evidence.NONE));
    }
  }

  @Override
  void flush() {
    probes.flush();
  }
}

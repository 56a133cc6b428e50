package io.linkgrid.processor;

import com.hazelcast.jet.core.Processor;
import com.hazelcast.jet.core.metrics.Metrics;
import io.linkgrid.blocking.KeyMaker;
import io.linkgrid.blocking.Keys;
import io.linkgrid.grid.ClusterMember;
import io.linkgrid.grid.DatabaseAddress;
import io.linkgrid.grid.Probe;
import io.linkgrid.scoring.Evidence;
import io.linkgrid.spec.SpecText;

/**
 * Reads mentions from the database and gives each as a probe to the owner of its first blocking
 * key. One that has no key meets nobody, and is new.
 */
public final class ProbeSourceProcessor extends MentionReader {
  private final SpecText spec;
  private KeyMaker keyMaker;
  private Lanes lanes;

  /** Reads what a query gives. */
  public ProbeSourceProcessor(DatabaseAddress address, MentionQuery query, SpecText spec) {
    super(address, query);
    this.spec = spec;
  }

  @Override
  protected void begin(Processor.Context context) throws Exception {
    super.begin(context);
    keyMaker = new KeyMaker(spec(context, spec));
    lanes =
        new Lanes(
            context.hazelcastInstance(),
            context.globalProcessorIndex(),
            FULL,
            batch -> emit(0, batch));
  }

  @Override
  void give(ClusterMember member) {
    Metrics.metric(JobMetrics.PROBES).increment();
    Keys keys = keyMaker.numbers(member.mention());
    if (keys.size() > 0) {
      lanes.add(
          keyMaker.partitionKey(member.mention(), keys, 0),
          new Probe(member.mention(), keys, 0, Evidence.NONE));
    }
  }

  @Override
  void flush() {
    lanes.flush();
  }
}

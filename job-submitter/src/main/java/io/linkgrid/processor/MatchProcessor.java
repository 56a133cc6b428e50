package io.linkgrid.processor;

import com.hazelcast.jet.core.Processor;
import com.hazelcast.jet.core.metrics.Metrics;
import io.linkgrid.blocking.BlockingKey;
import io.linkgrid.blocking.KeyMaker;
import io.linkgrid.grid.MatchingService.Matcher;
import io.linkgrid.grid.MatchingService.Tally;
import io.linkgrid.grid.NodeServices;
import io.linkgrid.grid.Probe;
import io.linkgrid.grid.ProbeBatch;
import io.linkgrid.grid.ReferenceId;
import java.util.ArrayList;
import java.util.List;

/**
 * One blocking pass, on the member that owns the keys. Edge 0 takes probes that have no key left to
 * the decision; edge 1 takes the others to the owner of their next key.
 */
public final class MatchProcessor extends BlockingProcessor {
  private static final int FULL = 256;

  private final ReferenceId reference;
  private final int pass;
  private final KeyMaker keyMaker;
  private final Tally tally = new Tally();
  private Matcher matcher;
  private Routes routes;
  private final Bundles<Probe> onward =
      new Bundles<>(FULL, (bundle, partition) -> emit(1, new ProbeBatch(partition, bundle)));

  /** The pass over the keys at this position. */
  public MatchProcessor(ReferenceId reference, int pass) {
    this.reference = reference;
    this.pass = pass;
    keyMaker = new KeyMaker(reference.spec().parse());
  }

  @Override
  protected void init(Processor.Context context) {
    matcher = NodeServices.of(context.hazelcastInstance()).matching().matcher(reference);
    routes = new Routes(context.hazelcastInstance());
  }

  @Override
  protected boolean tryProcess(int ordinal, Object item) {
    ProbeBatch batch = (ProbeBatch) item;
    List<Probe> done = new ArrayList<>(batch.probes().size());
    for (Probe probe : batch.probes()) {
      List<BlockingKey> keys = keyMaker.keys(probe.mention());
      Probe answered = keys.size() > pass ? matcher.visit(probe, keys, pass, tally) : probe;
      if (keys.size() > pass + 1) {
        onward.add(routes.of(keys.get(pass + 1).partitionKey()), answered);
      } else {
        done.add(answered);
      }
    }
    onward.flush();
    if (!done.isEmpty()) {
      emit(0, new ProbeBatch(batch.partition(), done));
    }
    Metrics.metric(JobMetrics.LOOKUPS).set(tally.lookups);
    Metrics.metric(JobMetrics.LOCAL_LOOKUPS).set(tally.localLookups);
    Metrics.metric(JobMetrics.PAIRS).set(tally.pairs);
    return true;
  }
}

package io.linkgrid.processor;

import com.hazelcast.jet.core.Processor;
import com.hazelcast.jet.core.metrics.Metrics;
import io.linkgrid.grid.MatchingService;
import io.linkgrid.grid.MatchingService.Matcher;
import io.linkgrid.grid.MatchingService.Tally;
import io.linkgrid.grid.NodeServices;
import io.linkgrid.grid.Probe;
import io.linkgrid.grid.ProbeBatch;
import io.linkgrid.grid.ReferenceId;
import io.linkgrid.grid.ResidentName;
import java.util.ArrayList;
import java.util.List;

/**
 * One blocking pass, on the member that owns the keys. Edge 0 takes probes that have no key left to
 * the decision; edge 1 takes the others to the owner of their next key.
 */
public final class MatchProcessor extends BlockingProcessor {
  private static final int FULL = 256;

  private final ReferenceId reference;
  private final long recent;
  private final Tally tally = new Tally();
  private Matcher matcher;
  private Lanes onward;

  /**
   * A pass by a reference.
   *
   * @param recent the number of the last growth since it was loaded; 0 is none
   */
  public MatchProcessor(ReferenceId reference, long recent) {
    this.reference = reference;
    this.recent = recent;
  }

  @Override
  protected void begin(Processor.Context context) {
    MatchingService matching = NodeServices.of(context.hazelcastInstance()).matching();
    matcher = matching.matcher(reference);
    if (recent > 0) {
      // The same one as a rule, and now it knows all growth.
      matcher = matching.resident(ResidentName.of(reference), recent);
    }
    onward =
        new Lanes(
            context.hazelcastInstance(),
            context.globalProcessorIndex(),
            FULL,
            batch -> emit(1, batch));
  }

  @Override
  protected boolean tryProcess(int ordinal, Object item) {
    ProbeBatch batch = (ProbeBatch) item;
    List<Probe> done = new ArrayList<>(batch.probes().size());
    for (Probe probe : batch.probes()) {
      Probe answered = probe.isDone() ? probe : matcher.visit(probe, tally);
      if (answered.isDone()) {
        done.add(answered);
      } else {
        onward.add(matcher.whereNext(answered), answered);
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

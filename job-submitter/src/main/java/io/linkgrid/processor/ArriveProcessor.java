package io.linkgrid.processor;

import com.hazelcast.jet.core.metrics.Metrics;
import io.linkgrid.grid.Probe;
import io.linkgrid.grid.ProbeBatch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where mentions arrive at the owner of their first key: each goes on once, however many rows say
 * it. From here a local edge spreads them over the cores.
 */
public final class ArriveProcessor extends BlockingProcessor {
  private final Set<Long> seen = new HashSet<>();

  @Override
  protected boolean tryProcess(int ordinal, Object item) {
    ProbeBatch batch = (ProbeBatch) item;
    List<Probe> fresh = new ArrayList<>(batch.probes().size());
    for (Probe probe : batch.probes()) {
      if (seen.add(probe.mention().id())) {
        fresh.add(probe);
      }
    }
    if (!fresh.isEmpty()) {
      Metrics.metric(JobMetrics.MENTIONS).increment(fresh.size());
      emit(0, new ProbeBatch(batch.partition(), fresh));
    }
    return true;
  }
}

package io.linkgrid.processor;

import io.linkgrid.grid.Probe;
import io.linkgrid.grid.ProbeBatch;
import io.linkgrid.model.Mention;
import io.linkgrid.scoring.DecisionRule;
import io.linkgrid.scoring.Evidence;
import io.linkgrid.scoring.OneToOne;
import io.linkgrid.spec.SpecText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Shares entities out among all probes, in one place, when all have been through their keys. */
public final class OneToOneProcessor extends BlockingProcessor {
  private static final int FULL = 256;

  private final OneToOne oneToOne;
  private final Map<Long, Mention> mentions = new TreeMap<>();

  /** Shares out by the thresholds of a spec. */
  public OneToOneProcessor(SpecText spec) {
    oneToOne = new OneToOne(new DecisionRule(spec.parse()));
  }

  @Override
  protected boolean tryProcess(int ordinal, Object item) {
    for (Probe probe : ((ProbeBatch) item).probes()) {
      mentions.put(probe.mention().id(), probe.mention());
      oneToOne.add(probe.mention().id(), probe.evidence());
    }
    return true;
  }

  @Override
  protected boolean finish() {
    Map<Long, Evidence> left = oneToOne.assign();
    List<Probe> batch = new ArrayList<>(FULL);
    for (Map.Entry<Long, Mention> entry : mentions.entrySet()) {
      batch.add(Probe.arrived(entry.getValue(), left.getOrDefault(entry.getKey(), Evidence.NONE)));
      if (batch.size() == FULL) {
        emit(0, new ProbeBatch(0, batch));
        batch = new ArrayList<>(FULL);
      }
    }
    if (!batch.isEmpty()) {
      emit(0, new ProbeBatch(0, batch));
    }
    return true;
  }
}

package io.linkgrid.processor;

import com.hazelcast.jet.core.Processor;
import io.linkgrid.grid.DatabaseAddress;
import io.linkgrid.grid.NodeWork;
import io.linkgrid.grid.Probe;
import io.linkgrid.grid.ProbeBatch;
import io.linkgrid.model.Decision;
import io.linkgrid.model.EntityId;
import io.linkgrid.scoring.Candidate;
import io.linkgrid.scoring.DecisionRule;
import io.linkgrid.scoring.Verdict;
import io.linkgrid.sink.CopyWriter;
import io.linkgrid.spec.SpecText;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Decides about each mention and writes it down. A mention that is new gets no link yet: it may
 * still find its like among the other new ones.
 */
public final class DecideProcessor extends DatabaseProcessor {
  private final SpecText spec;
  private final long fileId;
  private final String runId;
  private DecisionRule rule;
  private NodeWork work;
  private Apart apart;
  private CopyWriter links;

  /** Decides by a spec about the mentions of a file, in a run. */
  public DecideProcessor(DatabaseAddress address, SpecText spec, long fileId, String runId) {
    super(address);
    this.spec = spec;
    this.fileId = fileId;
    this.runId = runId;
  }

  @Override
  protected void begin(Processor.Context context) throws Exception {
    rule = new DecisionRule(spec(context, spec));
    work = work(context);
    super.begin(context);
  }

  @Override
  void open(Connection opened) throws SQLException {
    apart = Apart.read(opened);
    links = writer(opened, Tables.LINK);
  }

  @Override
  protected boolean tryProcess(int ordinal, Object item) {
    int matched = 0;
    int inReview = 0;
    for (Probe probe : ((ProbeBatch) item).probes()) {
      Verdict verdict =
          rule.decide(probe.evidence().without(apart.entitiesOf(probe.mention().id())));
      if (verdict.decision() != Decision.NEW) {
        write(links, probe, verdict);
        matched += verdict.decision() == Decision.MATCH ? 1 : 0;
        inReview += verdict.decision() == Decision.REVIEW ? 1 : 0;
      }
    }
    work.add(NodeWork.Kind.MENTIONS_MATCHED, matched);
    work.add(NodeWork.Kind.MENTIONS_IN_REVIEW, inReview);
    return true;
  }

  private void write(CopyWriter link, Probe probe, Verdict verdict) {
    String best = id(verdict.best());
    link.integer(probe.mention().id());
    switch (verdict.decision()) {
      case MATCH -> link.text(best);
      case REVIEW, NEW -> link.absent();
    }
    link.text(verdict.decision().name())
        .number(verdict.probability())
        .number(verdict.best().map(Candidate::weight).orElse(0.0))
        .text(best);
    if (verdict.runnerUp().isPresent()) {
      link.text(id(verdict.runnerUp())).number(verdict.runnerUpProbability());
    } else {
      link.absent().absent();
    }
    link.integer(fileId).text(runId).endRow();
  }

  private static String id(Optional<Candidate> candidate) {
    return candidate.map(c -> EntityId.text(c.entity())).orElse("");
  }
}

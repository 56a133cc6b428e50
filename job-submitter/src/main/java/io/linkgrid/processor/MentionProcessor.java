package io.linkgrid.processor;

import com.hazelcast.jet.core.metrics.Metrics;
import io.linkgrid.grid.DatabaseAddress;
import io.linkgrid.grid.Probe;
import io.linkgrid.grid.ProbeBatch;
import io.linkgrid.sink.CopyWriter;
import java.sql.Connection;
import java.util.HashSet;
import java.util.Set;

/** Writes mentions at the owners of their ids: each once, however many rows say it. */
public final class MentionProcessor extends DatabaseProcessor {
  private final Set<Long> seen = new HashSet<>();
  private CopyWriter mentions;

  /** Writes to a database. */
  public MentionProcessor(DatabaseAddress address) {
    super(address);
  }

  @Override
  void open(Connection opened) {
    mentions = writer(opened, Tables.MENTION);
  }

  @Override
  protected boolean tryProcess(int ordinal, Object item) {
    int fresh = 0;
    for (Probe probe : ((ProbeBatch) item).probes()) {
      if (seen.add(probe.mention().id())) {
        mentions.integer(probe.mention().id()).texts(probe.mention().values()).endRow();
        fresh++;
      }
    }
    Metrics.metric(JobMetrics.MENTIONS).increment(fresh);
    return true;
  }
}

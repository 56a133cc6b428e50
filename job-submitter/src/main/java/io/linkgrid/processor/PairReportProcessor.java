package io.linkgrid.processor;

import io.linkgrid.grid.DatabaseAddress;
import io.linkgrid.processor.KeyShare.RulePairs;
import io.linkgrid.sink.CopyWriter;
import io.linkgrid.spec.BlockingRule;
import io.linkgrid.spec.SpecText;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes the pairs of each rule and node to the database, in one place. */
public final class PairReportProcessor extends DatabaseProcessor {
  private final String runId;
  private final long fileId;
  private final List<BlockingRule> rules;
  private final Map<String, long[]> pairs = new TreeMap<>();
  private CopyWriter rows;

  /** Writes for a file of a run. */
  public PairReportProcessor(DatabaseAddress address, String runId, long fileId, SpecText spec) {
    super(address);
    this.runId = runId;
    this.fileId = fileId;
    rules = spec.parse().blocking();
  }

  @Override
  void open(Connection opened) {
    rows = writer(opened, Tables.BLOCKING_PAIRS);
  }

  @Override
  protected boolean tryProcess(int ordinal, Object item) {
    for (RulePairs part : ((KeyShare) item).rules()) {
      long[] sums = pairs.computeIfAbsent(part.node(), n -> new long[2 * rules.size()]);
      sums[2 * part.rule()] += part.withReference();
      sums[2 * part.rule() + 1] += part.amongNew();
    }
    return true;
  }

  @Override
  protected boolean finish() {
    pairs.forEach(
        (node, sums) -> {
          for (int rule = 0; rule < rules.size(); rule++) {
            rows.text(runId)
                .integer(fileId)
                .text(rules.get(rule).name())
                .text(node)
                .integer(sums[2 * rule])
                .integer(sums[2 * rule + 1])
                .endRow();
          }
        });
    return super.finish();
  }
}

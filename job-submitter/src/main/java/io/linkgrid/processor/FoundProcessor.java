package io.linkgrid.processor;

import io.linkgrid.grid.ClusterMember;
import io.linkgrid.grid.DatabaseAddress;
import io.linkgrid.grid.MemberBatch;
import io.linkgrid.model.Decision;
import io.linkgrid.model.Entity;
import io.linkgrid.scoring.PairScorer;
import io.linkgrid.sink.CopyWriter;
import io.linkgrid.survivorship.GoldenRecords;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes an entity of each cluster, and writes it with the links of its mentions. */
public final class FoundProcessor extends DatabaseProcessor {
  private final long fileId;
  private final String runId;
  private final Map<Long, List<ClusterMember>> clusters = new HashMap<>();
  private CopyWriter entities;
  private CopyWriter links;

  /** Founds the entities of a file, in a run. */
  public FoundProcessor(DatabaseAddress address, long fileId, String runId) {
    super(address);
    this.fileId = fileId;
    this.runId = runId;
  }

  @Override
  void open(Connection opened) {
    entities = writer(opened, Tables.ENTITY);
    links = writer(opened, Tables.LINK);
  }

  @Override
  protected boolean tryProcess(int ordinal, Object item) {
    for (ClusterMember member : ((MemberBatch) item).members()) {
      clusters.computeIfAbsent(member.cluster(), c -> new ArrayList<>()).add(member);
    }
    return true;
  }

  @Override
  public boolean complete() {
    for (List<ClusterMember> members : clusters.values()) {
      Entity entity =
          GoldenRecords.survive(
              members.stream().map(m -> new GoldenRecords.Member(m.mention(), m.rows())).toList());
      entities
          .text(entity.id())
          .texts(entity.values())
          .integer(entity.mentions())
          .integer(entity.rows())
          .integer(fileId)
          .text(runId)
          .endRow();
      for (ClusterMember member : members) {
        write(links, entity.id(), member);
      }
    }
    return super.complete();
  }

  private void write(CopyWriter link, String entity, ClusterMember member) {
    boolean alone = Double.isNaN(member.weight());
    link.integer(member.mention().id())
        .text(entity)
        .text(Decision.NEW.name())
        .number(alone ? 1 : PairScorer.probability(member.weight()))
        .number(alone ? 0 : member.weight())
        .absent()
        .absent()
        .absent()
        .integer(fileId)
        .text(runId)
        .endRow();
  }
}

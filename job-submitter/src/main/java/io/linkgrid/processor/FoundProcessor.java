package io.linkgrid.processor;

import com.hazelcast.jet.core.Processor;
import com.hazelcast.jet.core.metrics.Metrics;
import io.linkgrid.grid.ClusterMember;
import io.linkgrid.grid.DatabaseAddress;
import io.linkgrid.grid.MemberBatch;
import io.linkgrid.grid.NodeWork;
import io.linkgrid.model.Decision;
import io.linkgrid.model.Entity;
import io.linkgrid.model.EntityId;
import io.linkgrid.processor.Cutting.Placed;
import io.linkgrid.scoring.PairScorer;
import io.linkgrid.sink.CopyWriter;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.SpecText;
import io.linkgrid.survivorship.GoldenRecords;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Cuts each component into clusters, makes an entity of each cluster, and writes it with the links
 * of its mentions. The runner-up of a link is the entity from which the mention was cut.
 */
public final class FoundProcessor extends DatabaseProcessor {
  private final SpecText specText;
  private final long fileId;
  private final String runId;
  private final boolean eachAlone;
  private final Map<Long, List<ClusterMember>> components = new HashMap<>();
  private LinkSpec spec;
  private NodeWork work;
  private GoldenRecords goldenRecords;
  private Apart apart;
  private CopyWriter entities;
  private CopyWriter links;

  private FoundProcessor(
      DatabaseAddress address, SpecText spec, long fileId, String runId, boolean eachAlone) {
    super(address);
    specText = spec;
    this.fileId = fileId;
    this.runId = runId;
    this.eachAlone = eachAlone;
  }

  /** Founds the entities of a file, in a run, when all members of components have come. */
  public static FoundProcessor ofComponents(
      DatabaseAddress address, SpecText spec, long fileId, String runId) {
    return new FoundProcessor(address, spec, fileId, runId, false);
  }

  /** Founds an entity of each member as it comes: none has to do with another one. */
  public static FoundProcessor ofEach(
      DatabaseAddress address, SpecText spec, long fileId, String runId) {
    return new FoundProcessor(address, spec, fileId, runId, true);
  }

  @Override
  protected void begin(Processor.Context context) throws Exception {
    spec = spec(context, specText);
    work = work(context);
    goldenRecords = new GoldenRecords(spec);
    super.begin(context);
  }

  @Override
  void open(Connection opened) throws SQLException {
    apart = Apart.read(opened);
    entities = writer(opened, Tables.ENTITY);
    links = writer(opened, Tables.LINK);
  }

  @Override
  protected boolean tryProcess(int ordinal, Object item) {
    for (ClusterMember member : ((MemberBatch) item).members()) {
      if (eachAlone) {
        found(List.of(Placed.alone(member)));
      } else {
        components.computeIfAbsent(member.cluster(), c -> new ArrayList<>()).add(member);
      }
    }
    return true;
  }

  @Override
  protected boolean finish() {
    List<List<ClusterMember>> larger = new ArrayList<>();
    for (List<ClusterMember> component : components.values()) {
      if (component.size() == 1) {
        found(List.of(Placed.alone(component.get(0))));
      } else {
        larger.add(component);
      }
    }
    if (!larger.isEmpty()) {
      cut(larger);
    }
    return super.finish();
  }

  private void cut(List<List<ClusterMember>> larger) {
    Cutting cutting = new Cutting(spec, apart);
    for (List<ClusterMember> component : larger) {
      List<List<Placed>> clusters = cutting.cut(component);
      clusters.forEach(this::found);
      if (clusters.size() > 1) {
        Metrics.metric(JobMetrics.CUT).increment();
      }
    }
  }

  private void found(List<Placed> cluster) {
    Entity entity =
        goldenRecords.found(
            cluster.stream()
                .map(p -> new GoldenRecords.Member(p.member().mention(), p.member().said()))
                .toList());
    entities
        .text(entity.id())
        .texts(entity.values())
        .integer(entity.mentions())
        .integer(entity.rows())
        .integer(fileId)
        .text(runId)
        .endRow();
    work.add(NodeWork.Kind.MENTIONS_NEW, cluster.size());
    cluster.forEach(placed -> write(links, entity.id(), placed));
  }

  private void write(CopyWriter link, String entity, Placed placed) {
    boolean alone = placed.heaviest().isEmpty();
    link.integer(placed.member().mention().id())
        .text(entity)
        .text(Decision.NEW.name())
        .number(alone ? 1 : PairScorer.probability(placed.heaviest().getAsDouble()))
        .number(alone ? 0 : placed.heaviest().getAsDouble())
        .absent();
    if (placed.cutFrom().isEmpty()) {
      link.absent().absent();
    } else {
      link.text(EntityId.text(placed.cutFrom().get(0).mention().id()))
          .number(PairScorer.probability(placed.cutWeight()));
    }
    link.integer(fileId).text(runId).endRow();
  }
}

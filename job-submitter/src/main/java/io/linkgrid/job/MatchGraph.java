package io.linkgrid.job;

import com.hazelcast.jet.core.DAG;
import com.hazelcast.jet.core.Vertex;
import io.linkgrid.grid.DatabaseAddress;
import io.linkgrid.grid.ReferenceId;
import io.linkgrid.processor.DecideProcessor;
import io.linkgrid.processor.MatchProcessor;
import io.linkgrid.processor.MentionQuery;
import io.linkgrid.processor.OneToOneProcessor;
import io.linkgrid.processor.ProbeSourceProcessor;
import java.util.Optional;

/**
 * The mentions of a file against the reference: each to the member that owns its first key, from
 * there from pass to pass through all its keys, several in one pass where they lie together, and
 * its decision to the database.
 *
 * <pre>
 * probes ═► match-1 ═► match-2 ═► … ─► decide      (═ to the owner of a key)
 * </pre>
 *
 * <p>Where every file holds each entity once, all go through one place before they are decided.
 */
final class MatchGraph {
  private static final int WRITERS = 1;

  private MatchGraph() {}

  /**
   * Builds the graph, with a pass for each key that a mention can have.
   *
   * @param recent the number of the last growth since the reference was loaded
   */
  static DAG build(
      long fileId,
      ReferenceId reference,
      long recent,
      int passes,
      DatabaseAddress database,
      String runId) {
    MentionQuery query = MentionQuery.probesOf(fileId);
    DAG dag = new DAG();
    Vertex before =
        dag.newVertex("probes", () -> new ProbeSourceProcessor(database, query, reference.spec()))
            .localParallelism(1);
    Vertex decide =
        dag.newVertex(
                "decide", () -> new DecideProcessor(database, reference.spec(), fileId, runId))
            .localParallelism(WRITERS);
    Optional<Vertex> oneToOne = Optional.empty();
    if (reference.spec().parse().oneToOne()) {
      Vertex share =
          dag.newVertex("one-to-one", () -> new OneToOneProcessor(reference.spec()))
              .localParallelism(1);
      dag.edge(Edges.local(share, 0, decide, 0));
      oneToOne = Optional.of(share);
    }
    for (int pass = 0; pass < passes; pass++) {
      Vertex match =
          dag.newVertex("match-" + (pass + 1), () -> new MatchProcessor(reference, recent));
      dag.edge(Edges.probesToOwner(before, pass == 0 ? 0 : 1, match, 0))
          .edge(
              oneToOne.isPresent()
                  ? Edges.toOnePlace(match, 0, oneToOne.get(), pass)
                  : Edges.local(match, 0, decide, pass));
      before = match;
    }
    return dag;
  }
}

package io.linkgrid.job;

import com.hazelcast.jet.core.DAG;
import com.hazelcast.jet.core.Vertex;
import io.linkgrid.grid.DatabaseAddress;
import io.linkgrid.processor.AssignProcessor;
import io.linkgrid.processor.ClusterProcessor;
import io.linkgrid.processor.CompareProcessor;
import io.linkgrid.processor.FoundProcessor;
import io.linkgrid.processor.MentionQuery;
import io.linkgrid.processor.MentionSourceProcessor;
import io.linkgrid.processor.MentionsByIdProcessor;
import io.linkgrid.spec.SpecText;

/**
 * New mentions become entities: compared among themselves at the owners of their keys, clustered in
 * one place into components, and these cut into clusters and founded at the owner of each.
 *
 * <pre>
 * mentions ═╦═► compare ═► cluster ═╗
 *           ╚═══════════════════════╩═► assign ═► found      (═ across the grid)
 * </pre>
 */
final class FoundGraph {
  /** Here a node waits for Postgres, of which each connection has one core. */
  private static final int READERS = 2;

  private static final int WRITERS = 2;

  private FoundGraph() {}

  /**
   * Builds the graph for a file of which each mention is an entity: nothing is compared.
   *
   * <pre>
   * mentions ═► found
   * </pre>
   */
  static DAG ofCleanReference(long fileId, SpecText spec, DatabaseAddress database, String runId) {
    MentionQuery query = MentionQuery.newOf(fileId);
    DAG dag = new DAG();
    Vertex mentions =
        dag.newVertex("new mentions", () -> new MentionsByIdProcessor(database, query))
            .localParallelism(READERS);
    Vertex found =
        dag.newVertex("found", () -> FoundProcessor.ofEach(database, spec, fileId, runId))
            .localParallelism(WRITERS);
    return dag.edge(Edges.membersToOwner(mentions, 0, found, 0));
  }

  /** Builds the graph for the new mentions of a file. */
  static DAG build(long fileId, SpecText spec, DatabaseAddress database, String runId) {
    MentionQuery query = MentionQuery.newOf(fileId);
    DAG dag = new DAG();
    Vertex mentions =
        dag.newVertex("new mentions", () -> new MentionSourceProcessor(database, query, spec))
            .localParallelism(READERS);
    Vertex compare = dag.newVertex("compare", () -> new CompareProcessor(spec));
    Vertex cluster = dag.newVertex("cluster", ClusterProcessor::new).localParallelism(1);
    Vertex assign = dag.newVertex("assign", AssignProcessor::new).localParallelism(1);
    Vertex found =
        dag.newVertex("found", () -> FoundProcessor.ofComponents(database, spec, fileId, runId))
            .localParallelism(WRITERS);
    return dag.edge(Edges.membersToOwner(mentions, 0, compare, 0))
        .edge(Edges.toOnePlace(compare, 0, cluster, 0))
        .edge(Edges.membersToOwner(mentions, 1, assign, 0))
        .edge(Edges.numbersToOwner(cluster, 0, assign, 1))
        .edge(Edges.membersToOwner(assign, 0, found, 0));
  }
}

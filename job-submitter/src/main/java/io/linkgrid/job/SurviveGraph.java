package io.linkgrid.job;

import com.hazelcast.jet.core.DAG;
import com.hazelcast.jet.core.Vertex;
import io.linkgrid.grid.DatabaseAddress;
import io.linkgrid.processor.MentionQuery;
import io.linkgrid.processor.MentionsByEntityProcessor;
import io.linkgrid.processor.SurviveProcessor;
import io.linkgrid.spec.SpecText;

/**
 * The golden records of the entities to which the rows of a file belong, anew from all that is
 * known of them: each mention to the owner of its entity, and from there to the database.
 *
 * <pre>
 * mentions ═► survive      (═ to the owner of an entity)
 * </pre>
 */
final class SurviveGraph {
  /** Here a node waits for Postgres, of which each connection has one core. */
  private static final int READERS = 2;

  private static final int WRITERS = 2;

  private SurviveGraph() {}

  /** Builds the graph for a file whose mentions are all decided. */
  static DAG build(long fileId, SpecText spec, DatabaseAddress database) {
    MentionQuery query = MentionQuery.ofEntitiesIn(fileId);
    DAG dag = new DAG();
    Vertex mentions =
        dag.newVertex("mentions", () -> new MentionsByEntityProcessor(database, query))
            .localParallelism(READERS);
    Vertex survive =
        dag.newVertex("survive", () -> new SurviveProcessor(database, spec))
            .localParallelism(WRITERS);
    return dag.edge(Edges.membersToOwner(mentions, 0, survive, 0));
  }
}

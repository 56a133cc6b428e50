package io.linkgrid.job;

import com.hazelcast.jet.core.DAG;
import com.hazelcast.jet.core.Vertex;
import io.linkgrid.grid.DatabaseAddress;
import io.linkgrid.processor.LearnProcessor;
import io.linkgrid.processor.MentionQuery;
import io.linkgrid.processor.MentionSourceProcessor;
import io.linkgrid.processor.PatternProcessor;
import io.linkgrid.processor.TrainingTask;
import io.linkgrid.spec.SpecText;

/**
 * A model from mentions: a sample of probes is compared at the owners of their keys, what pairs
 * look like is gathered and learnt from in one place, and the model goes to the database.
 *
 * <pre>
 * reference ═╦═► patterns ═► learn      (═ across the grid)
 * probes    ═╝
 * </pre>
 */
final class TrainGraph {
  /** All of a reference is read for a sample of probes, and each connection has one core. */
  private static final int READERS = 2;

  private TrainGraph() {}

  /** Builds the graph by a spec whose values were counted. */
  static DAG build(SpecText counted, TrainingTask task, DatabaseAddress database) {
    MentionQuery met = MentionQuery.allOf(task.reference());
    MentionQuery compared = task.compared();
    DAG dag = new DAG();
    Vertex reference =
        dag.newVertex("reference", () -> new MentionSourceProcessor(database, met, counted))
            .localParallelism(READERS);
    Vertex patterns = dag.newVertex("patterns", () -> new PatternProcessor(counted, task));
    Vertex learn =
        dag.newVertex("learn", () -> new LearnProcessor(database, counted, task))
            .localParallelism(1);
    dag.edge(Edges.membersToOwner(reference, 0, patterns, 0))
        .edge(Edges.toOnePlace(patterns, 0, learn, 0));
    if (!task.oneSet()) {
      Vertex probes =
          dag.newVertex("probes", () -> new MentionSourceProcessor(database, compared, counted))
              .localParallelism(1);
      dag.edge(Edges.membersToOwner(probes, 0, patterns, 1));
    }
    return dag;
  }
}

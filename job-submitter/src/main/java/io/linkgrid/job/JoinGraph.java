package io.linkgrid.job;

import com.hazelcast.jet.core.DAG;
import com.hazelcast.jet.core.ProcessorMetaSupplier;
import com.hazelcast.jet.core.Vertex;
import io.linkgrid.grid.DatabaseAddress;
import io.linkgrid.processor.FileOnGrid;
import io.linkgrid.processor.JoinSupplier;
import io.linkgrid.processor.JoinedProcessor;
import io.linkgrid.processor.WeekProcessor;
import java.util.List;

/**
 * Trips with events: every node reads its share of the trips and joins them with all events; rows
 * go to the database from where they are, sums are added up by entity and week.
 *
 * <pre>
 * join ─┬─► joined
 *       └═► weeks
 * </pre>
 */
final class JoinGraph {
  private JoinGraph() {}

  /** Builds the graph. */
  static DAG build(
      List<FileOnGrid> trips, DatabaseAddress database, int eventColumn, int placeAttribute) {
    DAG dag = new DAG();
    Vertex join =
        dag.newVertex(
            "join",
            ProcessorMetaSupplier.of(
                new JoinSupplier(database, trips, eventColumn, placeAttribute)));
    Vertex joined =
        dag.newVertex("joined", () -> new JoinedProcessor(database)).localParallelism(1);
    Vertex weeks = dag.newVertex("weeks", () -> new WeekProcessor(database)).localParallelism(1);
    return dag.edge(Edges.localRows(join, 0, joined, 0)).edge(Edges.byName(join, 1, weeks, 0));
  }
}

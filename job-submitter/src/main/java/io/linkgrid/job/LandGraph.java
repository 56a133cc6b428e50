package io.linkgrid.job;

import com.hazelcast.jet.core.DAG;
import com.hazelcast.jet.core.Vertex;
import io.linkgrid.grid.DatabaseAddress;
import io.linkgrid.processor.CleanProcessor;
import io.linkgrid.processor.FileOnGrid;
import io.linkgrid.processor.Intake;
import io.linkgrid.processor.LandProcessor;
import io.linkgrid.processor.MentionProcessor;
import io.linkgrid.processor.ReadProcessor;
import io.linkgrid.spec.SpecText;

/**
 * A file into the database: read and clean on all nodes, each raw row written where it was read,
 * each mention once, at the owner of its id.
 *
 * <pre>
 * read ─► clean ─┬─► land
 *                └═► mentions      (═ across the grid)
 * </pre>
 */
final class LandGraph {
  private static final int WRITERS = 1;

  private LandGraph() {}

  /** Builds the graph for a file. */
  static DAG build(FileOnGrid file, Intake intake, SpecText spec, DatabaseAddress database) {
    long fileId = file.file().fileId();
    DAG dag = new DAG();
    Vertex read = dag.newVertex("read", () -> new ReadProcessor(file, intake.columns()));
    Vertex clean = dag.newVertex("clean", () -> new CleanProcessor(spec, intake, file.file()));
    Vertex land =
        dag.newVertex("land", () -> new LandProcessor(database, fileId)).localParallelism(WRITERS);
    Vertex mentions =
        dag.newVertex("mentions", () -> new MentionProcessor(database)).localParallelism(WRITERS);
    return dag.edge(Edges.localRows(read, 0, clean, 0))
        .edge(Edges.localRows(clean, 0, land, 0))
        .edge(Edges.probesToOwner(clean, 1, mentions, 0));
  }
}

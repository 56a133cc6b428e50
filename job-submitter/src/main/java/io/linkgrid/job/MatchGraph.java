package io.linkgrid.job;

import com.hazelcast.jet.core.DAG;
import com.hazelcast.jet.core.Vertex;
import io.linkgrid.grid.DatabaseAddress;
import io.linkgrid.grid.ReferenceId;
import io.linkgrid.processor.ArriveProcessor;
import io.linkgrid.processor.CleanProcessor;
import io.linkgrid.processor.DecideProcessor;
import io.linkgrid.processor.FileOnGrid;
import io.linkgrid.processor.LandProcessor;
import io.linkgrid.processor.MatchProcessor;
import io.linkgrid.processor.ReadProcessor;
import io.linkgrid.spec.SpecText;
import java.util.List;

/**
 * A file on its way to the reference: read and clean on all nodes, each raw row to the database,
 * each mention to the member that owns its first key, from there from pass to pass while it is not
 * settled, and its decision to the database.
 *
 * <pre>
 * read ─► clean ─┬─► land
 *                └═► arrive ─► match-1 ═► match-2 ═► … ─► decide      (═ to the owner of a key)
 * </pre>
 */
final class MatchGraph {
  private static final int WRITERS = 1;

  private MatchGraph() {}

  /** Builds the graph; against an empty reference there is nothing to match. */
  static DAG build(
      FileOnGrid file,
      List<String> columns,
      SpecText spec,
      ReferenceId reference,
      int passes,
      DatabaseAddress database,
      String runId) {
    long fileId = file.file().fileId();
    DAG dag = new DAG();
    Vertex read = dag.newVertex("read", () -> new ReadProcessor(file, columns));
    Vertex clean = dag.newVertex("clean", () -> new CleanProcessor(spec));
    Vertex land =
        dag.newVertex("land", () -> new LandProcessor(database, fileId)).localParallelism(WRITERS);
    Vertex arrive = dag.newVertex("arrive", ArriveProcessor::new);
    Vertex decide =
        dag.newVertex("decide", () -> new DecideProcessor(database, spec, fileId, runId))
            .localParallelism(WRITERS);
    dag.edge(Edges.local(read, 0, clean, 0))
        .edge(Edges.local(clean, 0, land, 0))
        .edge(Edges.probesToOwner(clean, 1, arrive, 0));
    if (reference.version() == 0) {
      return dag.edge(Edges.local(arrive, 0, decide, 0));
    }
    Vertex before = arrive;
    for (int pass = 0; pass < passes; pass++) {
      int position = pass;
      Vertex match =
          dag.newVertex("match-" + (pass + 1), () -> new MatchProcessor(reference, position));
      dag.edge(
              pass == 0
                  ? Edges.local(before, 0, match, 0)
                  : Edges.probesToOwner(before, 1, match, 0))
          .edge(Edges.local(match, 0, decide, pass));
      before = match;
    }
    return dag;
  }
}

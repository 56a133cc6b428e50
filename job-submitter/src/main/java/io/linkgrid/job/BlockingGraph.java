package io.linkgrid.job;

import com.hazelcast.jet.core.DAG;
import com.hazelcast.jet.core.Vertex;
import io.linkgrid.grid.DatabaseAddress;
import io.linkgrid.processor.FileTurn;
import io.linkgrid.processor.KeyCountProcessor;
import io.linkgrid.processor.KeyReportProcessor;
import io.linkgrid.processor.KeySourceProcessor;
import io.linkgrid.processor.MentionQuery;
import io.linkgrid.processor.PairCountProcessor;
import io.linkgrid.processor.PairReportProcessor;
import io.linkgrid.spec.SpecText;
import java.util.List;

/** Candidate pairs, counted before they are compared: keys travel, and nothing else. */
final class BlockingGraph {
  private BlockingGraph() {}

  /**
   * Builds the graph that counts the mentions of each key.
   *
   * <pre>
   * keys of turn 0 ═╦═► count ═► report      (═ across the grid)
   * keys of turn 1 ═╣
   * …              ═╝
   * </pre>
   */
  static DAG ofKeys(List<FileTurn> turns, SpecText spec, DatabaseAddress database, String runId) {
    DAG dag = new DAG();
    Vertex count = dag.newVertex("count", () -> new KeyCountProcessor(spec, turns));
    Vertex report =
        dag.newVertex("report", () -> new KeyReportProcessor(database, runId, spec, turns))
            .localParallelism(1);
    for (int turn = 0; turn < turns.size(); turn++) {
      Vertex keys = source(dag, "keys of turn " + turn, database, turns.get(turn).mentions(), spec);
      dag.edge(Edges.numbersToOwner(keys, 0, count, turn));
    }
    return dag.edge(Edges.toOnePlace(count, 0, report, 0));
  }

  /**
   * Builds the graph that counts each pair of a file once, under its first common key.
   *
   * <pre>
   * keys of reference ═╦═► pairs ═► report      (═ across the grid)
   * keys of new       ═╝
   * </pre>
   *
   * @param reference what came before; none when the file is the first
   * @param spec with the keys that are capped for the file
   */
  static DAG ofPairs(
      List<MentionQuery> reference,
      FileTurn file,
      SpecText spec,
      DatabaseAddress database,
      String runId) {
    int newOrdinal = reference.size();
    DAG dag = new DAG();
    Vertex pairs = dag.newVertex("pairs", () -> new PairCountProcessor(newOrdinal));
    Vertex report =
        dag.newVertex("report", () -> new PairReportProcessor(database, runId, file.fileId(), spec))
            .localParallelism(1);
    for (int turn = 0; turn < reference.size(); turn++) {
      Vertex keys = source(dag, "keys of turn " + turn, database, reference.get(turn), spec);
      dag.edge(Edges.numbersToOwner(keys, 0, pairs, turn));
    }
    Vertex fresh = source(dag, "keys of new", database, file.mentions(), spec);
    return dag.edge(Edges.numbersToOwner(fresh, 0, pairs, newOrdinal))
        .edge(Edges.toOnePlace(pairs, 0, report, 0));
  }

  private static Vertex source(
      DAG dag, String name, DatabaseAddress database, MentionQuery query, SpecText spec) {
    return dag.newVertex(name, () -> new KeySourceProcessor(database, query, spec))
        .localParallelism(1);
  }
}

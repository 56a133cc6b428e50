package io.linkgrid.job;

import com.hazelcast.jet.core.DAG;
import com.hazelcast.jet.core.Vertex;
import io.linkgrid.grid.DatabaseAddress;
import io.linkgrid.processor.BlockProcessor;
import io.linkgrid.processor.ManifestProcessor;
import io.linkgrid.processor.MentionQuery;
import io.linkgrid.processor.MentionSourceProcessor;
import io.linkgrid.spec.SpecText;

/**
 * The reference from the database into the grid: each mention of an entity to the owners of all its
 * keys, there into blocks, and at the end the manifest that makes them valid.
 *
 * <pre>
 * mentions ═► blocks ═► manifest
 * </pre>
 */
final class LoadGraph {
  private LoadGraph() {}

  /** Builds the graph for a version of the reference. */
  static DAG build(SpecText spec, DatabaseAddress database, long version, long mentions) {
    String schema = database.schema();
    MentionQuery query = MentionQuery.ofEntities();
    DAG dag = new DAG();
    Vertex source =
        dag.newVertex("mentions", () -> new MentionSourceProcessor(database, query, spec))
            .localParallelism(1);
    Vertex blocks = dag.newVertex("blocks", () -> new BlockProcessor(schema, spec));
    Vertex manifest =
        dag.newVertex("manifest", () -> new ManifestProcessor(schema, version, mentions))
            .localParallelism(1);
    return dag.edge(Edges.membersToOwner(source, 0, blocks, 0))
        .edge(Edges.toOnePlace(blocks, 0, manifest, 0));
  }
}

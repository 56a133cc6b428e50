package io.linkgrid.job;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import io.linkgrid.database.Database;
import io.linkgrid.grid.BlockKey;
import io.linkgrid.grid.GridNames;
import io.linkgrid.grid.MentionBlock;
import io.linkgrid.grid.RecentJoins;
import io.linkgrid.grid.ReferenceManifest;
import io.linkgrid.processor.JobMetrics;
import io.linkgrid.report.Progress;
import io.linkgrid.spec.SpecText;
import io.linkgrid.submit.GridConnection;
import java.nio.file.Path;
import java.util.List;

/** Brings the reference of a schema from the database into the grid. */
public final class ReferenceLoading {
  private ReferenceLoading() {}

  /**
   * Loads a version of the reference, in place of what the grid holds of the schema. Nobody else
   * may load or link meanwhile: the caller holds the lock of a run.
   *
   * @param learnt the spec with its model
   * @param mentions how many mentions it has; more than none
   */
  public static void load(
      Database database,
      SpecText learnt,
      GridConnection grid,
      Progress progress,
      long version,
      long mentions)
      throws Exception {
    RunInputs nothing = new RunInputs(List.of(), List.of(), learnt, Path.of(""), Path.of(""));
    load(
        new RunContext(nothing, database, () -> grid, progress, sentence -> {}),
        learnt,
        version,
        mentions);
  }

  static void load(RunContext run, SpecText learnt, long version, long mentions) throws Exception {
    HazelcastInstance grid = run.grid().hz();
    String schema = run.database().address().schema();
    grid.<String, ReferenceManifest>getMap(GridNames.MANIFESTS).delete(schema);
    grid.<String, RecentJoins>getMap(GridNames.RECENT_JOINS).delete(schema);
    IMap<BlockKey, MentionBlock> blocks = grid.getMap(GridNames.reference(schema));
    blocks.clear();
    // What joined since the last time is in the database, and so in what is loaded.
    grid.<Long, MentionBlock>getMap(GridNames.recent(schema)).clear();
    run.job(
        "load",
        -1,
        JobMetrics.MENTIONS,
        LoadGraph.build(learnt, run.database().address(), version, mentions));
  }
}

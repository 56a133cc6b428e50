package io.linkgrid.job;

import com.hazelcast.core.HazelcastInstance;
import io.linkgrid.control.RunOrigin;
import io.linkgrid.database.BlockingLedger;
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
import java.util.Map;

/** Brings the reference of a schema from the database into the grid. */
public final class ReferenceLoading {
  private ReferenceLoading() {}

  /**
   * Loads a version of the reference, in place of what the grid holds of the schema. Nobody else
   * may load or link meanwhile: the caller holds the lock of a run, and has let the nodes in.
   *
   * @param learnt the spec with its model
   * @param mentions how many mentions it has; more than none
   * @throws io.linkgrid.model.LinkgridException of kind GRID if the nodes have no room for it
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
        new RunContext(
            nothing,
            database,
            () -> grid,
            progress,
            sentence -> {},
            RunOrigin.here("load", Map.of(), "nodes of its caller")),
        learnt,
        version,
        mentions);
  }

  static void load(RunContext run, SpecText learnt, long version, long mentions) throws Exception {
    run.keepLock();
    ReferenceMemory.of(new BlockingLedger(run.database().jdbi()), learnt.parse())
        .refuseTooLarge(run.grid().hz(), run.database().address().schema(), mentions);
    forget(run.grid().hz(), run.database().address().schema());
    run.job(
        "load",
        -1,
        JobMetrics.MENTIONS,
        LoadGraph.build(learnt, run.database().address(), version, mentions));
  }

  /**
   * Returns whether the grid has all blocks of a manifest, which can outlive them when nodes go
   * away with more than their backups hold.
   */
  public static boolean isWhole(HazelcastInstance grid, String schema, ReferenceManifest manifest) {
    return manifest.blocks() == grid.getMap(GridNames.reference(schema)).size();
  }

  /** Takes what the grid holds of a schema away. */
  static void forget(HazelcastInstance grid, String schema) {
    grid.<String, ReferenceManifest>getMap(GridNames.MANIFESTS).delete(schema);
    grid.<String, RecentJoins>getMap(GridNames.RECENT_JOINS).delete(schema);
    grid.<BlockKey, MentionBlock>getMap(GridNames.reference(schema)).clear();
    // What joined since the last time is in the database, and so in what is loaded.
    grid.<Long, MentionBlock>getMap(GridNames.recent(schema)).clear();
  }
}

package io.linkgrid.job;

import com.hazelcast.jet.core.DAG;
import io.linkgrid.database.Database;
import io.linkgrid.database.RunLedger;
import io.linkgrid.processor.JobMetrics;
import io.linkgrid.report.Progress;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.submit.GridConnection;
import io.linkgrid.submit.JobOutcome;
import io.linkgrid.submit.JobRunner;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What the stages of a run share: what it is about, the database, and the grid, which is connected
 * to or started when a stage first asks for it.
 */
final class RunContext {
  private static final Set<String> METRICS =
      Set.of(
          JobMetrics.ROWS,
          JobMetrics.MENTIONS,
          JobMetrics.PROBES,
          JobMetrics.LOOKUPS,
          JobMetrics.LOCAL_LOOKUPS,
          JobMetrics.PAIRS,
          JobMetrics.COUNTED,
          JobMetrics.KEYLESS,
          JobMetrics.CUT,
          JobMetrics.JOINED);

  private final RunInputs inputs;
  private final LinkSpec spec;
  private final Database database;
  private final RunLedger ledger;
  private final Supplier<GridConnection> gridWhenNeeded;
  private final Stages stages;
  private final Notices notices;
  private final Candidates candidates;
  private Optional<GridConnection> grid = Optional.empty();

  RunContext(
      RunInputs inputs,
      Database database,
      Supplier<GridConnection> gridWhenNeeded,
      Progress progress,
      Notices notices) {
    this.inputs = inputs;
    this.spec = inputs.spec().parse();
    this.database = database;
    this.ledger = new RunLedger(database.jdbi());
    this.gridWhenNeeded = gridWhenNeeded;
    this.stages = new Stages(progress);
    this.notices = notices;
    this.candidates =
        new Candidates(
            database,
            spec,
            inputs.maxPairs(),
            (stage, dag) -> job(stage, -1, JobMetrics.COUNTED, dag));
  }

  RunInputs inputs() {
    return inputs;
  }

  LinkSpec spec() {
    return spec;
  }

  Database database() {
    return database;
  }

  RunLedger ledger() {
    return ledger;
  }

  Stages stages() {
    return stages;
  }

  Notices notices() {
    return notices;
  }

  Candidates candidates() {
    return candidates;
  }

  /** Returns how many nodes the run has used; 0 when it needed none. */
  int nodes() {
    return grid.map(GridConnection::nodes).orElse(0);
  }

  /** Runs a job to its end as a stage, and returns what it counted. */
  JobOutcome job(String name, long total, String shown, DAG dag) throws Exception {
    return job(name, total, shown, dag, () -> {});
  }

  /**
   * Runs a job to its end as a stage, and returns what it counted.
   *
   * @param watch is called now and then meanwhile; when it throws, the job is cancelled, and has
   *     ended when the exception comes out of here
   */
  JobOutcome job(String name, long total, String shown, DAG dag, Runnable watch) throws Exception {
    GridConnection connection = grid();
    JobOutcome outcome =
        stages.run(
            name,
            total,
            shown,
            stage -> {
              JobRunner runner = new JobRunner(connection.hz());
              try {
                return runner.run(
                    jobName(name),
                    dag,
                    METRICS,
                    soFar -> {
                      stage.advanceTo(soFar.total(shown));
                      watch.run();
                    });
              } catch (RuntimeException e) {
                runner.cancelLeftover(jobName(name));
                throw e;
              }
            });
    stages.add(outcome);
    return outcome;
  }

  /** The name of a stage's job: one a database, so that what a killed run left can be found. */
  String jobName(String stage) {
    return "linkgrid %s into %s of %s"
        .formatted(stage, database.address().schema(), database.address().url());
  }

  GridConnection grid() throws Exception {
    if (grid.isEmpty()) {
      grid = Optional.of(stages.run("grid", -1, "nodes", stage -> gridWhenNeeded.get()));
    }
    return grid.get();
  }
}

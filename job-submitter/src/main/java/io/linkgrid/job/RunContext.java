package io.linkgrid.job;

import com.hazelcast.jet.core.DAG;
import io.linkgrid.control.OpenAttempt;
import io.linkgrid.control.RunOrigin;
import io.linkgrid.database.Database;
import io.linkgrid.database.RunLedger;
import io.linkgrid.database.RunLock;
import io.linkgrid.grid.DatabaseAddress;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.processor.JobMetrics;
import io.linkgrid.report.Progress;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.submit.GridConnection;
import io.linkgrid.submit.JobOutcome;
import io.linkgrid.submit.JobRunner;
import io.linkgrid.submit.ProcessEnd;
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
  private final RunOrigin origin;
  private final Progress progress;
  private Optional<GridConnection> grid = Optional.empty();
  private Optional<OpenAttempt> attempt = Optional.empty();
  private Optional<GoneNodes> nodes = Optional.empty();

  RunContext(
      RunInputs inputs,
      Database database,
      Supplier<GridConnection> gridWhenNeeded,
      Progress progress,
      Notices notices,
      RunOrigin origin) {
    this.inputs = inputs;
    this.spec = inputs.spec().parse();
    this.database = database;
    this.ledger = new RunLedger(database.jdbi());
    this.gridWhenNeeded = gridWhenNeeded;
    this.stages = new Stages(progress, this::keepLock);
    this.progress = progress;
    this.origin = origin;
    this.notices = notices;
    this.candidates =
        new Candidates(
            database,
            spec,
            inputs.maxPairs(),
            (stage, dag) -> job(stage, -1, JobMetrics.COUNTED, dag));
  }

  /**
   * Begins the attempt that this run is, under the lock of its schema. Jobs that attempts before it
   * left on the same nodes, since their commands were killed, are ended.
   */
  OpenAttempt begin(RunLock lock) throws Exception {
    OpenAttempt begun =
        OpenAttempt.begin(database, lock, origin, endOfJobNames(database.address()), notices::say);
    attempt = Optional.of(begun);
    progress.follow(
        seen -> {
          begun.see(seen);
          // Where a stage starts and ends, others ask.
          if (seen.done() > 0 && !seen.over()) {
            begun.refuseIfEnded();
          }
        });
    if (!begun.abandoned().isEmpty()) {
      notices.say(
          "The command of an earlier attempt is gone without a word ("
              + begun.abandoned().get(0).person()
              + " on "
              + begun.abandoned().get(0).host()
              + ", process "
              + begun.abandoned().get(0).pid()
              + ").");
      endLeftovers(begun.abandoned().get(0).jobs());
    }
    return begun;
  }

  /** Ends jobs on nodes that outlive their commands; others have ended with their nodes. */
  void endLeftovers() {
    endLeftovers(endOfJobNames(database.address()));
  }

  private void endLeftovers(String endOfNames) {
    if (!origin.isOnStandingGrid()) {
      return;
    }
    GridConnection connection = grid.orElseGet(gridWhenNeeded);
    grid = Optional.of(connection);
    for (String job : new JobRunner(connection.hz()).cancelLeftovers(endOfNames)) {
      notices.say("Its job '" + job + "' still ran on the grid, and was cancelled.");
    }
  }

  /** Throws when the run may not go on; makes sure that nobody else may write. */
  void keepLock() {
    attempt.ifPresent(OpenAttempt::keepLock);
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
    GoneNodes gone = nodes(connection);
    JobOutcome outcome =
        stages.run(
            name,
            total,
            shown,
            stage -> {
              JobRunner runner =
                  new JobRunner(connection.hz(), attempt.map(OpenAttempt::number).orElse(0L));
              try {
                return runner.run(
                    jobName(name),
                    dag,
                    METRICS,
                    soFar -> {
                      stage.advanceTo(soFar.total(shown));
                      watch.run();
                    },
                    () -> {
                      gone.look();
                      attempt.ifPresent(OpenAttempt::refuseIfEnded);
                    });
              } catch (RuntimeException e) {
                gone.tellAfterFailure();
                if (gone.isLost()) {
                  attempt.ifPresent(OpenAttempt::refuseIfEnded);
                  throw GoneNodes.lost(connection);
                }
                runner.cancelLeftover(jobName(name));
                // That it was asked to end says more than how its job failed.
                attempt.ifPresent(OpenAttempt::refuseIfEnded);
                // So does that a node does not know the classes, or knows others of that name.
                if (!(e instanceof LinkgridException known) || known.kind() == Kind.GRID) {
                  connection.refuseOtherBuilds();
                }
                throw e;
              }
            });
    stages.add(outcome);
    return outcome;
  }

  /** The name of a stage's job: one a database, so that what a killed run left can be found. */
  String jobName(String stage) {
    return jobName(stage, database.address());
  }

  /** The name of a job by which something is done to a database. */
  static String jobName(String stage, DatabaseAddress address) {
    return "linkgrid " + stage + endOfJobNames(address);
  }

  private static String endOfJobNames(DatabaseAddress address) {
    return " into %s of %s".formatted(address.schema(), address.url());
  }

  private GoneNodes nodes(GridConnection connection) {
    GoneNodes known = nodes.orElseGet(() -> new GoneNodes(connection, notices));
    nodes = Optional.of(known);
    return known;
  }

  /** Between two jobs a client that has lost its grid fails in words of its own. */
  Exception lostGridOr(Exception failure) {
    if (failure instanceof LinkgridException || grid.isEmpty() || ProcessEnd.hasBegun()) {
      return failure;
    }
    GoneNodes gone = nodes(grid.get());
    gone.tellAfterFailure();
    return gone.isLost() ? GoneNodes.lost(grid.get()) : failure;
  }

  GridConnection grid() throws Exception {
    if (grid.isEmpty()) {
      grid = Optional.of(stages.run("grid", -1, "nodes", stage -> gridWhenNeeded.get()));
    }
    if (!grid.get().isOpen()) {
      nodes(grid.get()).tellAfterFailure();
      throw GoneNodes.lost(grid.get());
    }
    return grid.get();
  }
}

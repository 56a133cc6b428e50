package io.linkgrid.job;

import io.linkgrid.control.OpenAttempt;
import io.linkgrid.control.RunAttempt;
import io.linkgrid.control.RunEnding;
import io.linkgrid.control.RunOrigin;
import io.linkgrid.database.BlockingLedger;
import io.linkgrid.database.CorrectedRows;
import io.linkgrid.database.Database;
import io.linkgrid.database.LandedFile;
import io.linkgrid.database.RunLock;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.processor.JobMetrics;
import io.linkgrid.report.Progress;
import io.linkgrid.report.ResultCounts;
import io.linkgrid.report.RunSummary;
import io.linkgrid.report.SummaryFile;
import io.linkgrid.source.SurveyedFile;
import io.linkgrid.spec.SpecText;
import io.linkgrid.submit.GridConnection;
import io.linkgrid.submit.ProcessEnd;
import io.linkgrid.submit.ProcessEnd.Phase;
import io.linkgrid.submit.ProcessEnd.Registration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.MDC;

/**
 * The main job: takes files of records in one after the other, joins what they report with trips,
 * and writes the results.
 *
 * <p>First all files are landed: their rows are cleaned, and each distinct mention is kept once.
 * Then a model is learnt from the mentions, unless the spec sets its weights or the schema has a
 * model. To link a file is then always the same: its mentions meet the reference as it stands,
 * those that are new are compared among themselves and found entities, and these join the
 * reference. For the first file the reference is empty. A clean reference is not compared: each row
 * founds an entity. Each of these steps reads from the database or a file and writes to the
 * database, under keys that derive from content, so any of them can be repeated without harm.
 */
public final class LinkRun {
  private final RunContext run;
  private final FileIntake intake;
  private final ModelLearning learning;
  private Optional<OpenAttempt> attempt = Optional.empty();
  private volatile Optional<RunAttempt> ended = Optional.empty();

  /**
   * Prepares a run.
   *
   * @param gridWhenNeeded connects to the grid or starts it, at most once; a run that finds all its
   *     work done never asks
   */
  public LinkRun(
      RunInputs inputs,
      Database database,
      Supplier<GridConnection> gridWhenNeeded,
      Progress progress,
      Notices notices) {
    this(
        inputs,
        database,
        gridWhenNeeded,
        progress,
        notices,
        RunOrigin.here("run", Map.of(), "nodes of its caller"));
  }

  /**
   * Prepares a run, as above.
   *
   * @param origin who runs it, and where
   */
  public LinkRun(
      RunInputs inputs,
      Database database,
      Supplier<GridConnection> gridWhenNeeded,
      Progress progress,
      Notices notices,
      RunOrigin origin) {
    run = new RunContext(inputs, database, gridWhenNeeded, progress, notices, origin);
    intake = new FileIntake(run);
    learning = new ModelLearning(run);
  }

  /**
   * Runs to the end and writes the results.
   *
   * @throws LinkgridException if anything fails; what was written by then is kept and is not
   *     written again by a run that follows
   */
  public RunSummary run() throws Exception {
    return locked(this::runLocked);
  }

  /**
   * How the attempt ended, as it is written down; empty while it goes on, when there was none, and
   * when Postgres could not be told.
   */
  public Optional<RunAttempt> ended() {
    return ended;
  }

  /** Nobody else changes the schema meanwhile, and its records were linked in the same way. */
  private <T> T locked(Callable<T> work) throws Exception {
    try (RunLock lock = RunLock.take(run.database(), run::endLeftovers)) {
      refuseAnotherSpec();
      refuseAnotherModel();
      try (OpenAttempt begun = run.begin(lock);
          Registration signal = ProcessEnd.before(Phase.WORK, begun::signal);
          Registration told =
              ProcessEnd.before(Phase.TOLD, () -> end(begun, RunEnding.SIGNALLED))) {
        if (signal.isTooLate() || told.isTooLate()) {
          begun.signal();
        }
        attempt = Optional.of(begun);
        try {
          T result = work.call();
          end(begun, RunEnding.DONE);
          return result;
        } catch (Exception e) {
          Exception failure = run.lostGridOr(e);
          end(begun, begun.endingOf(failure));
          throw failure;
        }
      }
    }
  }

  private void end(OpenAttempt begun, RunEnding how) {
    ended = begun.end(how);
  }

  private void refuseAnotherSpec() {
    Optional<String> other = run.ledger().runWithAnotherSpec(run.inputs().spec().yaml());
    if (other.isPresent()) {
      throw new LinkgridException(
          Kind.USAGE,
          run.inputs().spec().where()
              + " differs from the spec by which the entities of the schema '"
              + run.database().address().schema()
              + "' were linked (run "
              + other.get()
              + "). Nothing was changed. Give the spec another name, which makes a schema of its own,"
              + " or start anew with: "
              + startAnew());
    }
  }

  private void refuseAnotherModel() {
    String given = run.inputs().spec().model();
    if (!given.isEmpty()
        && run.ledger().hasLinks()
        && !run.ledger().model().equals(Optional.of(given))) {
      throw new LinkgridException(
          Kind.USAGE,
          "The records of the schema '"
              + run.database().address().schema()
              + "' were linked by another model than that of --model. Nothing was changed. Leave"
              + " --model away, or start anew with: "
              + startAnew());
    }
  }

  private String startAnew() {
    return "drop schema \"" + run.database().address().schema() + "\" cascade";
  }

  private RunSummary runLocked() throws Exception {
    List<SurveyedFile> records = new ArrayList<>();
    List<SurveyedFile> trips = new ArrayList<>();
    RejectRetry.refuseOneToOne(run);
    intake.survey(records, trips);
    String runId = RunId.of(records, trips, run.inputs().spec());
    run.candidates().checkLanding(run.inputs().spec());
    CorrectedRows corrected = new CorrectedRows(run.database().jdbi());
    boolean landedBefore = records.stream().allMatch(run.ledger()::isLanded);
    if (landedBefore) {
      run.inputs().retried().ifPresent(new RejectRetry(run, intake, records)::take);
    }
    Optional<String> before = run.ledger().summaryOf(runId);
    boolean linked = corrected.of(records).stream().allMatch(run.ledger()::isDone);
    if (linked && before.isPresent() && (trips.isEmpty() || run.ledger().isJoined(trips))) {
      run.notices()
          .say(
              "The database already holds the result of this run ("
                  + runId
                  + "); nothing is changed.");
      attempt.ifPresent(OpenAttempt::hadNothingToDo);
      return new RunResults(run)
          .write(runId, records, trips, Optional.of(SummaryFile.fromJson(before.get())));
    }
    linkAll(records, runId, landedBefore);
    if (!trips.isEmpty()) {
      new TripJoin(run, intake).join(trips);
    }
    return new RunResults(run).write(runId, records, trips, Optional.empty());
  }

  private void linkAll(List<SurveyedFile> records, String runId, boolean landedBefore)
      throws Exception {
    run.keepLock();
    attempt.ifPresent(a -> a.isAt(runId));
    MDC.put("run", runId);
    if (run.ledger().begin(runId, run.inputs().spec().yaml())) {
      run.notices().say("Run " + runId + " was begun before and goes on where it stopped.");
    }
    for (SurveyedFile file : records) {
      intake.land(file);
    }
    if (!landedBefore) {
      run.inputs().retried().ifPresent(new RejectRetry(run, intake, records)::take);
    }
    List<SurveyedFile> turns = new ArrayList<>(records);
    turns.addAll(new CorrectedRows(run.database().jdbi()).of(records));
    if (!turns.stream().allMatch(run.ledger()::isDone)) {
      SpecText counted = learning.counted(landed(records));
      refuseTooLarge(turns, counted);
      run.candidates().count(counted, notLinked(turns), runId);
      SpecText learnt = learning.learn(landed(records), TrainingWish.USUAL);
      for (SurveyedFile file : turns) {
        new FileLinking(run).link(file, learnt, runId);
      }
    }
    long cut = run.stages().total(JobMetrics.CUT);
    if (cut > 0) {
      run.notices()
          .say(
              "Groups of new records that hung together by a weak bridge and were cut: "
                  + cut
                  + ". The column runner_up of links.csv names the other side.");
    }
  }

  /** By the time the last file is linked, the grid holds at least the mentions of the others. */
  private void refuseTooLarge(List<SurveyedFile> turns, SpecText counted) throws Exception {
    if (turns.size() > 1) {
      BlockingLedger landed = new BlockingLedger(run.database().jdbi());
      ReferenceMemory.of(landed, counted.parse())
          .refuseTooLarge(
              run.grid().hz(),
              run.database().address().schema(),
              Math.max(0, landed.mentions() - turns.get(turns.size() - 1).rows()));
    }
  }

  /**
   * What became of a file that was linked by itself.
   *
   * @param fileId from its content
   * @param runId from its content and the spec
   * @param before whether all of it was linked already, so that nothing was done
   * @param counts its rows
   */
  public record Linked(long fileId, String runId, boolean before, ResultCounts counts) {}

  /**
   * Links the one file of records as {@link #run} does, and writes no result files.
   *
   * @throws LinkgridException as {@link #run}
   */
  public Linked link() throws Exception {
    return locked(this::linkLocked);
  }

  private Linked linkLocked() throws Exception {
    List<SurveyedFile> records = new ArrayList<>();
    intake.survey(records, new ArrayList<>());
    try {
      return linkLocked(records);
    } finally {
      // Files keep coming, and the disk would fill.
      intake.forgetUnpacked(records.get(0));
    }
  }

  private Linked linkLocked(List<SurveyedFile> records) throws Exception {
    SurveyedFile file = records.get(0);
    String runId = RunId.of(records, List.of(), run.inputs().spec());
    run.candidates().checkLanding(run.inputs().spec());
    boolean before =
        Stream.concat(
                Stream.of(file), new CorrectedRows(run.database().jdbi()).of(records).stream())
            .allMatch(run.ledger()::isDone);
    if (before) {
      attempt.ifPresent(OpenAttempt::hadNothingToDo);
    } else {
      linkAll(records, runId, run.ledger().isLanded(file));
    }
    // Of a run that was interrupted at its very end as well; there is no other that is not done.
    ResultCounts counts =
        run.ledger().summaryOf(runId).isPresent()
            ? run.ledger().counts(file.fileId(), runId)
            : new RunResults(run).intoDatabase(runId, file);
    return new Linked(file.fileId(), runId, before, counts);
  }

  private static List<LandedFile> landed(List<SurveyedFile> records) {
    return records.stream().map(LandedFile::of).toList();
  }

  /**
   * What was learnt.
   *
   * @param spec the spec with its model
   * @param training how it was learnt, as JSON
   */
  public record Learnt(SpecText spec, String training) {}

  /**
   * Lands the files and learns a model, and links nothing; without files, from those that are in
   * the database.
   *
   * @throws LinkgridException USAGE if there is nothing to learn from, or nothing to learn
   */
  public Learnt train(TrainingWish wish) throws Exception {
    return locked(() -> trainLocked(wish));
  }

  private Learnt trainLocked(TrainingWish wish) throws Exception {
    run.candidates().checkLanding(run.inputs().spec());
    List<SurveyedFile> records = new ArrayList<>();
    intake.survey(records, new ArrayList<>());
    for (SurveyedFile file : records) {
      intake.land(file);
    }
    List<LandedFile> files = records.isEmpty() ? run.ledger().landedFiles() : landed(records);
    if (files.isEmpty()) {
      throw new LinkgridException(
          Kind.USAGE,
          "There is nothing to learn from: the schema '"
              + run.database().address().schema()
              + "' has no records, and none were given. Give --reference and --records, --records"
              + " alone, or --a and --b.");
    }
    if (run.spec().model().isPresent() && run.inputs().spec().model().isEmpty()) {
      throw new LinkgridException(
          Kind.USAGE,
          "The spec '"
              + run.spec().name()
              + "' sets its weights by hand, so there is nothing to learn. Take the weights and the"
              + " prior out of it to have them learnt.");
    }
    boolean before = run.ledger().model().isPresent();
    if (before && !wish.again()) {
      run.notices()
          .say(
              "The schema has a model already; it is shown. To learn another one, with what people"
                  + " have answered since, say --again.");
    }
    SpecText learnt = learning.learn(files, wish);
    if (before && wish.again() && run.ledger().hasLinks()) {
      run.notices()
          .say(
              "Links that were made by the model before stay as they are; files that come from now"
                  + " on are linked by this one.");
    }
    return new Learnt(learnt, run.ledger().modelTraining());
  }

  /**
   * What the join holds.
   *
   * @param rows joined rows
   * @param events events that at least one trip joined
   * @param seconds how long it took
   */
  public record Joined(long rows, long events, double seconds) {}

  /** Joins the trips with what is in the database, and nothing else. */
  public Joined joinAlone() throws Exception {
    return locked(
        () -> {
          List<SurveyedFile> trips = new ArrayList<>();
          intake.survey(new ArrayList<>(), trips);
          new TripJoin(run, intake).join(trips);
          return new Joined(
              run.ledger().joinedRows(),
              run.ledger().joinedEvents(),
              run.stages().seconds().getOrDefault("total", 0.0));
        });
  }

  /** Counts what the files would bring together; lands them if need be, and links nothing. */
  public BlockingReport blocking() throws Exception {
    return locked(
        () -> {
          run.candidates().checkLanding(run.inputs().spec());
          List<SurveyedFile> records = new ArrayList<>();
          intake.survey(records, new ArrayList<>());
          for (SurveyedFile file : records) {
            intake.land(file);
          }
          return run.candidates().report(learning.counted(landed(records)), records);
        });
  }

  private List<SurveyedFile> notLinked(List<SurveyedFile> files) {
    return files.stream().filter(file -> !run.ledger().isDone(file)).toList();
  }
}

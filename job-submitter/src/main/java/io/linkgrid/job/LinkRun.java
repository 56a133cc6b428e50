package io.linkgrid.job;

import com.hazelcast.jet.core.DAG;
import com.hazelcast.map.IMap;
import io.linkgrid.blocking.KeyMaker;
import io.linkgrid.clean.RecordCleaner.RowIdentity;
import io.linkgrid.database.ChunkSpool;
import io.linkgrid.database.Database;
import io.linkgrid.database.RunLedger;
import io.linkgrid.database.RunLock;
import io.linkgrid.database.TermCounts;
import io.linkgrid.grid.BlockKey;
import io.linkgrid.grid.GridNames;
import io.linkgrid.grid.MentionBlock;
import io.linkgrid.grid.ReferenceId;
import io.linkgrid.grid.ReferenceManifest;
import io.linkgrid.join.Trip;
import io.linkgrid.ledger.AssertedLinks;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.processor.FileOnGrid;
import io.linkgrid.processor.Intake;
import io.linkgrid.processor.JobMetrics;
import io.linkgrid.processor.MentionQuery;
import io.linkgrid.processor.TrainingSample;
import io.linkgrid.processor.TrainingTask;
import io.linkgrid.report.ModelFile;
import io.linkgrid.report.Progress;
import io.linkgrid.report.ReportData;
import io.linkgrid.report.ReportPage;
import io.linkgrid.report.ResultCounts;
import io.linkgrid.report.ResultFiles;
import io.linkgrid.report.RunFile;
import io.linkgrid.report.RunSummary;
import io.linkgrid.report.SummaryFile;
import io.linkgrid.source.FileSurvey;
import io.linkgrid.source.SurveyedFile;
import io.linkgrid.spec.AttributeType;
import io.linkgrid.spec.BlockingRule;
import io.linkgrid.spec.FileFormat;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.SpecText;
import io.linkgrid.spec.TermTable;
import io.linkgrid.submit.FileSights;
import io.linkgrid.submit.GridConnection;
import io.linkgrid.submit.JobOutcome;
import io.linkgrid.submit.JobRunner;
import io.linkgrid.training.Untrained;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

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
  private static final int SMALLEST_CHUNK = 1 << 16;
  private static final int SHARES = 32;

  private static final Set<String> METRICS =
      Set.of(
          JobMetrics.ROWS,
          JobMetrics.MENTIONS,
          JobMetrics.PROBES,
          JobMetrics.LOOKUPS,
          JobMetrics.LOCAL_LOOKUPS,
          JobMetrics.PAIRS,
          JobMetrics.CUT,
          JobMetrics.JOINED);

  /** So many candidate pairs are enough to learn from, and so many probes. */
  private static final double CANDIDATES_TO_LEARN_FROM = 5e6;

  private static final double PROBES_TO_LEARN_FROM = 10_000;

  private final RunInputs inputs;
  private final LinkSpec spec;
  private final Database database;
  private final RunLedger ledger;
  private final ChunkSpool spool;
  private final Supplier<GridConnection> gridWhenNeeded;
  private final Stages stages;
  private final Notices notices;
  private Optional<GridConnection> grid = Optional.empty();

  /** Takes sentences for the user that are neither progress nor problems. */
  @FunctionalInterface
  public interface Notices {
    /** Takes one sentence. */
    void say(String sentence);
  }

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
    this.inputs = inputs;
    this.spec = inputs.spec().parse();
    this.database = database;
    this.ledger = new RunLedger(database.jdbi());
    this.spool = new ChunkSpool(database.jdbi());
    this.gridWhenNeeded = gridWhenNeeded;
    this.stages = new Stages(progress);
    this.notices = notices;
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

  private <T> T locked(Callable<T> work) throws Exception {
    RunLock lock = lock();
    try {
      return work.call();
    } finally {
      lock.close();
    }
  }

  /** Nobody else changes the schema meanwhile, and its entities were linked by the same spec. */
  private RunLock lock() {
    RunLock lock = RunLock.take(database);
    Optional<String> other = ledger.runWithAnotherSpec(inputs.spec().yaml());
    if (other.isPresent()) {
      lock.close();
      throw new LinkgridException(
          Kind.USAGE,
          inputs.spec().where()
              + " differs from the spec by which the entities of the schema '"
              + database.address().schema()
              + "' were linked (run "
              + other.get()
              + "). Nothing was changed. Give the spec another name, which makes a schema of its own,"
              + " or start anew with: drop schema \""
              + database.address().schema()
              + "\" cascade");
    }
    return lock;
  }

  private RunSummary runLocked() throws Exception {
    List<SurveyedFile> records = new ArrayList<>();
    List<SurveyedFile> trips = new ArrayList<>();
    survey(records, trips);
    String runId = RunId.of(records, trips, inputs.spec());
    Optional<String> before = ledger.summaryOf(runId);
    if (before.isPresent() && (trips.isEmpty() || ledger.isJoined(trips))) {
      notices.say(
          "The database already holds the result of this run (" + runId + "); nothing is changed.");
      return results(runId, records, trips, Optional.of(SummaryFile.fromJson(before.get())));
    }
    if (ledger.begin(runId, inputs.spec().yaml())) {
      notices.say("Run " + runId + " was begun before and goes on where it stopped.");
    }
    try {
      for (SurveyedFile file : records) {
        land(file);
      }
      if (!records.stream().allMatch(ledger::isDone)) {
        SpecText learnt = learn(records);
        for (SurveyedFile file : records) {
          link(file, learnt, runId);
        }
      }
      if (stages.total(JobMetrics.CUT) > 0) {
        notices.say(
            "Groups of new records that hung together by a weak bridge and were cut: "
                + stages.total(JobMetrics.CUT)
                + ". The column runner_up of links.csv names the other side.");
      }
      if (!trips.isEmpty()) {
        join(trips);
      }
      return results(runId, records, trips, Optional.empty());
    } catch (Exception e) {
      markFailed(runId, e);
      throw e;
    }
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
          survey(new ArrayList<>(), trips);
          join(trips);
          return new Joined(
              ledger.joinedRows(),
              ledger.joinedEvents(),
              stages.seconds().getOrDefault("total", 0.0));
        });
  }

  private void markFailed(String runId, Exception cause) {
    try {
      ledger.failed(runId);
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }

  private void survey(List<SurveyedFile> records, List<SurveyedFile> trips) throws Exception {
    long bytes = 0;
    for (RunInputs.RecordFile file : inputs.records()) {
      bytes += sizeOf(file.path());
    }
    for (Path file : inputs.trips()) {
      bytes += sizeOf(file);
    }
    stages.run(
        "survey",
        bytes,
        "bytes",
        stage -> {
          long done = 0;
          for (RunInputs.RecordFile file : inputs.records()) {
            long from = done;
            records.add(
                FileSurvey.survey(
                    file.path(),
                    file.role(),
                    formatOf(file.role()),
                    inputs.spool(),
                    seen -> stage.advanceTo(from + seen),
                    chunkBytes(file.path())));
            done += sizeOf(file.path());
          }
          for (Path file : inputs.trips()) {
            long from = done;
            trips.add(
                FileSurvey.surveyByHeader(
                    file,
                    "trips",
                    Trip.COLUMNS,
                    inputs.spool(),
                    seen -> stage.advanceTo(from + seen)));
            done += sizeOf(file);
          }
          return done;
        });
  }

  /** Small enough that a small file keeps all cores busy. */
  private static int chunkBytes(Path file) throws IOException {
    return (int) Math.max(SMALLEST_CHUNK, Math.min(FileSurvey.CHUNK_BYTES, sizeOf(file) / SHARES));
  }

  /** 0 for a file that is not there: the survey says so better. */
  private static long sizeOf(Path file) throws IOException {
    return Files.isRegularFile(file) ? Files.size(file) : 0;
  }

  private void land(SurveyedFile file) throws Exception {
    if (ledger.isLanded(file)) {
      notices.say(file.role() + " (" + file.name() + ") is in the database already.");
      return;
    }
    ledger.landing(file);
    job(
        "land " + file.role(),
        file.rows(),
        JobMetrics.ROWS,
        LandGraph.build(onGrid(file), intakeOf(file.role()), inputs.spec(), database.address()));
    long landed = ledger.landedRows(file.fileId());
    if (landed != file.rows()) {
      throw new LinkgridException(
          Kind.INTERNAL,
          file.name() + " has " + file.rows() + " rows, but " + landed + " are in the database.");
    }
    ledger.landed(file);
    ledger.analyze();
    spool.remove(file);
  }

  private Intake intakeOf(String role) {
    List<String> columns = new ArrayList<>(spec.format().columns());
    if (!role.equals(RunInputs.REFERENCE)) {
      return new Intake(columns, spec.recordIdColumn(), RowIdentity.BY_VALUES);
    }
    if (!columns.contains(spec.referenceIdColumn())) {
      columns.add(spec.referenceIdColumn());
    }
    return new Intake(columns, spec.referenceIdColumn(), RowIdentity.EACH_ITS_OWN);
  }

  /** A reference may lack the columns by which nothing is linked, and name its rows by another. */
  private FileFormat formatOf(String role) {
    if (!role.equals(RunInputs.REFERENCE)
        || spec.referenceIdColumn().equals(spec.recordIdColumn())) {
      return spec.format();
    }
    List<String> needed = new ArrayList<>();
    needed.add(spec.referenceIdColumn());
    spec.attributes().forEach(attribute -> needed.addAll(attribute.columns()));
    return new FileFormat(
        spec.format().separator(), spec.format().quoting(), needed, FileFormat.Header.REQUIRED);
  }

  /** The spec with the model by which the schema's records are linked, learnt now if need be. */
  private SpecText learn(List<SurveyedFile> files) throws Exception {
    if (spec.model().isPresent()) {
      return inputs.spec();
    }
    Optional<String> known = ledger.model();
    if (known.isEmpty()) {
      Optional<SurveyedFile> reference =
          files.stream().filter(f -> f.role().equals(RunInputs.REFERENCE)).findFirst();
      List<TermTable> terms =
          stages.run(
              "count",
              -1,
              "terms",
              stage ->
                  new TermCounts(database.jdbi())
                      .of(spec, reference.orElse(files.get(0)).fileId()));
      LinkSpec counted = Untrained.counted(spec, terms);
      SpecText countedText = inputs.spec().with(spec, counted.model().orElseThrow());
      job(
          "train",
          -1,
          JobMetrics.PAIRS,
          TrainGraph.build(
              countedText, trainingTask(files, reference, counted), database.address()));
      ledger.modelWarnings().forEach(notices::say);
      known = ledger.model();
    }
    String model =
        known.orElseThrow(
            () ->
                new LinkgridException(
                    Kind.INTERNAL,
                    "A model was learnt, but it is not in the database. Run again."));
    return new SpecText(inputs.spec().where(), inputs.spec().yaml(), model);
  }

  private TrainingTask trainingTask(
      List<SurveyedFile> files, Optional<SurveyedFile> reference, LinkSpec counted) {
    Optional<SurveyedFile> probes =
        files.stream().filter(f -> f.role().equals(RunInputs.RECORDS)).findFirst();
    // Without a clean reference the first file alone is learnt from, so that it does not matter
    // whether the second one comes now or later.
    boolean oneSet = reference.isEmpty() || probes.isEmpty();
    SurveyedFile met = reference.orElse(files.get(0));
    SurveyedFile looked = oneSet ? met : probes.orElseThrow();
    long referenceSize = ledger.mentionsOf(met.fileId());
    long probesSize = ledger.mentionsOf(looked.fileId());
    double perProbe = 1;
    for (BlockingRule rule : spec.blocking()) {
      if (rule.parts().size() == 1 && rule.parts().get(0).part().isEmpty()) {
        perProbe += counted.terms(rule.parts().get(0).attribute()).othersOnAverage();
      }
    }
    double wanted = Math.min(PROBES_TO_LEARN_FROM, CANDIDATES_TO_LEARN_FROM / perProbe);
    return new TrainingTask(
        MentionQuery.allOf(met.fileId()),
        MentionQuery.allOf(looked.fileId()),
        referenceSize,
        probesSize,
        TrainingSample.of(wanted, probesSize),
        oneSet);
  }

  private void link(SurveyedFile file, SpecText learnt, String runId) throws Exception {
    if (ledger.isDone(file)) {
      return;
    }
    boolean clean = file.role().equals(RunInputs.REFERENCE);
    new AssertedLinks(database.jdbi()).assign(file.fileId(), runId);
    ReferenceId reference = reference(learnt);
    if (reference.version() != 0 && !clean) {
      job(
          "match " + file.role(),
          ledger.undecided(file.fileId()),
          JobMetrics.PROBES,
          MatchGraph.build(
              file.fileId(),
              reference,
              new KeyMaker(learnt.parse()).most(),
              database.address(),
              runId));
    }
    job(
        "found " + file.role(),
        -1,
        JobMetrics.PAIRS,
        clean
            ? FoundGraph.ofCleanReference(file.fileId(), learnt, database.address(), runId)
            : FoundGraph.build(file.fileId(), learnt, database.address(), runId));
    ledger.analyze();
    long undecided = ledger.undecided(file.fileId());
    if (undecided > 0) {
      throw new LinkgridException(
          Kind.INTERNAL, file.name() + ": " + undecided + " mentions were left without an answer.");
    }
    if (reference.version() != 0) {
      job(
          "survive " + file.role(),
          -1,
          JobMetrics.MENTIONS,
          SurviveGraph.build(file.fileId(), learnt, database.address()));
    }
    ledger.fileDone(file);
  }

  /** By its path when all nodes see it; else its chunks go to the database first. */
  private FileOnGrid onGrid(SurveyedFile file) throws Exception {
    if (FileSights.areClear(grid(), file)) {
      return new FileOnGrid(file, FileOnGrid.Place.PATH, database.address());
    }
    notices.say("Not every node can read " + file.path() + "; it goes to them through Postgres.");
    stages.run(
        "spool",
        file.bytes(),
        "bytes",
        stage -> {
          spool.put(file, stage::advanceTo);
          return file;
        });
    return new FileOnGrid(file, FileOnGrid.Place.DATABASE, database.address());
  }

  /** Sees to it that the grid holds the reference as the database has it. */
  private ReferenceId reference(SpecText learnt) throws Exception {
    long version = ledger.referenceVersion();
    long mentions = version == 0 ? 0 : ledger.referenceMentions();
    String schema = database.address().schema();
    ReferenceId reference = new ReferenceId(schema, mentions == 0 ? 0 : version, learnt);
    if (mentions == 0) {
      return reference;
    }
    IMap<String, ReferenceManifest> manifests = grid().hz().getMap(GridNames.MANIFESTS);
    ReferenceManifest manifest = manifests.get(schema);
    if (manifest == null || manifest.version() != version || manifest.mentions() != mentions) {
      manifests.delete(schema);
      IMap<BlockKey, MentionBlock> blocks = grid().hz().getMap(GridNames.reference(schema));
      blocks.clear();
      job(
          "load",
          -1,
          JobMetrics.MENTIONS,
          LoadGraph.build(learnt, database.address(), version, mentions));
    }
    return reference;
  }

  private void join(List<SurveyedFile> trips) throws Exception {
    LinkSpec.Event event =
        spec.event()
            .orElseThrow(
                () ->
                    new LinkgridException(
                        Kind.USAGE,
                        "The spec '"
                            + spec.name()
                            + "' names no event, so there is nothing to join"
                            + " trips with. Add 'event: {id: …, date: …}' or leave --trips away."));
    int place =
        spec.firstAttributeOf(AttributeType.COORDINATES)
            .orElseThrow(
                () ->
                    new LinkgridException(
                        Kind.USAGE,
                        "The spec '"
                            + spec.name()
                            + "' has no attribute of type coordinates, so"
                            + " trips cannot be joined. Add one or leave --trips away."));
    if (ledger.isJoined(trips)) {
      notices.say("The join with these trips is in the database already.");
      return;
    }
    List<FileOnGrid> placed = new ArrayList<>();
    for (SurveyedFile file : trips) {
      placed.add(onGrid(file));
    }
    // Rows of an earlier attempt that came after the table was emptied would be there twice.
    new JobRunner(grid().hz()).cancelLeftover(jobName("join"));
    ledger.clearJoin();
    job(
        "join",
        trips.stream().mapToLong(SurveyedFile::rows).sum(),
        JobMetrics.ROWS,
        JoinGraph.build(
            placed, database.address(), spec.format().columns().indexOf(event.idColumn()), place));
    ledger.joined(trips);
    trips.forEach(spool::remove);
  }

  private void job(String name, long total, String shown, DAG dag) throws Exception {
    GridConnection connection = grid();
    JobOutcome outcome =
        stages.run(
            name,
            total,
            shown,
            stage ->
                new JobRunner(connection.hz())
                    .run(
                        jobName(name), dag, METRICS, soFar -> stage.advanceTo(soFar.total(shown))));
    stages.add(outcome);
  }

  /** The name of a stage's job: one a database, so that what a killed run left can be found. */
  private String jobName(String stage) {
    return "linkgrid %s into %s of %s"
        .formatted(stage, database.address().schema(), database.address().url());
  }

  private GridConnection grid() throws Exception {
    if (grid.isEmpty()) {
      grid = Optional.of(stages.run("grid", -1, "nodes", stage -> gridWhenNeeded.get()));
    }
    return grid.get();
  }

  private RunSummary results(
      String runId,
      List<SurveyedFile> records,
      List<SurveyedFile> trips,
      Optional<RunSummary> before)
      throws Exception {
    Files.createDirectories(inputs.out());
    List<RunFile> files =
        records.stream().map(f -> new RunFile(f.role(), f.fileId(), f.name())).toList();
    ResultCounts counts =
        stages.run(
            "results",
            -1,
            "rows",
            stage -> ResultFiles.write(database.dataSource(), files, spec, runId, inputs.out()));
    ReportData data =
        stages.quietly("report", () -> ReportData.load(database.dataSource(), files, spec));
    RunSummary summary = summary(runId, counts, !trips.isEmpty(), before);
    if (before.isEmpty()) {
      ledger.done(runId, SummaryFile.toJson(summary));
    }
    SummaryFile.write(summary, inputs.out().resolve("summary.json"));
    Optional<String> model = ledger.model();
    if (model.isPresent()) {
      ModelFile.write(model.get(), inputs.out().resolve("model.json"));
    }
    LinkSpec linked =
        new SpecText(inputs.spec().where(), inputs.spec().yaml(), model.orElse("")).parse();
    ReportPage.write(summary, linked, data, inputs.out().resolve("report.html"));
    return summary;
  }

  private RunSummary summary(
      String runId, ResultCounts counts, boolean joined, Optional<RunSummary> before) {
    Map<String, Double> seconds = stages.seconds();
    double total = seconds.getOrDefault("total", 1.0);
    return new RunSummary(
        runId,
        spec.name(),
        before.isPresent(),
        counts.read(),
        counts.linked(),
        counts.founded(),
        counts.review(),
        counts.rejected(),
        counts.entities(),
        joined ? ledger.joinedRows() : 0,
        joined ? ledger.joinedEvents() : 0,
        stages.total(JobMetrics.PAIRS),
        stages.total(JobMetrics.LOOKUPS),
        stages.total(JobMetrics.LOCAL_LOOKUPS),
        grid.map(GridConnection::nodes).orElse(0),
        seconds,
        stages.work(),
        counts.linksSha256(),
        counts.read() / total);
  }
}

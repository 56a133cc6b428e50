package io.linkgrid.bench;

import io.linkgrid.bench.BenchRun.Turn;
import io.linkgrid.database.DatabaseSettings;
import io.linkgrid.job.LinkRun;
import io.linkgrid.job.RunInputs;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.report.Progress;
import io.linkgrid.report.RunSummary;
import io.linkgrid.spec.SpecReader;
import io.linkgrid.spec.SpecText;
import io.linkgrid.submit.GridConnection;
import io.linkgrid.submit.NodeOptions;
import io.linkgrid.submit.NodeProcess;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Measures the whole job with different numbers of node processes.
 *
 * <p>Each run has a database in which nothing has been done yet and new nodes, whose start is not
 * in the total. The numbers of workers take turns, so that a machine that grows slower in the
 * meantime favours none. All runs must give the same links. For one thread.
 */
public final class Benchmark {
  private static final String JAVA_OPTIONS = "JAVA_TOOL_OPTIONS";

  /** Gives a JVM one thread for jobs and the collector that suits one, wherever it may run. */
  private static final String ONE_CORE = "-XX:ActiveProcessorCount=1";

  private static final double NANOS = 1e9;
  private static final int SHORT_HASH = 12;

  private final BenchSettings settings;
  private final BenchInput input;
  private final SpecText spec;
  private final Places places;
  private final Consumer<String> progress;
  private final Machine machine = Machine.here();
  private final List<BenchRun> runs = new ArrayList<>();
  private Optional<BenchRun> first = Optional.empty();

  /**
   * Where things are kept.
   *
   * @param out the directory for the report
   * @param dataDirectory the directory for what is thrown away: made-up files, results, and the
   *     data of embedded servers when there is no database
   * @param database a database of the user's
   */
  public record Places(Path out, Path dataDirectory, Optional<DatabaseSettings> database) {}

  /**
   * Prepares a benchmark.
   *
   * @param progress takes a sentence now and then
   */
  public Benchmark(
      BenchSettings settings,
      BenchInput input,
      SpecText spec,
      Places places,
      Consumer<String> progress) {
    this.settings = settings;
    this.input = input;
    this.spec = spec;
    this.places = places;
    this.progress = progress;
  }

  /**
   * Runs all and writes the report's files.
   *
   * @return the report as text
   * @throws LinkgridException if a run fails, or two runs give different links
   */
  public String run() throws Exception {
    BenchFiles.prepare(places.out());
    nodeOptions(Map.of(), Path.of(""));
    List<String> notes = BenchReport.notes(settings, machine);
    notes.forEach(progress);
    try (ScratchDirectory scratch =
        new ScratchDirectory(places.dataDirectory(), "bench-").deletedOnExit()) {
      BenchInput.Ready ready = input.prepare(scratch.path());
      if (settings.warmUp()) {
        int workers = settings.workers().get(0);
        run(new Turn(0, 0, workers, pinned(workers)), ready, scratch.path());
      }
      for (int repetition = 1; repetition <= settings.repeat(); repetition++) {
        for (int workers : settings.workers()) {
          Turn turn = new Turn(runs.size() + 1, repetition, workers, pinned(workers));
          runs.add(run(turn, ready, scratch.path()));
        }
      }
      BenchReport report =
          new BenchReport(
              command(),
              machine,
              places.database().map(DatabaseSettings::place).orElse("embedded Postgres")
                  + ", empty before each run",
              settings.heap(),
              settings.repeat(),
              settings.warmUp(),
              ready.description(),
              notes,
              first.map(BenchRun::linksSha256).orElse(""),
              BenchReport.compare(runs),
              runs);
      BenchFiles.write(report, places.out()).ifPresent(progress);
      return BenchTable.render(report);
    }
  }

  private boolean pinned(int workers) {
    return settings.pins(workers, machine.cores());
  }

  private BenchRun run(Turn turn, BenchInput.Ready ready, Path scratch) throws Exception {
    String name = name(turn);
    progress.accept(name + ": starting");
    Path results = scratch.resolve("results");
    Path logs = places.out().resolve("logs").resolve("run-" + turn.number());
    try (BenchDatabase database = BenchDatabase.open(places.database(), places.dataDirectory())) {
      long begin = System.nanoTime();
      NodeOptions options = nodeOptions(database.secrets(), logs);
      try (GridConnection grid =
          GridConnection.startNodes(
              turn.workers(),
              turn.pinned()
                  ? options.pinnedTo(machine.coreNumbers().subList(0, turn.workers()))
                  : options)) {
        double nodeStart = (System.nanoTime() - begin) / NANOS;
        CpuTime cpu = CpuTime.of(handles(grid), database.server());
        RunSummary summary =
            new LinkRun(
                    new RunInputs(
                        ready.records(), ready.trips(), spec, results, scratch.resolve("spool")),
                    database.database(),
                    () -> grid,
                    Progress.on(new PrintStream(OutputStream.nullOutputStream()), false, false),
                    sentence -> {})
                .run();
        BenchRun run = BenchRun.of(turn, nodeStart, summary, cpu.seconds());
        check(run);
        progress.accept(
            name
                + String.format(
                    Locale.ROOT,
                    ": %.2f s, %,.0f records/s, %.2f CPU s; nodes' start %.2f s",
                    run.total(),
                    run.recordsPerSecond(),
                    run.cpuTotal(),
                    nodeStart));
        return run;
      }
    } finally {
      ScratchDirectory.delete(results);
    }
  }

  private String name(Turn turn) {
    return turn.number() == 0
        ? "Warm-up, w = " + turn.workers()
        : "Run "
            + turn.number()
            + " of "
            + settings.repeat() * settings.workers().size()
            + ", w = "
            + turn.workers();
  }

  private static List<ProcessHandle> handles(GridConnection grid) {
    return grid.processes().stream().map(NodeProcess::process).map(Process::toHandle).toList();
  }

  private NodeOptions nodeOptions(Map<String, String> secrets, Path logs) {
    Map<String, String> environment = new HashMap<>(secrets);
    String given = System.getenv().getOrDefault(JAVA_OPTIONS, "");
    environment.put(JAVA_OPTIONS, (given + " " + ONE_CORE).strip());
    return NodeOptions.loggingTo(logs).withHeap(settings.heap()).withEnvironment(environment);
  }

  /** A time says nothing about a run that did something else. */
  private void check(BenchRun run) {
    if (first.isEmpty()) {
      first = Optional.of(run);
    }
    BenchRun before = first.get();
    if (!before.linksSha256().equals(run.linksSha256())) {
      throw differentLinks(before, run);
    }
  }

  static LinkgridException differentLinks(BenchRun before, BenchRun run) {
    return new LinkgridException(
        Kind.INTERNAL,
        String.format(
            Locale.ROOT,
            "The same input gave different links: sha256 %s in run %d with w = %d, but %s in run %d"
                + " with w = %d. Their times cannot be compared. Please report this with the input;"
                + " 'linkgrid run --nodes %d' and '--nodes %d' into two --data-dir show the"
                + " difference.",
            hash(before),
            before.number(),
            before.workers(),
            hash(run),
            run.number(),
            run.workers(),
            before.workers(),
            run.workers()));
  }

  private static String hash(BenchRun run) {
    return run.linksSha256().substring(0, Math.min(SHORT_HASH, run.linksSha256().length()));
  }

  private String specAsTyped() {
    String name = spec.parse().name();
    return SpecReader.builtIn(name).filter(spec::equals).isPresent() ? name : spec.where();
  }

  /** Returns the command with all that it left to defaults, and without any secret. */
  private String command() {
    List<String> words =
        new ArrayList<>(
            List.of(
                "linkgrid",
                "bench",
                "-w",
                settings.workersAsTyped(),
                "--repeat",
                Integer.toString(settings.repeat())));
    words.addAll(input.asTyped());
    words.addAll(List.of("--heap", settings.heap(), "--spec", specAsTyped()));
    places
        .database()
        .ifPresent(
            db -> words.addAll(List.of("--db", "postgresql://" + db.user() + "@" + db.place())));
    if (!settings.warmUp()) {
      words.add("--no-warm-up");
    }
    switch (settings.pinning()) {
      case ON -> words.add("--pin");
      case OFF -> words.add("--no-pin");
      case AUTO -> {}
    }
    return String.join(" ", words);
  }
}

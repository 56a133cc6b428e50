package io.linkgrid.bench;

import io.linkgrid.bench.BenchInput.Ready;
import io.linkgrid.bench.BenchRun.Turn;
import io.linkgrid.database.DatabaseSettings;
import io.linkgrid.job.LinkRun;
import io.linkgrid.job.RunInputs;
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
import java.util.function.Consumer;

/**
 * The whole job, measured: each time with new single-core nodes, whose start is not in the total,
 * and a database in which nothing has been done yet. For one thread.
 */
final class MeasuredJob {
  private static final String JAVA_OPTIONS = "JAVA_TOOL_OPTIONS";

  /** Gives a JVM one thread for jobs and the collector that suits one, wherever it may run. */
  private static final String ONE_CORE = "-XX:ActiveProcessorCount=1";

  private static final double NANOS = 1e9;

  private final BenchSettings settings;
  private final SpecText spec;
  private final BenchPlaces places;
  private final Consumer<String> progress;
  private final Machine machine;

  MeasuredJob(
      BenchSettings settings,
      SpecText spec,
      BenchPlaces places,
      Consumer<String> progress,
      Machine machine) {
    this.settings = settings;
    this.spec = spec;
    this.places = places;
    this.progress = progress;
    this.machine = machine;
  }

  /**
   * Sees to it that nothing is measured in vain.
   *
   * @throws io.linkgrid.model.LinkgridException of kind USAGE if the heap is none, or no report can
   *     be written
   */
  void prepare() {
    BenchFiles.prepare(places.out());
    nodeOptions(Map.of(), Path.of(""));
  }

  /** Returns a turn, with its nodes pinned if the settings want it and the machine can. */
  Turn turn(int number, int repetition, int workers) {
    return new Turn(number, repetition, workers, settings.pins(workers, machine.cores()));
  }

  /**
   * Runs the job once.
   *
   * @param name how progress calls the run
   * @param scratch where results lie until the run is measured
   */
  BenchRun run(String name, Turn turn, Ready ready, Path scratch) throws Exception {
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

  private static List<ProcessHandle> handles(GridConnection grid) {
    return grid.processes().stream().map(NodeProcess::process).map(Process::toHandle).toList();
  }

  private NodeOptions nodeOptions(Map<String, String> secrets, Path logs) {
    Map<String, String> environment = new HashMap<>(secrets);
    String given = System.getenv().getOrDefault(JAVA_OPTIONS, "");
    environment.put(JAVA_OPTIONS, (given + " " + ONE_CORE).strip());
    return NodeOptions.loggingTo(logs).withHeap(settings.heap()).withEnvironment(environment);
  }

  /** Returns which database the runs write to. */
  String database() {
    return places.database().map(DatabaseSettings::place).orElse("embedded Postgres")
        + ", empty before each run";
  }

  /**
   * Returns the command with all that it left to defaults, and without any secret.
   *
   * @param input the options that choose what is read
   */
  String command(List<String> input) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "linkgrid",
                "bench",
                "-w",
                settings.workersAsTyped(),
                "--repeat",
                Integer.toString(settings.repeat())));
    words.addAll(input);
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

  private String specAsTyped() {
    String name = spec.parse().name();
    return SpecReader.builtIn(name).filter(spec::equals).isPresent() ? name : spec.where();
  }
}

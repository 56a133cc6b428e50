package io.linkgrid.benchmarks.versus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.linkgrid.bench.BenchDatabase;
import io.linkgrid.bench.BenchInput.InputFile;
import io.linkgrid.bench.CpuTime;
import io.linkgrid.bench.Machine;
import io.linkgrid.bench.ScratchDirectory;
import io.linkgrid.database.DatabaseSettings;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.spec.SpecReader;
import io.linkgrid.submit.GridConnection;
import io.linkgrid.submit.NodeOptions;
import io.linkgrid.submit.NodeProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Lets the contenders link the same files in turns. Each run has a Postgres in which nothing has
 * been done yet, and nodes of its own if it needs any; both are up before the clock starts. For one
 * thread.
 */
final class Comparison {
  private static final String SPEC = "restaurants";
  private static final double NANOS = 1e9;
  private static final int LOG_LINES = 5;

  private final Settings settings;
  private final Input input;
  private final List<InputFile> description;
  private final Map<String, String> truth;
  private final Consumer<String> progress;
  private final List<VersusRun> runs = new ArrayList<>();

  /**
   * How the comparison is done.
   *
   * @param home the distribution of linkgrid
   * @param contenders who takes part; the times of the first are 1
   * @param repeat how many turns there are
   * @param heap the heap of each node
   * @param out where the report and the logs go
   * @param dataDirectory where scratch files and the embedded server's data are
   * @param database the user's database, if there is one
   */
  record Settings(
      Path home,
      List<Contender> contenders,
      int repeat,
      String heap,
      Path out,
      Path dataDirectory,
      Optional<DatabaseSettings> database) {
    Settings {
      contenders = List.copyOf(contenders);
    }
  }

  /** What all read, and what they are judged by. */
  record Input(Path reference, Path records, Path truth) {
    List<InputFile> description() {
      return List.of(
          InputFile.of("reference", reference),
          InputFile.of("records", records),
          InputFile.of("truth", truth));
    }
  }

  /**
   * Prepares a comparison.
   *
   * @param progress takes a sentence now and then
   * @throws LinkgridException of kind DATA if a file is not there or lacks columns
   */
  Comparison(Settings settings, Input input, Consumer<String> progress) throws IOException {
    this.settings = settings;
    this.input = input;
    this.description = input.description();
    RecordFiles.requireHeader(input.reference(), RecordFiles.REFERENCE_COLUMNS);
    this.truth = FoundLinks.truth(input.truth());
    this.progress = progress;
  }

  /** Runs all and returns what they say together. */
  VersusReport run() throws IOException, InterruptedException {
    Machine machine = Machine.here();
    for (int repetition = 1; repetition <= settings.repeat(); repetition++) {
      List<Contender> order = new ArrayList<>(settings.contenders());
      if (repetition % 2 == 0) {
        Collections.reverse(order);
      }
      for (Contender contender : order) {
        runs.add(run(contender, repetition));
      }
    }
    return new VersusReport(
        machine,
        settings.database().map(DatabaseSettings::place).orElse("embedded Postgres"),
        settings.heap(),
        settings.repeat(),
        description,
        VersusResult.of(runs, settings.contenders().get(0)),
        runs);
  }

  private VersusRun run(Contender contender, int repetition)
      throws IOException, InterruptedException {
    int number = runs.size() + 1;
    Path log = settings.out().resolve("logs").resolve("run-" + number);
    Files.createDirectories(log);
    try (ScratchDirectory scratch =
            new ScratchDirectory(settings.dataDirectory(), "versus-").deletedOnExit();
        BenchDatabase database =
            BenchDatabase.open(settings.database(), settings.dataDirectory())) {
      VersusRun run =
          contender.nodes() == 0
              ? measure(
                  new Turn(number, repetition, contender, log, scratch.path(), database),
                  List.of(),
                  ownProcess(contender, scratch.path(), database),
                  Map.of())
              : onNodes(new Turn(number, repetition, contender, log, scratch.path(), database));
      progress.accept(
          String.format(
              Locale.ROOT,
              "Run %d of %d, %s: %.2f CPU s, %.2f s, F1 %.4f, load before %.1f",
              number,
              settings.repeat() * settings.contenders().size(),
              contender.title(),
              run.cpuTotal(),
              run.wallSeconds(),
              run.counts().f1(),
              run.load()));
      return run;
    }
  }

  /** A run and what it has to itself. */
  private record Turn(
      int number,
      int repetition,
      Contender contender,
      Path log,
      Path scratch,
      BenchDatabase database) {
    Path out() {
      return scratch.resolve("out");
    }

    Path commandLog() {
      return log.resolve("command.log");
    }

    Turn before(int run) {
      String own = "before-" + run;
      return new Turn(
          number, repetition, contender, log.resolve(own), scratch.resolve(own), database);
    }

    Turn into(BenchDatabase other) {
      return new Turn(number, repetition, contender, log, scratch, other);
    }
  }

  private VersusRun onNodes(Turn turn) throws IOException, InterruptedException {
    NodeOptions options =
        NodeOptions.loggingTo(turn.log())
            .withHeap(settings.heap())
            .withEnvironment(turn.database().secrets());
    try (GridConnection grid = GridConnection.startNodes(turn.contender().nodes(), options)) {
      String members =
          String.join(",", grid.processes().stream().map(NodeProcess::address).toList());
      Map<String, String> environment =
          Map.of("HZ_CLUSTERNAME", grid.hz().getConfig().getClusterName());
      for (int before = 1; before <= turn.contender().runsBefore(); before++) {
        warm(turn.before(before), members, environment);
      }
      return measure(
          turn,
          grid.processes().stream().map(node -> node.process().toHandle()).toList(),
          linkgrid(turn, members),
          environment);
    }
  }

  /** A run that is not measured, into a database that is gone before the one that is. */
  private void warm(Turn turn, String members, Map<String, String> environment)
      throws IOException, InterruptedException {
    Files.createDirectories(turn.scratch());
    Files.createDirectories(turn.log());
    try (BenchDatabase database =
        BenchDatabase.open(settings.database(), settings.dataDirectory())) {
      Turn into = turn.into(database);
      start(into, linkgrid(into, members), environment);
    }
  }

  /** The built-in spec under the name of the run's schema, so that nobody's results are touched. */
  private List<String> linkgrid(Turn turn, String members) throws IOException {
    String yaml = SpecReader.builtIn(SPEC).orElseThrow().yaml();
    Path spec = turn.scratch().resolve("spec.yaml");
    Files.writeString(
        spec,
        yaml.replaceFirst(
            "(?m)^name: .*$", "name: " + turn.database().database().address().schema()));
    List<String> command = new ArrayList<>();
    command.add(settings.home().resolve("bin").resolve("linkgrid").toString());
    command.addAll(turn.contender().engine());
    command.addAll(List.of("--reference", input.reference().toString()));
    command.addAll(List.of("--records", input.records().toString()));
    command.addAll(List.of("--spec", spec.toString()));
    command.addAll(List.of("--grid", members));
    command.addAll(List.of("--db", turn.database().settings().url()));
    command.addAll(List.of("--data-dir", turn.scratch().resolve("data").toString()));
    command.addAll(List.of("--out", turn.out().toString()));
    return command;
  }

  private List<String> ownProcess(Contender contender, Path scratch, BenchDatabase database) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // DuckDB is a library of the system's own code.
    if (Runtime.version().feature() >= 24) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(List.of("-Xmx2g", "-cp", System.getProperty("java.class.path")));
    command.add(Linking.class.getName());
    command.addAll(contender.engine());
    command.addAll(List.of(input.reference().toString(), input.records().toString()));
    command.add(scratch.resolve("out").toString());
    command.add(database.settings().url());
    command.add(database.database().address().schema());
    return command;
  }

  private VersusRun measure(
      Turn turn, List<ProcessHandle> nodes, List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    double load = Machine.here().loadAverage();
    CpuTime cpu = CpuTime.ofCommands(nodes, turn.database().server());
    long start = System.nanoTime();
    start(turn, command, environment);
    double wall = (System.nanoTime() - start) / NANOS;
    Map<String, Double> cpuSeconds = cpu.seconds();
    FoundLinks links = turn.contender().links(turn.out());
    return new VersusRun(
        turn.number(),
        turn.repetition(),
        turn.contender(),
        load,
        wall,
        cpuSeconds,
        stages(turn.out().resolve("summary.json")),
        links.size(),
        links.against(truth),
        links.sha256());
  }

  private void start(Turn turn, List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path log = turn.commandLog();
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("LINKGRID_HOME", settings.home().toString());
    builder.environment().put("PGUSER", turn.database().settings().user());
    builder.environment().putAll(turn.database().secrets());
    builder.environment().putAll(environment);
    Process process = builder.start();
    int code;
    try {
      code = process.waitFor();
    } finally {
      process.destroy();
    }
    if (code != 0) {
      throw failed(turn.contender(), code, log);
    }
  }

  private static Map<String, Double> stages(Path summary) throws IOException {
    JsonNode seconds = new ObjectMapper().readTree(summary.toFile()).path("seconds");
    Map<String, Double> stages = new LinkedHashMap<>();
    seconds.properties().forEach(stage -> stages.put(stage.getKey(), stage.getValue().asDouble()));
    return stages;
  }

  private static LinkgridException failed(Contender contender, int code, Path log)
      throws IOException {
    List<String> lines = Files.readAllLines(log);
    return new LinkgridException(
        Kind.INTERNAL,
        contender.title()
            + " ended with exit code "
            + code
            + ": "
            + String.join(" | ", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()))
            + ". The whole story is in "
            + log
            + "; without this contender: --contenders.");
  }
}

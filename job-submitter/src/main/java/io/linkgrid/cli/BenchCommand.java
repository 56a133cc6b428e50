package io.linkgrid.cli;

import io.linkgrid.bench.BenchInput;
import io.linkgrid.bench.BenchPlaces;
import io.linkgrid.bench.BenchSettings;
import io.linkgrid.bench.Benchmark;
import io.linkgrid.bench.Growth;
import io.linkgrid.bench.Pinning;
import io.linkgrid.bench.SideBySide;
import io.linkgrid.database.DatabaseSettings;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The benchmark. */
@Command(
    name = "bench",
    description = {
      "Runs the whole job with different numbers of single-core node processes, several times, each"
          + " time from nothing, and compares the times.",
      "Writes out.txt, bench.csv, bench.json and bench.png. Fails if two runs give different links.",
      "With --sizes, runs it with more and more made-up records instead, and writes growth.txt,"
          + " growth.csv and growth.png.",
      "With --versus, compares linkgrid with DuckDB and plain Java on the same files instead, and"
          + " writes versus.txt, versus.csv and versus.json. That comparison does not ship: build it"
          + " with 'mvn -Pbenchmarks -Dquick package'."
    })
final class BenchCommand implements Callable<Integer> {
  private static final int ENTITIES = 8_000;
  private static final int RECORDS = 40_000;
  private static final long SEED = 1;
  private static final int REPEAT = 3;
  private static final String HEAP = "1g";

  /** With --versus: businesses and records, turns, and the heap of each node. */
  private static final int TURN_ENTITIES = 10_000;

  private static final int TURNS = 5;
  private static final String TURN_HEAP = "2g";

  /** What says something about workers and their job, and nothing about contenders. */
  private static final List<String> OF_WORKERS =
      List.of(
          "--workers",
          "--sizes",
          "--warm-up",
          "--pin",
          "--no-pin",
          "--a",
          "--b",
          "--trips",
          "--spec");

  @Option(
      names = {"-w", "--workers"},
      paramLabel = "LIST",
      description = "The numbers of node processes to compare (default: ${DEFAULT-VALUE}).",
      defaultValue = "1,2,4")
  private String workers = "1,2,4";

  @Option(
      names = "--repeat",
      paramLabel = "N",
      description =
          "How often each is measured, in turns (default: "
              + REPEAT
              + "; "
              + TURNS
              + " with --versus).")
  private @Nullable Integer repeat;

  @Option(
      names = "--sizes",
      paramLabel = "LIST",
      description =
          "How many records are made up, one number after the other, half of them a clean"
              + " reference, to see how the time grows. With one number of node processes.")
  private @Nullable String sizes;

  @Option(
      names = "--warm-up",
      negatable = true,
      description = "Begin with a run that does not count (default: yes).",
      defaultValue = "true",
      fallbackValue = "true")
  private boolean warmUp = true;

  @Option(
      names = "--pin",
      description =
          "Keep each node to a core of its own, when there are as many cores; needs taskset"
              + " (default: if there is one).")
  private boolean pin;

  @Option(names = "--no-pin", description = "Let the system move the nodes about.")
  private boolean noPin;

  @Option(
      names = "--a",
      paramLabel = "FILE",
      description = "The first file of records. Without it, data are made up.")
  private @Nullable Path a;

  @Option(names = "--b", paramLabel = "FILE", description = "The second file of records.")
  private @Nullable Path b;

  @Option(
      names = "--trips",
      paramLabel = "FILE",
      arity = "1..*",
      description = "Files of trips for the final join.")
  private List<Path> trips = new ArrayList<>();

  @Option(
      names = "--entities",
      paramLabel = "N",
      description =
          "How many businesses are made up (default: "
              + ENTITIES
              + "; "
              + TURN_ENTITIES
              + " with --versus).")
  private @Nullable Integer entities;

  @Option(
      names = "--records",
      paramLabel = "M|FILE",
      description = {
        "How many records tell of them, and how many trips there are (default: "
            + RECORDS
            + "; "
            + TURN_ENTITIES
            + " and no trips with --versus).",
        "With --versus and --reference: the file of records."
      })
  private @Nullable String records;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "What makes one invention differ from another (default: " + SEED + ").")
  private @Nullable Long seed;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      description =
          "The heap of each node (default: " + HEAP + "; " + TURN_HEAP + " with --versus).")
  private @Nullable String heap;

  @Option(names = "--versus", description = "Compare linkgrid with others.")
  private boolean versus;

  @Option(
      names = "--reference",
      paramLabel = "FILE",
      description = "With --versus: the reference. Without it, data are made up.")
  private @Nullable Path reference;

  @Option(
      names = "--truth",
      paramLabel = "FILE",
      description = "With --versus and --reference: inspection_id, business_id, known.")
  private @Nullable Path truth;

  @Option(
      names = "--contenders",
      paramLabel = "LIST",
      description =
          "With --versus: who takes part; the times of the first are 1 (default:"
              + " linkgrid-1,linkgrid-2,linkgrid-warm,duckdb,java).")
  private @Nullable String contenders;

  @Option(
      names = "--benchmarks-dir",
      paramLabel = "DIR",
      description =
          "With --versus: where the comparison was built (default: benchmarks/target of the"
              + " checkout).")
  private @Nullable Path benchmarksDirectory;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the report and the nodes' logs go (default: ${DEFAULT-VALUE}).",
      defaultValue = "linkgrid-bench")
  private Path out = Path.of("linkgrid-bench");

  @Mixin private SpecOption spec = new SpecOption();
  @Mixin private DatabaseOptions database = new DatabaseOptions();
  @ParentCommand private @Nullable LinkgridCommand parent;
  @Spec private @Nullable CommandSpec command;

  @Override
  public Integer call() throws Exception {
    LinkgridCommand main = Objects.requireNonNull(parent);
    if (versus) {
      return compare(main);
    }
    if (reference != null || truth != null || contenders != null || benchmarksDirectory != null) {
      throw wrongInput("--reference, --truth, --contenders and --benchmarks-dir go with --versus.");
    }
    BenchSettings settings =
        new BenchSettings(
            BenchSettings.workers(workers),
            Objects.requireNonNullElse(repeat, REPEAT),
            warmUp,
            pinning(),
            Objects.requireNonNullElse(heap, HEAP));
    BenchPlaces places =
        new BenchPlaces(
            out,
            database.dataDirectory(),
            database
                .db()
                .map(url -> DatabaseSettings.resolve(Optional.of(url), main.environment())));
    main.out()
        .println(
            sizes == null
                ? new Benchmark(settings, input(), spec.read(), places, main.err()::println).run()
                : growth(settings, sizes, places, main).run());
    main.out().println("Report: " + out.toAbsolutePath().normalize());
    main.out().flush();
    return 0;
  }

  private Growth growth(
      BenchSettings settings, String list, BenchPlaces places, LinkgridCommand main) {
    if (a != null || b != null || !trips.isEmpty() || entities != null || records != null) {
      throw wrongInput(
          "--sizes makes data up, without trips; leave --a, --b, --trips, --entities and --records"
              + " away.");
    }
    return new Growth(
        settings,
        Growth.sizes(list),
        Objects.requireNonNullElse(seed, SEED),
        spec.read(),
        places,
        main.err()::println);
  }

  private int compare(LinkgridCommand main) throws InterruptedException {
    List<String> strange = OF_WORKERS.stream().filter(this::isGiven).toList();
    if (!strange.isEmpty()) {
      throw wrongInput(
          String.join(", ", strange)
              + (strange.size() == 1 ? " has" : " have")
              + " no part in --versus; leave "
              + (strange.size() == 1 ? "it" : "them")
              + " away.");
    }
    List<String> arguments = new ArrayList<>(comparedFiles());
    SideBySide comparison =
        SideBySide.find(Optional.ofNullable(benchmarksDirectory), main.environment());
    arguments.addAll(
        List.of("--repeat", Integer.toString(Objects.requireNonNullElse(repeat, TURNS))));
    arguments.addAll(List.of("--heap", Objects.requireNonNullElse(heap, TURN_HEAP)));
    arguments.addAll(List.of("--out", out.toString()));
    arguments.addAll(List.of("--data-dir", database.dataDirectory().toString()));
    if (contenders != null) {
      arguments.addAll(List.of("--contenders", contenders));
    }
    Map<String, String> environment = new HashMap<>();
    database
        .db()
        .map(url -> DatabaseSettings.resolve(Optional.of(url), main.environment()))
        .ifPresent(
            settings -> {
              // What the address said of a password stays out of the list of processes.
              arguments.addAll(List.of("--db", settings.url()));
              environment.put("PGUSER", settings.user());
              environment.putAll(settings.secretEnvironment());
            });
    return comparison.run(arguments, environment);
  }

  private boolean isGiven(String option) {
    return Objects.requireNonNull(command).commandLine().getParseResult().hasMatchedOption(option);
  }

  private List<String> comparedFiles() {
    if (reference == null) {
      if (truth != null) {
        throw wrongInput("--truth goes with --reference, but there is no --reference.");
      }
      return List.of(
          "--entities",
          Integer.toString(Objects.requireNonNullElse(entities, TURN_ENTITIES)),
          "--made-records",
          Integer.toString(records == null ? TURN_ENTITIES : number(records)),
          "--seed",
          Long.toString(Objects.requireNonNullElse(seed, SEED)));
    }
    if (records == null || truth == null || entities != null || seed != null) {
      throw wrongInput(
          "--reference goes with --records FILE and --truth FILE, and without --entities and"
              + " --seed.");
    }
    return List.of(
        "--reference", reference.toString(), "--records", records, "--truth", truth.toString());
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new LinkgridException(
          Kind.USAGE,
          "Cannot run the benchmark: --records is a number of rows, but found '"
              + text
              + "'. A file of records goes with --versus and --reference.",
          e);
    }
  }

  private Pinning pinning() {
    if (pin && noPin) {
      throw new LinkgridException(
          Kind.USAGE, "Cannot run the benchmark: --pin and --no-pin exclude each other.");
    }
    if (pin) {
      return Pinning.ON;
    }
    return noPin ? Pinning.OFF : Pinning.AUTO;
  }

  private BenchInput input() {
    if (a == null) {
      if (b != null || !trips.isEmpty()) {
        throw wrongInput("--b and --trips go with --a, but there is no --a.");
      }
      return new BenchInput.Invented(
          Objects.requireNonNullElse(entities, ENTITIES),
          records == null ? RECORDS : number(records),
          Objects.requireNonNullElse(seed, SEED));
    }
    if (entities != null || records != null || seed != null) {
      throw wrongInput(
          "--entities, --records and --seed make data up, but --a names a file; leave one or the"
              + " other away.");
    }
    return new BenchInput.Given(a, Optional.ofNullable(b), trips);
  }

  private static LinkgridException wrongInput(String what) {
    return new LinkgridException(Kind.USAGE, "Cannot run the benchmark: " + what);
  }
}

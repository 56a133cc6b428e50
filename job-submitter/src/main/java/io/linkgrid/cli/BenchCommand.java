package io.linkgrid.cli;

import io.linkgrid.bench.BenchInput;
import io.linkgrid.bench.BenchSettings;
import io.linkgrid.bench.Benchmark;
import io.linkgrid.bench.Pinning;
import io.linkgrid.database.DatabaseSettings;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** The benchmark. */
@Command(
    name = "bench",
    description = {
      "Runs the whole job with different numbers of single-core node processes, several times, each"
          + " time from nothing, and compares the times.",
      "Writes out.txt, bench.csv, bench.json and bench.png. Fails if two runs give different links."
    })
final class BenchCommand implements Callable<Integer> {
  private static final int ENTITIES = 8_000;
  private static final int RECORDS = 40_000;
  private static final long SEED = 1;

  @Option(
      names = {"-w", "--workers"},
      paramLabel = "LIST",
      description = "The numbers of node processes to compare (default: ${DEFAULT-VALUE}).",
      defaultValue = "1,2,4")
  private String workers = "1,2,4";

  @Option(
      names = "--repeat",
      paramLabel = "N",
      description = "How often each number is measured, in turns (default: ${DEFAULT-VALUE}).",
      defaultValue = "3")
  private int repeat = 3;

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
      description = "How many businesses are made up (default: " + ENTITIES + ").")
  private @Nullable Integer entities;

  @Option(
      names = "--records",
      paramLabel = "M",
      description =
          "How many records tell of them, and how many trips there are (default: " + RECORDS + ").")
  private @Nullable Integer records;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "What makes one invention differ from another (default: " + SEED + ").")
  private @Nullable Long seed;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      description = "The heap of each node (default: ${DEFAULT-VALUE}).",
      defaultValue = "1g")
  private String heap = "1g";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the report and the nodes' logs go (default: ${DEFAULT-VALUE}).",
      defaultValue = "linkgrid-bench")
  private Path out = Path.of("linkgrid-bench");

  @Mixin private SpecOption spec = new SpecOption();
  @Mixin private DatabaseOptions database = new DatabaseOptions();
  @ParentCommand private @Nullable LinkgridCommand parent;

  @Override
  public Integer call() throws Exception {
    LinkgridCommand main = Objects.requireNonNull(parent);
    BenchSettings settings =
        new BenchSettings(BenchSettings.workers(workers), repeat, warmUp, pinning(), heap);
    Benchmark benchmark =
        new Benchmark(
            settings,
            input(),
            spec.read(),
            new Benchmark.Places(
                out,
                database.dataDirectory(),
                database
                    .db()
                    .map(url -> DatabaseSettings.resolve(Optional.of(url), main.environment()))),
            main.err()::println);
    main.out().println(benchmark.run());
    main.out().println("Report: " + out.toAbsolutePath().normalize());
    main.out().flush();
    return 0;
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
          Objects.requireNonNullElse(records, RECORDS),
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

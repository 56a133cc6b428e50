package io.linkgrid.benchmarks.versus;

import io.linkgrid.bench.ScratchDirectory;
import io.linkgrid.database.DatabaseSettings;
import io.linkgrid.generate.Generator;
import io.linkgrid.generate.GeneratorSettings;
import io.linkgrid.generate.GeneratorSettings.Layout;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Compares linkgrid with others on the same files; {@code linkgrid bench --versus} starts it. */
@Command(
    name = "versus",
    mixinStandardHelpOptions = true,
    description = {
      "Links the same files with linkgrid, DuckDB and plain Java, in turns, and compares their CPU"
          + " time, wall time and links.",
      "Writes versus.txt, versus.json and versus.csv."
    })
public final class Versus implements Callable<Integer> {
  private static final double SKEW = 0.5;
  private static final int MOST_TURNS = 100;

  @Option(
      names = "--home",
      required = true,
      paramLabel = "DIR",
      description = "The distribution of linkgrid.")
  private Path home = Path.of("");

  @Option(
      names = "--reference",
      paramLabel = "FILE",
      description =
          "A CSV file, plain or gzip, with the columns of clean.csv. Without it, files are made up.")
  private @Nullable Path reference;

  @Option(
      names = "--records",
      paramLabel = "FILE",
      description = "The records: the fifteen columns of inspections, with a header or without.")
  private @Nullable Path records;

  @Option(
      names = "--truth",
      paramLabel = "FILE",
      description = "A CSV file with inspection_id, business_id and known (0 or 1).")
  private @Nullable Path truth;

  @Option(names = "--entities", paramLabel = "N", defaultValue = "10000")
  private int entities;

  @Option(names = "--made-records", paramLabel = "M", defaultValue = "10000")
  private int madeRecords;

  @Option(names = "--seed", paramLabel = "S", defaultValue = "1")
  private long seed;

  @Option(names = "--damage", paramLabel = "SHARE", defaultValue = "0.3")
  private double damage;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      defaultValue = "5",
      description = "How many turns there are (default: ${DEFAULT-VALUE}).")
  private int repeat;

  @Option(
      names = "--contenders",
      split = ",",
      paramLabel = "NAME",
      defaultValue = "linkgrid-1,linkgrid-2,linkgrid-warm,duckdb,java",
      description = "Who takes part; the times of the first are 1 (default: ${DEFAULT-VALUE}).")
  private List<String> contenders = new ArrayList<>();

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      defaultValue = "2g",
      description = "The heap of each node (default: ${DEFAULT-VALUE}).")
  private String heap = "2g";

  @Option(names = "--out", paramLabel = "DIR", defaultValue = "linkgrid-versus")
  private Path out = Path.of("linkgrid-versus");

  @Option(names = "--data-dir", paramLabel = "DIR", defaultValue = "linkgrid-data")
  private Path dataDirectory = Path.of("linkgrid-data");

  @Option(names = "--db", paramLabel = "URL")
  private @Nullable String db;

  /**
   * Compares.
   *
   * @param args see {@code --help}
   */
  public static void main(String[] args) {
    // Logback looks where this points; it must stand before the first logger.
    System.setProperty("logback.configurationFile", "logback-cli.xml");
    CommandLine command = new CommandLine(new Versus());
    command.setExecutionExceptionHandler(
        (problem, line, parsed) -> {
          if (problem instanceof LinkgridException known) {
            line.getErr().println(known.getMessage());
            return known.kind().exitCode();
          }
          throw problem;
        });
    System.exit(command.execute(args));
  }

  @Override
  public Integer call() throws Exception {
    if (repeat < 1 || repeat > MOST_TURNS) {
      throw usage("--repeat is 1 to " + MOST_TURNS + ", but found " + repeat + ".");
    }
    Files.createDirectories(out);
    Comparison.Settings settings =
        new Comparison.Settings(
            home,
            contenders.stream().map(Versus::contender).toList(),
            repeat,
            heap,
            out,
            Files.createDirectories(dataDirectory.toAbsolutePath()),
            Optional.ofNullable(db)
                .map(url -> DatabaseSettings.resolve(Optional.of(url), System.getenv())));
    try (ScratchDirectory made =
        new ScratchDirectory(settings.dataDirectory(), "versus-made-").deletedOnExit()) {
      VersusReport report = new Comparison(settings, input(made.path()), System.err::println).run();
      report.write(out);
      System.out.println(report.text());
      System.out.println("Report: " + out.toAbsolutePath().normalize());
    }
    return 0;
  }

  static Contender contender(String name) {
    for (Contender contender : Contender.values()) {
      if (contender.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(name)) {
        return contender;
      }
    }
    throw usage(
        "--contenders names '"
            + name
            + "'; expected some of linkgrid-1, linkgrid-2, linkgrid-warm, duckdb, java.");
  }

  private Comparison.Input input(Path scratch) {
    if (reference != null && records != null && truth != null) {
      return new Comparison.Input(
          reference.toAbsolutePath(), records.toAbsolutePath(), truth.toAbsolutePath());
    }
    if (reference != null || records != null || truth != null) {
      throw usage("--reference, --records and --truth go together; give all three, or none.");
    }
    Generator.write(
        new GeneratorSettings(Layout.REFERENCE, entities, madeRecords, seed, damage, 0, SKEW),
        scratch);
    return new Comparison.Input(
        scratch.resolve("clean.csv"), scratch.resolve("b.csv"), scratch.resolve("truth.csv"));
  }

  private static LinkgridException usage(String what) {
    return new LinkgridException(Kind.USAGE, "Cannot compare: " + what);
  }
}

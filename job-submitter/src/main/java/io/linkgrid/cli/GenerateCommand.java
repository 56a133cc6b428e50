package io.linkgrid.cli;

import io.linkgrid.generate.GeneratedFile;
import io.linkgrid.generate.Generator;
import io.linkgrid.generate.GeneratorSettings;
import io.linkgrid.generate.GeneratorSettings.Layout;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code linkgrid generate}: dirty data with its truth. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    description = {
      "Invent dirty data together with its truth.",
      "The same options give the same files, byte for byte, on every machine."
    })
public final class GenerateCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
  private CommandSpec spec;

  @Option(
      names = "--entities",
      required = true,
      paramLabel = "N",
      description = "How many businesses there are.")
  private int entities;

  @Option(
      names = "--records",
      required = true,
      paramLabel = "M",
      description = "How many rows tell of them; for inspections at least one a business.")
  private int records;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "What makes one invention differ from another; ${DEFAULT-VALUE} if not given.")
  private long seed;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Where to write. Files of the same names are replaced.")
  private Path out = Path.of("");

  @Option(
      names = "--layout",
      paramLabel = "LAYOUT",
      defaultValue = "inspections",
      description = {
        "inspections: a.csv with a header, b.csv without one, a fifth of the rows, and truth.csv.",
        "reference: clean.csv, b.csv with --records dirty records, a fifth of them unknown, and"
            + " truth.csv.",
        "${DEFAULT-VALUE} if not given."
      })
  private String layout = "inspections";

  @Option(
      names = "--damage",
      paramLabel = "SHARE",
      defaultValue = "0.05",
      description =
          "Share of rows with a damaged name, and with a damaged address, from 0 to 1;"
              + " ${DEFAULT-VALUE} if not given.")
  private double damage;

  @Option(
      names = "--trips",
      paramLabel = "T",
      defaultValue = "0",
      description = "Write that many bike trips too, to trips-1.csv and trips-2.csv.")
  private int trips;

  @Option(
      names = "--skew",
      paramLabel = "S",
      defaultValue = "0.5",
      description =
          "How uneven the zips are: the k-th has 1/k^S of the largest; 0 makes all equal,"
              + " ${DEFAULT-VALUE} if not given.")
  private double skew;

  @Option(
      names = "--missing-zip",
      paramLabel = "SHARE",
      defaultValue = "0",
      description =
          "Share of rows whose zip is left out, beside what --damage does; ${DEFAULT-VALUE} if not"
              + " given.")
  private double missingZips;

  @Option(
      names = "--wrong-zip",
      paramLabel = "SHARE",
      defaultValue = "0",
      description =
          "Share of rows that have the zip of another part of the city; ${DEFAULT-VALUE} if not"
              + " given.")
  private double wrongZips;

  /** Writes the files and prints a line for each. */
  @Override
  public Integer call() {
    List<GeneratedFile> files =
        Generator.write(
            new GeneratorSettings(
                Choices.of("--layout", layout, Layout.values()),
                entities,
                records,
                seed,
                damage,
                trips,
                skew,
                missingZips,
                wrongZips),
            out);
    PrintWriter stdout = spec.commandLine().getOut();
    for (GeneratedFile file : files) {
      stdout.println(
          String.format(
              Locale.ROOT,
              "%s  %,d rows  %,d bytes  sha256 %s",
              file.path(),
              file.rows(),
              file.bytes(),
              file.sha256()));
    }
    stdout.flush();
    return 0;
  }
}

package io.linkgrid.bench;

import io.linkgrid.generate.GeneratedFile;
import io.linkgrid.generate.Generator;
import io.linkgrid.generate.GeneratorSettings;
import io.linkgrid.job.RunInputs;
import io.linkgrid.job.RunInputs.RecordFile;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the runs of a benchmark read: files of the user's, or data made up for it. */
public interface BenchInput {
  /**
   * Sees to it that the files are there.
   *
   * @param scratch a directory for files that have to be made
   * @throws LinkgridException if they are not
   */
  Ready prepare(Path scratch);

  /** Returns the options of the command that choose this input. */
  List<String> asTyped();

  /**
   * Files that are there.
   *
   * @param records the files of records, in their order
   * @param trips the files of trips
   * @param description what is in the report about all of them
   */
  record Ready(List<RecordFile> records, List<Path> trips, List<InputFile> description) {
    public Ready {
      records = List.copyOf(records);
      trips = List.copyOf(trips);
      description = List.copyOf(description);
    }

    /**
     * Makes up a clean reference and as many dirty records, as {@code linkgrid generate} does.
     *
     * @param records how many rows there are in both files together; of an odd number one less
     * @param seed what makes one invention differ from another
     * @param scratch where the files are made
     */
    static Ready halves(int records, long seed, Path scratch) {
      int half = records / 2;
      Generator.write(
          new GeneratorSettings(
              GeneratorSettings.Layout.REFERENCE,
              half,
              half,
              seed,
              Invented.DAMAGE,
              0,
              Invented.SKEW),
          scratch);
      List<RecordFile> files =
          List.of(
              new RecordFile(RunInputs.REFERENCE, scratch.resolve("clean.csv")),
              new RecordFile(RunInputs.RECORDS, scratch.resolve("b.csv")));
      return new Ready(
          files,
          List.of(),
          files.stream().map(file -> InputFile.of(file.role(), file.path())).toList());
    }
  }

  /**
   * A file that the runs read.
   *
   * @param role A, B or trips
   * @param name its name without directories
   * @param bytes its size
   * @param sha256 the SHA-256 of its bytes in hex
   */
  record InputFile(String role, String name, long bytes, String sha256) {
    /**
     * Looks at a file.
     *
     * @throws LinkgridException of kind DATA if it is not there or cannot be read
     */
    public static InputFile of(String role, Path file) {
      MessageDigest sha256;
      try {
        sha256 = MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("Every Java platform has SHA-256", e);
      }
      if (!Files.isRegularFile(file)) {
        throw new LinkgridException(
            Kind.DATA, "There is no file " + file + ". Correct the path; nothing was started.");
      }
      try (OutputStream hashed = new DigestOutputStream(OutputStream.nullOutputStream(), sha256)) {
        long bytes = Files.copy(file, hashed);
        return new InputFile(
            role,
            file.toAbsolutePath().getFileName().toString(),
            bytes,
            HexFormat.of().formatHex(sha256.digest()));
      } catch (IOException e) {
        throw new LinkgridException(
            Kind.DATA, "Cannot read " + file + ": " + e.getMessage() + ". Nothing was started.", e);
      }
    }
  }

  /**
   * Files of the user's.
   *
   * @param a the first file of records
   * @param b the second one
   * @param trips files of trips; none means no join
   */
  record Given(Path a, Optional<Path> b, List<Path> trips) implements BenchInput {
    /** Copies the list. */
    public Given {
      trips = List.copyOf(trips);
    }

    @Override
    public Ready prepare(Path scratch) {
      List<RecordFile> records = new ArrayList<>();
      records.add(new RecordFile("A", a));
      b.ifPresent(file -> records.add(new RecordFile("B", file)));
      List<InputFile> description = new ArrayList<>();
      records.forEach(file -> description.add(InputFile.of(file.role(), file.path())));
      trips.forEach(file -> description.add(InputFile.of("trips", file)));
      return new Ready(records, trips, description);
    }

    @Override
    public List<String> asTyped() {
      List<String> words = new ArrayList<>(List.of("--a", a.toString()));
      b.ifPresent(file -> words.addAll(List.of("--b", file.toString())));
      if (!trips.isEmpty()) {
        words.add("--trips");
        trips.forEach(file -> words.add(file.toString()));
      }
      return words;
    }
  }

  /**
   * Inspections of made-up businesses, as {@code linkgrid generate} writes them, and as many bike
   * trips as records.
   *
   * @param entities how many businesses there are
   * @param records how many rows tell of them, in both files together
   * @param seed what makes one invention differ from another
   */
  record Invented(int entities, int records, long seed) implements BenchInput {
    private static final double DAMAGE = 0.05;
    private static final double SKEW = 0.5;

    /**
     * Checks the numbers.
     *
     * @throws LinkgridException of kind USAGE, naming every one that cannot be used
     */
    public Invented {
      settings(entities, records, seed);
    }

    private static GeneratorSettings settings(int entities, int records, long seed) {
      return new GeneratorSettings(
          GeneratorSettings.Layout.INSPECTIONS, entities, records, seed, DAMAGE, records, SKEW);
    }

    @Override
    public Ready prepare(Path scratch) {
      List<GeneratedFile> files =
          Generator.write(settings(entities, records, seed), scratch).stream()
              .filter(file -> !role(file).isEmpty())
              .toList();
      return new Ready(
          Stream.of("A", "B")
              .flatMap(
                  role ->
                      files.stream()
                          .filter(file -> role(file).equals(role))
                          .map(file -> new RecordFile(role, file.path())))
              .toList(),
          files.stream()
              .filter(file -> role(file).equals("trips"))
              .map(GeneratedFile::path)
              .toList(),
          files.stream()
              .map(
                  file -> new InputFile(role(file), name(file.path()), file.bytes(), file.sha256()))
              .toList());
    }

    @Override
    public List<String> asTyped() {
      return List.of(
          "--entities",
          Integer.toString(entities),
          "--records",
          Integer.toString(records),
          "--seed",
          Long.toString(seed));
    }

    /** The truth has no part in a run. */
    private static String role(GeneratedFile file) {
      return switch (name(file.path())) {
        case "a.csv" -> "A";
        case "b.csv" -> "B";
        case "truth.csv" -> "";
        default -> "trips";
      };
    }

    private static String name(Path file) {
      return file.toAbsolutePath().getFileName().toString();
    }
  }
}

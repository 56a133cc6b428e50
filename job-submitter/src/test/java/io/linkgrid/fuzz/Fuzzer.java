package io.linkgrid.fuzz;

import io.linkgrid.fuzz.FuzzedFile.Oddity;
import io.linkgrid.fuzz.FuzzedFile.Size;
import io.linkgrid.fuzz.Judge.Outcome;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.ModelText;
import io.linkgrid.spec.SpecReader;
import io.linkgrid.spec.TermTable;
import io.linkgrid.training.Untrained;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * Judges what seeds make. The main method is the long form, {@code scripts/fuzz}: {@code --files N
 * --seed S}, with lines of up to 100 MB and up to a million columns.
 */
final class Fuzzer {
  private static final int HANGS_AFTER_SECONDS = 120;
  private static final int SHOWN_EVERY = 10_000;

  private static final TermTable TERMS =
      new TermTable(9, Map.of("JOES DINER", 3, "94110", 2), Map.of("JOES", 4));

  private final Path kept;
  private final Size size;
  private final Map<String, Integer> outcomes = new TreeMap<>();
  private final Map<Oddity, Integer> oddities = new EnumMap<>(Oddity.class);
  private final List<String> faults = new ArrayList<>();

  /**
   * A fuzzer.
   *
   * @param kept where files are kept that show a fault
   */
  Fuzzer(Path kept, Size size) {
    this.kept = kept;
    this.size = size;
  }

  /** Says what became of everything. */
  Map<String, Integer> outcomes() {
    return outcomes;
  }

  /** Says how many files had each oddity. */
  Map<Oddity, Integer> oddities() {
    return oddities;
  }

  /** Says what is wrong, each with its seed. */
  List<String> faults() {
    return faults;
  }

  /** Judges the files of some seeds. */
  void files(long seed, int count) throws IOException {
    Path directory = Files.createTempDirectory("linkgrid-fuzz");
    for (long each = seed; each < seed + count; each++) {
      FuzzedFile file = FuzzedFile.of(each, size);
      file.oddities().forEach(oddity -> oddities.merge(oddity, 1, Integer::sum));
      judge("file", each, file.bytes(), () -> judged(file, directory));
    }
    Files.delete(directory);
  }

  private static Outcome judged(FuzzedFile file, Path directory) {
    try {
      return Judge.of(file, directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Neighbouring seeds would begin alike; these are far from each other. */
  private static Random random(long seed) {
    return new Random(seed * 0x9e3779b97f4a7c15L);
  }

  /** Judges damaged specs. */
  void specs(long seed, int count) {
    List<String> whole = new ArrayList<>();
    SpecReader.builtInNames()
        .forEach(name -> whole.add(SpecReader.builtIn(name).orElseThrow().yaml()));
    whole.add(FuzzedSpec.YAML);
    for (long each = seed; each < seed + count; each++) {
      Random random = random(each);
      String text = FuzzedSpec.damaged(whole.get(random.nextInt(whole.size())), random);
      judge(
          "spec",
          each,
          text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
          () -> Judge.of(() -> SpecReader.parse(text, "fuzz.yaml"), Kind.USAGE));
    }
  }

  /** Judges damaged models. */
  void models(long seed, int count) {
    LinkSpec spec = SpecReader.builtIn("restaurants").orElseThrow().parse();
    String whole =
        ModelText.write(
            Untrained.counted(spec, Collections.nCopies(spec.attributes().size(), TERMS))
                .model()
                .orElseThrow(),
            spec);
    for (long each = seed; each < seed + count; each++) {
      String text = FuzzedSpec.damaged(whole, random(each));
      judge(
          "model",
          each,
          text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
          () -> Judge.of(() -> Judge.usable(ModelText.read(text, spec)), Kind.DATA));
    }
  }

  private void judge(
      String what, long seed, byte[] bytes, java.util.function.Supplier<Outcome> judging) {
    Optional<Throwable> fault =
        Judge.faultOf(() -> outcomes.merge(what + " " + judging.get().words(), 1, Integer::sum));
    fault.ifPresent(thrown -> keep(what, seed, bytes, thrown));
  }

  private void keep(String what, long seed, byte[] bytes, Throwable thrown) {
    try {
      Path copy = Files.createDirectories(kept).resolve(what + "-" + seed);
      Files.write(copy, bytes);
      StackTraceElement[] trace = thrown.getStackTrace();
      faults.add(
          what
              + " of seed "
              + seed
              + " (kept as "
              + copy
              + "): "
              + thrown
              + (trace.length == 0
                  ? ""
                  : " at " + trace[0] + " " + (trace.length > 1 ? trace[1] : "")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The long form. */
  public static void main(String[] arguments) throws Exception {
    int files = 100_000;
    long seed = 1;
    Size size = Size.LARGE;
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      switch (arguments[i]) {
        case "--files" -> files = Integer.parseInt(arguments[i + 1]);
        case "--seed" -> seed = Long.parseLong(arguments[i + 1]);
        case "--size" -> size = arguments[i + 1].equals("small") ? Size.SMALL : Size.LARGE;
        default ->
            throw new IllegalArgumentException(
                "Expected --files N, --seed S and --size small or large, not " + arguments[i]);
      }
    }
    Fuzzer fuzzer = new Fuzzer(Path.of("target", "fuzz"), size);
    Watch watch = new Watch();
    watch.start();
    for (long each = seed; each < seed + files; each++) {
      watch.begin(each);
      try {
        fuzzer.files(each, 1);
        fuzzer.specs(each, 1);
        fuzzer.models(each, 1);
      } catch (OutOfMemoryError e) {
        // What reads a file is judged for that; this one could not even be made.
        System.out.println("Seed " + each + ": there is not memory enough to make its file");
        Runtime.getRuntime().halt(2);
      }
      if ((each - seed + 1) % SHOWN_EVERY == 0) {
        System.err.println((each - seed + 1) + " done, " + fuzzer.outcomes());
      }
    }
    fuzzer
        .oddities()
        .forEach((oddity, count) -> System.out.printf("%,7d files: %s%n", count, oddity.words));
    fuzzer.faults().forEach(System.out::println);
    System.out.println(
        files
            + " files, specs and models each: "
            + fuzzer.outcomes()
            + ", "
            + fuzzer.faults().size()
            + " faults");
    System.exit(fuzzer.faults().isEmpty() ? 0 : 1);
  }

  /** Ends the process when one seed takes too long, and says which. */
  private static final class Watch extends Thread {
    private volatile long seed;
    private volatile long since = System.nanoTime();

    Watch() {
      super("fuzz-watch");
      setDaemon(true);
    }

    void begin(long next) {
      seed = next;
      since = System.nanoTime();
    }

    @Override
    public void run() {
      while (true) {
        try {
          sleep(1_000);
        } catch (InterruptedException e) {
          return;
        }
        if (System.nanoTime() - since > HANGS_AFTER_SECONDS * 1_000_000_000L) {
          System.out.println("Seed " + seed + " hangs");
          Thread.getAllStackTraces()
              .forEach((thread, trace) -> System.out.println(thread + " " + List.of(trace)));
          Runtime.getRuntime().halt(2);
        }
      }
    }
  }
}

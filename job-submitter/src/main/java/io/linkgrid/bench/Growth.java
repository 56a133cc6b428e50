package io.linkgrid.bench;

import io.linkgrid.bench.BenchRun.Turn;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.spec.SpecText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Measures how the time of the whole job grows with the records: one number of node processes, and
 * made-up data of several sizes, one after the other, the smallest first. For one thread.
 */
public final class Growth {
  private static final int SMALLEST = 100;

  private final BenchSettings settings;
  private final List<Integer> sizes;
  private final long seed;
  private final BenchPlaces places;
  private final Consumer<String> progress;
  private final Machine machine = Machine.here();
  private final MeasuredJob job;

  /**
   * Prepares a measurement.
   *
   * @param sizes how many records there are in all, half of them a clean reference
   * @param seed what makes one invention differ from another
   * @param progress takes a sentence now and then
   * @throws LinkgridException of kind USAGE if there are several numbers of workers, or sizes that
   *     cannot be made up
   */
  public Growth(
      BenchSettings settings,
      List<Integer> sizes,
      long seed,
      SpecText spec,
      BenchPlaces places,
      Consumer<String> progress) {
    if (settings.workers().size() != 1) {
      throw wrongInput(
          "--sizes goes with one number of node processes, such as -w 2, but found -w "
              + settings.workersAsTyped()
              + ".");
    }
    this.settings = settings;
    this.sizes = sizes.stream().distinct().sorted().toList();
    this.seed = seed;
    this.places = places;
    this.progress = progress;
    job = new MeasuredJob(settings, spec, places, progress, machine);
  }

  /**
   * Reads sizes.
   *
   * @param list as it is typed: 10000,100000
   * @throws LinkgridException of kind USAGE if something in it is no number, or too small
   */
  public static List<Integer> sizes(String list) {
    return Stream.of(list.split(",", -1)).map(String::strip).map(Growth::size).toList();
  }

  private static int size(String text) {
    if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < SMALLEST) {
      throw wrongInput(
          "--sizes is a list of numbers of records from "
              + SMALLEST
              + ", such as 10000,100000, but found '"
              + text
              + "'.");
    }
    return Integer.parseInt(text);
  }

  /**
   * Runs all and writes {@code growth.txt}, {@code growth.csv} and {@code growth.png}.
   *
   * @return the report as text
   * @throws LinkgridException if a run fails, or two of a size give different links
   */
  public String run() throws Exception {
    job.prepare();
    int workers = settings.workers().get(0);
    List<String> notes = BenchReport.notes(settings, machine);
    notes.forEach(progress);
    List<BenchRun> runs = new ArrayList<>();
    try (ScratchDirectory scratch =
        new ScratchDirectory(places.dataDirectory(), "bench-").deletedOnExit()) {
      if (settings.warmUp()) {
        BenchInput.Ready ready = prepare(scratch.path(), sizes.get(0));
        job.run(name("Warm-up", sizes.get(0)), job.turn(0, 0, workers), ready, scratch.path());
      }
      for (int size : sizes) {
        BenchInput.Ready ready = prepare(scratch.path(), size);
        for (int repetition = 1; repetition <= settings.repeat(); repetition++) {
          Turn turn = job.turn(runs.size() + 1, repetition, workers);
          String name =
              name("Run " + turn.number() + " of " + settings.repeat() * sizes.size(), size);
          runs.add(job.run(name, turn, ready, scratch.path()));
          if (repetition > 1) {
            refuseOtherLinks(runs.get(runs.size() - 2), runs.get(runs.size() - 1));
          }
        }
        ScratchDirectory.delete(directory(scratch.path(), size));
      }
    }
    GrowthReport report =
        new GrowthReport(
            job.command(asTyped()),
            machine,
            job.database(),
            settings.heap(),
            notes,
            GrowthReport.bySize(runs),
            runs);
    BenchFiles.write(report, places.out()).ifPresent(progress);
    return GrowthTable.render(report);
  }

  private BenchInput.Ready prepare(Path scratch, int size) {
    return BenchInput.Ready.halves(size, seed, directory(scratch, size));
  }

  private static Path directory(Path scratch, int size) {
    return scratch.resolve("made-" + size);
  }

  private static String name(String run, int size) {
    return String.format(Locale.ROOT, "%s, %,d records", run, size);
  }

  private List<String> asTyped() {
    return List.of(
        "--sizes",
        sizes.stream().map(String::valueOf).collect(Collectors.joining(",")),
        "--seed",
        Long.toString(seed));
  }

  private static void refuseOtherLinks(BenchRun before, BenchRun run) {
    if (!before.linksSha256().equals(run.linksSha256())) {
      throw Benchmark.differentLinks(before, run);
    }
  }

  private static LinkgridException wrongInput(String what) {
    return new LinkgridException(Kind.USAGE, "Cannot run the benchmark: " + what);
  }
}

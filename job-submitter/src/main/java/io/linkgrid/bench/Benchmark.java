package io.linkgrid.bench;

import io.linkgrid.bench.BenchRun.Turn;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.spec.SpecText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Measures the whole job with different numbers of node processes.
 *
 * <p>The numbers of workers take turns, so that a machine that grows slower in the meantime favours
 * none. All runs must give the same links. For one thread.
 */
public final class Benchmark {
  private static final int SHORT_HASH = 12;

  private final BenchSettings settings;
  private final BenchInput input;
  private final BenchPlaces places;
  private final Consumer<String> progress;
  private final Machine machine = Machine.here();
  private final MeasuredJob job;
  private final List<BenchRun> runs = new ArrayList<>();
  private Optional<BenchRun> first = Optional.empty();

  /**
   * Prepares a benchmark.
   *
   * @param progress takes a sentence now and then
   */
  public Benchmark(
      BenchSettings settings,
      BenchInput input,
      SpecText spec,
      BenchPlaces places,
      Consumer<String> progress) {
    this.settings = settings;
    this.input = input;
    this.places = places;
    this.progress = progress;
    job = new MeasuredJob(settings, spec, places, progress, machine);
  }

  /**
   * Runs all and writes the report's files.
   *
   * @return the report as text
   * @throws LinkgridException if a run fails, or two runs give different links
   */
  public String run() throws Exception {
    job.prepare();
    List<String> notes = BenchReport.notes(settings, machine);
    notes.forEach(progress);
    try (ScratchDirectory scratch =
        new ScratchDirectory(places.dataDirectory(), "bench-").deletedOnExit()) {
      BenchInput.Ready ready = input.prepare(scratch.path());
      if (settings.warmUp()) {
        Turn turn = job.turn(0, 0, settings.workers().get(0));
        check(job.run("Warm-up, w = " + turn.workers(), turn, ready, scratch.path()));
      }
      for (int repetition = 1; repetition <= settings.repeat(); repetition++) {
        for (int workers : settings.workers()) {
          Turn turn = job.turn(runs.size() + 1, repetition, workers);
          BenchRun run = job.run(name(turn), turn, ready, scratch.path());
          check(run);
          runs.add(run);
        }
      }
      BenchReport report =
          new BenchReport(
              job.command(input.asTyped()),
              machine,
              job.database(),
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

  private String name(Turn turn) {
    return "Run "
        + turn.number()
        + " of "
        + settings.repeat() * settings.workers().size()
        + ", w = "
        + turn.workers();
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
}

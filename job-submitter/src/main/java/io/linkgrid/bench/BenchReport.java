package io.linkgrid.bench;

import io.linkgrid.bench.BenchInput.InputFile;
import java.util.ArrayList;
import java.util.List;

/**
 * What a benchmark found.
 *
 * @param command the command that repeats it
 * @param machine where it ran
 * @param database which kind of database the runs wrote to
 * @param heap the most heap of each node
 * @param repeat how often each number of workers was measured
 * @param warmUp whether a run that does not count went first
 * @param input what the runs read
 * @param notes what a reader has to know before believing the figures
 * @param linksSha256 the SHA-256 of links.csv, the same in all runs
 * @param results a line for each number of workers, the fewest first
 * @param runs all runs in the order in which they ran
 */
record BenchReport(
    String command,
    Machine machine,
    String database,
    String heap,
    int repeat,
    boolean warmUp,
    List<InputFile> input,
    List<String> notes,
    String linksSha256,
    List<WorkerResult> results,
    List<BenchRun> runs) {

  BenchReport {
    input = List.copyOf(input);
    notes = List.copyOf(notes);
    results = List.copyOf(results);
    runs = List.copyOf(runs);
  }

  /** Compares runs by their numbers of workers. */
  static List<WorkerResult> compare(List<BenchRun> runs) {
    List<Integer> workers = runs.stream().map(BenchRun::workers).distinct().sorted().toList();
    List<BenchRun> base = with(runs, workers.get(0));
    return workers.stream().map(count -> WorkerResult.of(with(runs, count), base)).toList();
  }

  private static List<BenchRun> with(List<BenchRun> runs, int workers) {
    return runs.stream().filter(run -> run.workers() == workers).toList();
  }

  /**
   * Says what a reader has to know.
   *
   * @param settings what is compared
   * @param machine where
   */
  static List<String> notes(BenchSettings settings, Machine machine) {
    List<String> notes = new ArrayList<>();
    int cores = machine.cores();
    for (int count : settings.workers()) {
      if (count > cores) {
        notes.add(
            "%d single-core nodes on %s share %s: no speed-up can be expected beyond %d."
                .formatted(count, cores(cores), cores == 1 ? "it" : "them", cores));
      }
    }
    List<Integer> unpinned =
        settings.workers().stream()
            .filter(count -> count <= cores && !settings.pins(count, cores))
            .toList();
    if (!unpinned.isEmpty()) {
      notes.add(
          "No node is kept to a core of its own"
              + (settings.pinning() == Pinning.OFF
                  ? " (--no-pin)"
                  : ": there is no taskset (Debian: util-linux)")
              + "; each still has a single thread for its jobs.");
    }
    notes.add(
        "The submitter and Postgres are not limited; they use what the nodes leave of "
            + cores(cores)
            + ".");
    if (machine.loadAverage() > cores / 2.0) {
      notes.add(
          "The machine was busy before the first run (load %.1f on %s): wall times are too long and"
                  .formatted(machine.loadAverage(), cores(cores))
              + " their differences may be somebody else's. CPU seconds suffer less.");
    }
    return notes;
  }

  private static String cores(int count) {
    return count == 1 ? "1 core" : count + " cores";
  }
}

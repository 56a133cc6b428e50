package io.linkgrid.bench;

import java.util.List;

/**
 * How the time grew with the records.
 *
 * @param command the command that repeats it
 * @param machine where it ran
 * @param database which kind of database the runs wrote to
 * @param heap the most heap of each node
 * @param notes what a reader has to know before believing the figures
 * @param sizes a line for each number of records, the fewest first
 * @param runs all runs in the order in which they ran
 */
record GrowthReport(
    String command,
    Machine machine,
    String database,
    String heap,
    List<String> notes,
    List<Size> sizes,
    List<BenchRun> runs) {

  GrowthReport {
    notes = List.copyOf(notes);
    sizes = List.copyOf(sizes);
    runs = List.copyOf(runs);
  }

  /**
   * What the runs with one number of records say together.
   *
   * @param records rows read
   * @param measured their times
   */
  record Size(long records, WorkerResult measured) {
    /** Returns the processor time for a record in microseconds, by the median. */
    double cpuMicros() {
      return measured.cpuTotal().median() * 1e6 / records;
    }
  }

  static List<Size> bySize(List<BenchRun> runs) {
    return runs.stream()
        .map(BenchRun::records)
        .distinct()
        .sorted()
        .map(
            records -> {
              List<BenchRun> same = runs.stream().filter(run -> run.records() == records).toList();
              return new Size(records, WorkerResult.of(same, same));
            })
        .toList();
  }
}

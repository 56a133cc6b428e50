package io.linkgrid.bench;

import io.linkgrid.bench.BenchInput.InputFile;
import io.linkgrid.report.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A report as text: {@code out.txt}. Plain ASCII, so that it can be pasted anywhere. */
final class BenchTable {
  private static final double GIBIBYTE = 1024.0 * 1024 * 1024;
  private static final int SHORT_HASH = 12;
  private static final double PERCENT = 100;

  private final BenchReport report;
  private final StringBuilder text = new StringBuilder();

  private BenchTable(BenchReport report) {
    this.report = report;
  }

  /** Returns the text; its last line ends with a line feed. */
  static String render(BenchReport report) {
    BenchTable table = new BenchTable(report);
    table.heading();
    table.times();
    table.rates();
    table.processors();
    table.allRuns();
    return table.text.toString();
  }

  private void heading() {
    line("linkgrid bench: the whole job with different numbers of single-core node processes");
    line("");
    setting(report.command(), report.machine(), report.heap(), report.database())
        .forEach(this::line);
    for (InputFile file : report.input()) {
      line(
          format(
              "input     %s: %s, %,d bytes, sha256 %s",
              file.role(), file.name(), file.bytes(), hash(file.sha256())));
    }
    line(
        "runs      "
            + report.repeat()
            + " with each number of workers, in turns"
            + (report.warmUp() ? ", after one that does not count" : ""));
    line("links     the same in all runs, sha256 " + report.linksSha256());
    line("");
    report.notes().forEach(note -> line("Note: " + note));
  }

  /** Returns the lines about what was measured where. */
  static List<String> setting(String command, Machine machine, String heap, String database) {
    return List.of(
        "command   " + command,
        "machine   "
            + (machine.cores() == 1 ? "1 core, " : machine.cores() + " cores, ")
            + format("%.1f GiB of memory", machine.memoryBytes() / GIBIBYTE)
            + (machine.processor().isEmpty() ? "" : ", " + machine.processor()),
        "system    " + machine.os() + ", " + machine.java(),
        machine.loadAverage() < 0
            ? "load      unknown"
            : format("load      %.2f before the first run", machine.loadAverage()),
        "nodes     heap " + heap + ", one thread for the jobs; new processes each run",
        "database  " + database);
  }

  private void times() {
    int base = report.results().get(0).workers();
    line("");
    line("Seconds: median (least - most), and how many times faster than w = " + base);
    List<List<String>> rows = new ArrayList<>();
    for (String stage : report.results().get(0).seconds().keySet()) {
      rows.add(row(stage, result -> time(result, stage)));
    }
    rows.add(row("(nodes' start, apart)", result -> seconds(result.nodeStartSeconds())));
    perWorkers(rows);
  }

  private static String time(WorkerResult result, String stage) {
    Spread spread = result.seconds().get(stage);
    return spread == null
        ? "-"
        : seconds(spread) + format(" x%.2f", result.speedUp().getOrDefault(stage, 0.0));
  }

  private void rates() {
    line("");
    line("Total");
    perWorkers(
        List.of(
            row("speed-up", r -> format("%.2f", r.speedUp().getOrDefault(BenchRun.TOTAL, 0.0))),
            row(
                "ideal",
                r -> format("%.2f", (double) r.workers() / report.results().get(0).workers())),
            row("efficiency", r -> percent(r.efficiency())),
            row("records per second", r -> format("%,.0f", r.recordsPerSecond().median())),
            row("pairs per second", r -> format("%,.0f", r.pairsPerSecond().median())),
            row(
                "local lookups",
                r ->
                    r.lookups() == 0
                        ? "-"
                        : percent((double) r.localLookups() / r.lookups())
                            + format(" of %,d", r.lookups())),
            row("pairs on busiest node", r -> percent(r.busiestShare().median()))));
  }

  private void processors() {
    line("");
    line("CPU seconds during the runs: median (least - most)");
    List<List<String>> rows = new ArrayList<>();
    for (String group : report.results().get(0).cpuSeconds().keySet()) {
      rows.add(row(group, result -> cpu(result, group)));
    }
    rows.add(row("all", result -> seconds(result.cpuTotal())));
    rows.add(
        row(
            "cores busy",
            result -> format("%.2f of %d", result.coresBusy().median(), report.machine().cores())));
    perWorkers(rows);
  }

  private static String cpu(WorkerResult result, String group) {
    Spread spread = result.cpuSeconds().get(group);
    return spread == null ? "-" : seconds(spread);
  }

  private void allRuns() {
    line("");
    line("All runs");
    TextTable table =
        new TextTable(TextTable.Lines.PLAIN)
            .numbers("run", "w")
            .texts("pinned")
            .numbers("total s", "CPU s", "start s", "records/s", "pairs/s", "local")
            .texts("pairs per node, %");
    for (BenchRun run : report.runs()) {
      table.row(
          Integer.toString(run.number()),
          Integer.toString(run.workers()),
          run.pinned() ? "yes" : "no",
          format("%.2f", run.total()),
          format("%.2f", run.cpuTotal()),
          format("%.2f", run.nodeStartSeconds()),
          format("%,.0f", run.recordsPerSecond()),
          format("%,.0f", run.pairsPerSecond()),
          run.lookups() == 0 ? "-" : percent((double) run.localLookups() / run.lookups()),
          run.shares().stream()
              .map(share -> format("%.1f", PERCENT * share))
              .collect(Collectors.joining(" ")));
    }
    text.append(table.render());
  }

  /** A line with a cell for each number of workers. */
  private List<String> row(String name, Function<WorkerResult, String> cell) {
    return Stream.concat(Stream.of(name), report.results().stream().map(cell)).toList();
  }

  private void perWorkers(List<List<String>> rows) {
    TextTable table = new TextTable(TextTable.Lines.PLAIN).texts("");
    report.results().forEach(result -> table.numbers("w = " + result.workers()));
    rows.forEach(table::row);
    text.append(table.render());
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  static String seconds(Spread spread) {
    return format("%.2f (%.2f - %.2f)", spread.median(), spread.min(), spread.max());
  }

  private static String percent(double share) {
    return format("%.1f %%", PERCENT * share);
  }

  private static String hash(String sha256) {
    return sha256.substring(0, Math.min(SHORT_HASH, sha256.length()));
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}

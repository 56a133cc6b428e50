package io.linkgrid.bench;

import io.linkgrid.report.TextTable;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/** How the time grew, as text: {@code growth.txt}. Plain ASCII, so that it can be pasted. */
final class GrowthTable {
  private final GrowthReport report;
  private final StringBuilder text = new StringBuilder();

  private GrowthTable(GrowthReport report) {
    this.report = report;
  }

  /** Returns the text; its last line ends with a line feed. */
  static String render(GrowthReport report) {
    GrowthTable table = new GrowthTable(report);
    table.heading();
    table.times();
    table.processors();
    return table.text.toString();
  }

  private void heading() {
    line("linkgrid bench --sizes: the whole job with more and more records");
    line("");
    BenchTable.setting(report.command(), report.machine(), report.heap(), report.database())
        .forEach(this::line);
    line("input     made up; half of the records are a clean reference, no trips");
    line("");
    report.notes().forEach(note -> line("Note: " + note));
    line("");
  }

  private void times() {
    line("Seconds: median (least - most)");
    TextTable table = table();
    most().seconds().keySet().forEach(stage -> table.row(row(stage, size -> spread(size, stage))));
    table.row(
        row("records per second", size -> format(size.measured().recordsPerSecond().median())));
    text.append(table.render());
  }

  /** Few records may lack a stage that many have. */
  private WorkerResult most() {
    return report.sizes().get(report.sizes().size() - 1).measured();
  }

  private static String spread(GrowthReport.Size size, String stage) {
    Spread spread = size.measured().seconds().get(stage);
    return spread == null ? "-" : BenchTable.seconds(spread);
  }

  private void processors() {
    line("");
    line("CPU seconds during the runs: median (least - most)");
    TextTable table = table();
    report
        .sizes()
        .get(0)
        .measured()
        .cpuSeconds()
        .keySet()
        .forEach(group -> table.row(row(group, size -> cpu(size, group))));
    table
        .row(row("all", size -> BenchTable.seconds(size.measured().cpuTotal())))
        .row(row("microseconds a record", size -> format(size.cpuMicros())));
    text.append(table.render());
    line("");
    report
        .sizes()
        .forEach(
            size ->
                line(
                    String.format(
                        Locale.ROOT,
                        "links     of %,d records, sha256 %s",
                        size.records(),
                        sha256(size.records()))));
  }

  private static String cpu(GrowthReport.Size size, String group) {
    Spread spread = size.measured().cpuSeconds().get(group);
    return spread == null ? "-" : BenchTable.seconds(spread);
  }

  private String sha256(long records) {
    return report.runs().stream()
        .filter(run -> run.records() == records)
        .map(BenchRun::linksSha256)
        .findFirst()
        .orElse("");
  }

  private TextTable table() {
    TextTable table = new TextTable(TextTable.Lines.PLAIN).texts("");
    report.sizes().forEach(size -> table.numbers(format((double) size.records())));
    return table;
  }

  private List<String> row(String name, Function<GrowthReport.Size, String> cell) {
    return Stream.concat(Stream.of(name), report.sizes().stream().map(cell)).toList();
  }

  private static String format(double number) {
    return String.format(Locale.ROOT, "%,.0f", number);
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}

package io.linkgrid.bench;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.linkgrid.report.RunSummary.NodeWork;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * A report as {@code bench.csv}: a line for each run. What stages and groups of processes there are
 * depends on the input, so their columns are named {@code STAGE_seconds} and {@code
 * cpu_GROUP_seconds}; what is unknown is empty. The columns per node hold a number for each, with
 * semicolons between them.
 */
final class BenchCsv {
  private BenchCsv() {}

  /** Returns the lines, each with a line feed. */
  static String render(List<BenchRun> runs) {
    Set<String> stages = new LinkedHashSet<>();
    Set<String> groups = new LinkedHashSet<>();
    for (BenchRun run : runs) {
      stages.addAll(run.seconds().keySet());
      groups.addAll(run.cpuSeconds().keySet());
    }
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
      csv.writeRecord(header(stages, groups));
      runs.forEach(run -> csv.writeRecord(line(run, stages, groups)));
    } catch (IOException e) {
      throw new UncheckedIOException("Nothing fails in memory", e);
    }
    return text.toString();
  }

  private static List<String> header(Set<String> stages, Set<String> groups) {
    List<String> header =
        new ArrayList<>(List.of("run", "repetition", "workers", "pinned", "node_start_seconds"));
    stages.forEach(
        stage -> header.add(stage.toLowerCase(Locale.ROOT).replace(' ', '_') + "_seconds"));
    groups.forEach(group -> header.add("cpu_" + group + "_seconds"));
    header.addAll(
        List.of(
            "records",
            "records_per_second",
            "pairs",
            "pairs_per_second",
            "lookups",
            "local_lookups",
            "records_per_node",
            "pairs_per_node",
            "links_sha256"));
    return header;
  }

  private static List<String> line(BenchRun run, Set<String> stages, Set<String> groups) {
    List<String> line =
        new ArrayList<>(
            List.of(
                Integer.toString(run.number()),
                Integer.toString(run.repetition()),
                Integer.toString(run.workers()),
                Boolean.toString(run.pinned()),
                decimal(run.nodeStartSeconds())));
    stages.forEach(stage -> line.add(decimal(run.seconds(), stage)));
    groups.forEach(group -> line.add(decimal(run.cpuSeconds(), group)));
    line.addAll(
        List.of(
            Long.toString(run.records()),
            decimal(run.recordsPerSecond()),
            Long.toString(run.pairs()),
            decimal(run.pairsPerSecond()),
            Long.toString(run.lookups()),
            Long.toString(run.localLookups()),
            perNode(run, NodeWork::records),
            perNode(run, NodeWork::pairs),
            run.linksSha256()));
    return line;
  }

  private static String perNode(BenchRun run, ToLongFunction<NodeWork> count) {
    return run.work().stream()
        .map(node -> Long.toString(count.applyAsLong(node)))
        .collect(Collectors.joining(";"));
  }

  private static String decimal(Map<String, Double> values, String name) {
    Double value = values.get(name);
    return value == null ? "" : decimal(value);
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}

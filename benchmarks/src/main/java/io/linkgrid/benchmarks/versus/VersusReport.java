package io.linkgrid.benchmarks.versus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.linkgrid.bench.BenchInput.InputFile;
import io.linkgrid.bench.CpuTime;
import io.linkgrid.bench.Machine;
import io.linkgrid.bench.Spread;
import io.linkgrid.report.TextTable;
import io.linkgrid.report.WholeFile;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A comparison.
 *
 * @param machine where
 * @param database in which Postgres the links are
 * @param heap the heap of each node
 * @param repeat how often each contender ran
 * @param input what all of them read, and the truth
 * @param results a line for each contender; the times of the first are 1
 * @param runs all runs in their order
 */
record VersusReport(
    Machine machine,
    String database,
    String heap,
    int repeat,
    List<InputFile> input,
    List<VersusResult> results,
    List<VersusRun> runs) {
  private static final double GIBIBYTE = 1024.0 * 1024 * 1024;
  private static final int SHORT_HASH = 12;

  /** Writes versus.txt, versus.json and versus.csv. */
  void write(Path directory) {
    WholeFile.write(directory.resolve("versus.txt"), text());
    WholeFile.write(directory.resolve("versus.json"), json());
    WholeFile.write(directory.resolve("versus.csv"), csv());
  }

  private String json() {
    try {
      return JsonMapper.builder()
              .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
              .enable(SerializationFeature.INDENT_OUTPUT)
              .build()
              .writeValueAsString(this)
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Records of numbers and texts can be written", e);
    }
  }

  /** Returns a line for each run. */
  String csv() {
    Set<String> groups = new LinkedHashSet<>();
    Set<String> stages = new LinkedHashSet<>();
    for (VersusRun run : runs) {
      groups.addAll(run.cpuSeconds().keySet());
      stages.addAll(run.stages().keySet());
    }
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
      List<String> header = new ArrayList<>();
      header.addAll(
          List.of("run", "repetition", "contender", "load", "wall_seconds", "cpu_seconds"));
      groups.forEach(group -> header.add("cpu_" + group + "_seconds"));
      stages.forEach(stage -> header.add("stage_" + stage.replace(' ', '_') + "_seconds"));
      header.addAll(List.of("linked", "precision", "recall", "f1", "links_sha256"));
      csv.writeRecord(header);
      for (VersusRun run : runs) {
        csv.writeRecord(line(run, groups, stages));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Nothing fails in memory", e);
    }
    return text.toString();
  }

  private static List<String> line(VersusRun run, Set<String> groups, Set<String> stages) {
    List<String> line = new ArrayList<>();
    line.addAll(
        List.of(
            Integer.toString(run.number()),
            Integer.toString(run.repetition()),
            run.contender().title(),
            format("%.2f", run.load()),
            format("%.3f", run.wallSeconds()),
            format("%.3f", run.cpuTotal())));
    groups.forEach(group -> line.add(decimal(run.cpuSeconds().get(group))));
    stages.forEach(stage -> line.add(decimal(run.stages().get(stage))));
    line.addAll(
        List.of(
            Integer.toString(run.linked()),
            format("%.6f", run.counts().precision()),
            format("%.6f", run.counts().recall()),
            format("%.6f", run.counts().f1()),
            run.linksSha256()));
    return line;
  }

  private static String decimal(@Nullable Double value) {
    return value == null ? "" : format("%.3f", value);
  }

  /** Returns the report for people. */
  String text() {
    StringBuilder text = new StringBuilder();
    text.append("linkgrid side by side with others\n\n");
    line(
        text,
        "machine   %d cores, %.1f GiB of memory%s",
        machine.cores(),
        machine.memoryBytes() / GIBIBYTE,
        machine.processor().isEmpty() ? "" : ", " + machine.processor());
    line(text, "system    %s, %s", machine.os(), machine.java());
    line(text, "load      %s in the minute before each run", loads());
    line(
        text,
        "database  %s, empty before each run%s",
        database,
        runs.stream().allMatch(run -> run.cpuSeconds().containsKey(CpuTime.POSTGRES))
            ? ""
            : "; its CPU time is not known and not counted");
    line(text, "nodes     up before the clock starts, heap %s each", heap);
    for (InputFile file : input) {
      line(
          text,
          "input     %s: %s, %,d bytes, sha256 %s",
          file.role(),
          file.name(),
          file.bytes(),
          hash(file.sha256()));
    }
    line(text, "runs      %d of each contender, in turns, every other turn backwards", repeat);
    text.append('\n');
    results.forEach(each -> line(text, "%s: %s.", each.contender().title(), each.does()));
    text.append('\n');
    line(
        text,
        "Seconds: median (least - most). Ratios: times those of '%s', turn by turn",
        results.get(0).contender().title());
    text.append(summary());
    results.stream()
        .filter(each -> each.linksSha256().size() > 1)
        .forEach(
            each ->
                line(
                    text,
                    "Note: '%s' gave different links in different runs.",
                    each.contender().title()));
    text.append('\n').append("Wall seconds of the stages as each tells them itself\n");
    for (VersusResult each : results) {
      line(text, "%s: %s", each.contender().title(), stages(each));
    }
    text.append('\n').append("All runs\n").append(allRuns());
    return text.toString();
  }

  private String summary() {
    TextTable table =
        new TextTable(TextTable.Lines.PLAIN)
            .texts("")
            .numbers("CPU s", "ratio", "wall s", "ratio", "F1", "precision", "recall")
            .texts("links sha256");
    for (VersusResult each : results) {
      table.row(
          each.contender().title(),
          seconds(each.cpuSeconds()),
          seconds(each.cpuRatio()),
          seconds(each.wallSeconds()),
          seconds(each.wallRatio()),
          format("%.4f", each.f1()),
          format("%.4f", each.precision()),
          format("%.4f", each.recall()),
          each.linksSha256().stream().map(VersusReport::hash).collect(Collectors.joining(" ")));
    }
    return table.render();
  }

  private String allRuns() {
    TextTable table =
        new TextTable(TextTable.Lines.PLAIN)
            .numbers("run", "turn")
            .texts("contender")
            .numbers("load", "wall s", "CPU s")
            .texts("of these");
    for (VersusRun run : runs) {
      table.row(
          Integer.toString(run.number()),
          Integer.toString(run.repetition()),
          run.contender().title(),
          format("%.1f", run.load()),
          format("%.2f", run.wallSeconds()),
          format("%.2f", run.cpuTotal()),
          run.cpuSeconds().entrySet().stream()
              .filter(group -> group.getValue() > 0)
              .map(group -> group.getKey() + format(" %.2f", group.getValue()))
              .collect(Collectors.joining(", ")));
    }
    return table.render();
  }

  private static String stages(VersusResult result) {
    return result.stages().entrySet().stream()
        .map(stage -> stage.getKey() + format(" %.2f", stage.getValue().median()))
        .collect(Collectors.joining(", "));
  }

  private String loads() {
    Spread load = Spread.of(runs.stream().map(VersusRun::load).toList());
    return load.min() < 0 ? "unknown" : format("%.1f to %.1f", load.min(), load.max());
  }

  private static String seconds(Spread spread) {
    return format("%.2f (%.2f - %.2f)", spread.median(), spread.min(), spread.max());
  }

  private static String hash(String sha256) {
    return sha256.substring(0, Math.min(SHORT_HASH, sha256.length()));
  }

  private static void line(StringBuilder text, String pattern, Object... values) {
    text.append(format(pattern, values)).append('\n');
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}

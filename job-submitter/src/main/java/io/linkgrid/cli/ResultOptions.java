package io.linkgrid.cli;

import io.linkgrid.report.RunSummary;
import io.linkgrid.report.SummaryFile;
import io.linkgrid.report.SummaryTable;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the results of a run go, and how its summary is printed. */
final class ResultOptions {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Where links.csv, entities.csv, rejects.csv, model.json, summary.json and report.html go"
              + " (default: ${DEFAULT-VALUE}).",
      defaultValue = "linkgrid-out")
  private Path out = Path.of("linkgrid-out");

  @Option(
      names = "--format",
      paramLabel = "table|json",
      description = "How the summary is printed (default: ${DEFAULT-VALUE}).",
      defaultValue = "table")
  private SummaryFormat format = SummaryFormat.table;

  /** How the summary is printed. */
  enum SummaryFormat {
    table,
    json
  }

  Path out() {
    return out;
  }

  void print(RunSummary summary, LinkgridCommand main) {
    main.out()
        .println(
            switch (format) {
              case table -> SummaryTable.render(summary, !Terminal.isPresent());
              case json -> SummaryFile.toJson(summary);
            });
    if (format == SummaryFormat.table) {
      main.out().println("Results: " + out.toAbsolutePath().normalize());
    }
    main.out().flush();
  }
}

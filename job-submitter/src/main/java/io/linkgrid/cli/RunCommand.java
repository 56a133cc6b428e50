package io.linkgrid.cli;

import io.linkgrid.job.LinkRun;
import io.linkgrid.job.RunInputs;
import io.linkgrid.report.Progress;
import io.linkgrid.report.RunSummary;
import io.linkgrid.report.SummaryFile;
import io.linkgrid.report.SummaryTable;
import io.linkgrid.spec.SpecText;
import io.linkgrid.submit.GridConnection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** The main job. */
@Command(
    name = "run",
    description = {
      "Takes the clean file A and the dirty file B in, links them, joins what they report with trips,"
          + " and writes tables, result files and a report.",
      "What is done already is not done again; an interrupted run goes on where it stopped."
    })
final class RunCommand implements Callable<Integer> {
  @Option(
      names = "--a",
      paramLabel = "FILE",
      required = true,
      description =
          "The first file of records: CSV or TSV, plain, gzip or zip; with or without header.")
  private @Nullable Path a;

  @Option(
      names = "--b",
      paramLabel = "FILE",
      description = "The second file of records, linked to what the first one founded.")
  private @Nullable Path b;

  @Option(
      names = "--trips",
      paramLabel = "FILE",
      arity = "1..*",
      description = "Files of trips for the final join.")
  private List<Path> trips = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Where links.csv, entities.csv, rejects.csv, summary.json and report.html go"
              + " (default: ${DEFAULT-VALUE}).",
      defaultValue = "linkgrid-out")
  private Path out = Path.of("linkgrid-out");

  @Option(
      names = "--format",
      paramLabel = "table|json",
      description = "How the summary is printed (default: ${DEFAULT-VALUE}).",
      defaultValue = "table")
  private SummaryFormat format = SummaryFormat.table;

  @Mixin private SpecOption spec = new SpecOption();
  @Mixin private DatabaseOptions database = new DatabaseOptions();
  @Mixin private GridOptions grid = new GridOptions();
  @ParentCommand private @Nullable LinkgridCommand parent;

  /** How the summary is printed. */
  enum SummaryFormat {
    table,
    json
  }

  @Override
  public Integer call() throws Exception {
    LinkgridCommand main = Objects.requireNonNull(parent);
    List<RunInputs.RecordFile> records = new ArrayList<>();
    records.add(new RunInputs.RecordFile("A", Objects.requireNonNull(a)));
    if (b != null) {
      records.add(new RunInputs.RecordFile("B", b));
    }
    RunSummary summary = run(records, spec.read(), main);
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
    return 0;
  }

  private RunSummary run(
      List<RunInputs.RecordFile> records, SpecText specText, LinkgridCommand main)
      throws Exception {
    Path spool = database.dataDirectory().resolve("spool");
    Path logs = database.dataDirectory().resolve("logs");
    RunInputs inputs = new RunInputs(records, trips, specText, out, spool);
    List<GridConnection> opened = new ArrayList<>(1);
    try (DatabaseSession session = DatabaseSession.open(database, main.environment(), specText)) {
      return new LinkRun(
              inputs,
              session.database(),
              () -> {
                GridConnection connection = grid.connect(logs, session.secrets());
                opened.add(connection);
                return connection;
              },
              Progress.on(main.err(), Terminal.isPresent(), true),
              sentence -> main.err().println(sentence))
          .run();
    } finally {
      for (GridConnection connection : opened) {
        connection.close();
      }
    }
  }
}

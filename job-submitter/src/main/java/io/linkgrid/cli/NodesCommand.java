package io.linkgrid.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.linkgrid.grid.NodeReport;
import io.linkgrid.report.TextTable;
import io.linkgrid.submit.GridConnection;
import io.linkgrid.submit.NodeReports;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Lists the members of a grid. */
@Command(name = "nodes", description = "Lists the nodes of a grid.")
final class NodesCommand implements Callable<Integer> {
  private static final long MEBIBYTE = 1024L * 1024;

  @ParentCommand private LinkgridCommand root = new LinkgridCommand();

  @Option(
      names = "--grid",
      split = ",",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:5701",
      description = "One or more nodes of the grid. Default: ${DEFAULT-VALUE}.")
  private List<String> grid = List.of();

  @Option(
      names = "--format",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private OutputFormat format = OutputFormat.TABLE;

  @Override
  public Integer call() throws JsonProcessingException {
    List<NodeReport> reports;
    try (GridConnection connection = GridConnection.connect(grid)) {
      reports = NodeReports.collect(connection);
    }
    root.out()
        .println(
            switch (format) {
              case TABLE -> table(reports);
              case JSON ->
                  new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(reports);
            });
    return 0;
  }

  private static String table(List<NodeReport> reports) {
    TextTable table =
        new TextTable(TextTable.Lines.NONE)
            .texts("NODE")
            .numbers("PID")
            .texts("BUILD", "JAVA")
            .numbers("CORES", "HEAP USED MB", "MAX MB");
    for (NodeReport report : reports) {
      table.row(
          report.address(),
          Long.toString(report.pid()),
          report.build(),
          report.java(),
          Integer.toString(report.processors()),
          mebibytes(report.heapUsedBytes()),
          mebibytes(report.heapMaxBytes()));
    }
    return table.render().stripTrailing();
  }

  private static String mebibytes(long bytes) {
    return Long.toString(bytes / MEBIBYTE);
  }
}

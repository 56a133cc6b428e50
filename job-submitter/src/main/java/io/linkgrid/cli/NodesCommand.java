package io.linkgrid.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import io.linkgrid.grid.NodeReport;
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
    return AsciiTable.getTable(
        AsciiTable.NO_BORDERS,
        reports,
        List.of(
            left("NODE").with(NodeReport::address),
            right("PID").with(report -> Long.toString(report.pid())),
            left("BUILD").with(NodeReport::build),
            left("JAVA").with(NodeReport::java),
            right("CORES").with(report -> Integer.toString(report.processors())),
            right("HEAP USED MB").with(report -> mebibytes(report.heapUsedBytes())),
            right("MAX MB").with(report -> mebibytes(report.heapMaxBytes()))));
  }

  private static Column left(String header) {
    return new Column()
        .header(header)
        .headerAlign(HorizontalAlign.LEFT)
        .dataAlign(HorizontalAlign.LEFT);
  }

  private static Column right(String header) {
    return new Column()
        .header(header)
        .headerAlign(HorizontalAlign.RIGHT)
        .dataAlign(HorizontalAlign.RIGHT);
  }

  private static String mebibytes(long bytes) {
    return Long.toString(bytes / MEBIBYTE);
  }
}

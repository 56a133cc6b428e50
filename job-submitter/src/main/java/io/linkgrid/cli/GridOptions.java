package io.linkgrid.cli;

import io.linkgrid.submit.GridConnection;
import io.linkgrid.submit.NodeOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which grid does the work: nodes that run, nodes for this run, or one inside. */
final class GridOptions {
  /**
   * Up to here, packed or not, the fastest code costs more than it saves on two cores; on many, it
   * is made beside the work.
   */
  private static final long LITTLE = 16_000_000;

  private static final int FEW_CORES = 2;

  @ArgGroup(exclusive = true)
  private @Nullable Choice choice;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      description = "The heap of each node of --nodes (default: ${DEFAULT-VALUE}).",
      defaultValue = "1g")
  private String heap = "1g";

  static final class Choice {
    @Option(
        names = "--nodes",
        paramLabel = "N",
        required = true,
        description =
            "Start N node processes for this run. Without this and --grid one member runs inside.")
    private int nodes;

    @Option(
        names = "--grid",
        paramLabel = "HOST:PORT",
        split = ",",
        required = true,
        description = "Use the grid of which these are members.")
    private List<String> grid = List.of();
  }

  /** Returns where the work is done, for people: the addresses of nodes that run, or whose else. */
  String describe() {
    if (choice == null) {
      return "inside the command";
    }
    return choice.grid.isEmpty()
        ? choice.nodes + (choice.nodes == 1 ? " node" : " nodes") + " of its own"
        : String.join(",", choice.grid);
  }

  /**
   * Connects to the grid, or starts it.
   *
   * @param logs where nodes that are started write their logs
   * @param secrets variables by which such nodes find the password of the database
   */
  GridConnection connect(Path logs, Map<String, String> secrets) {
    return connect(logs, secrets, Long.MAX_VALUE);
  }

  /**
   * As above.
   *
   * @param bytes how much such nodes will read, in all their life
   */
  GridConnection connect(Path logs, Map<String, String> secrets, long bytes) {
    if (choice == null) {
      return GridConnection.embedded();
    }
    return choice.grid.isEmpty()
        ? GridConnection.startNodes(
            choice.nodes,
            NodeOptions.loggingTo(logs)
                .withHeap(heap)
                .withEnvironment(secrets)
                .brief(isBrief(bytes, Runtime.getRuntime().availableProcessors(), choice.nodes)))
        : GridConnection.connect(choice.grid);
  }

  static boolean isBrief(long bytes, int cores, int nodes) {
    return bytes <= LITTLE && cores / Math.max(1, nodes) <= FEW_CORES;
  }
}

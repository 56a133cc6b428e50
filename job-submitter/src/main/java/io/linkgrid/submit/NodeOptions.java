package io.linkgrid.submit;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How node processes are started.
 *
 * @param heap the most heap of each node, as Java writes it: 512m, 2g
 * @param cores the cores of the machine to pin nodes to, by their numbers: node i gets core i
 *     modulo their count; empty: not pinned
 * @param logDirectory where each node writes its log, {@code node-1.log} and so on
 * @param environment further variables for the nodes; they win over this process's own
 * @param brief whether they have so little to do, on so few cores, that the compiler which makes
 *     the fastest code would take longer than it saves
 */
public record NodeOptions(
    String heap,
    List<Integer> cores,
    Path logDirectory,
    Map<String, String> environment,
    boolean brief) {
  private static final Pattern HEAP = Pattern.compile("[1-9][0-9]*[kKmMgG]?");
  private static final String DEFAULT_HEAP = "1g";

  /**
   * Checks what Java would refuse.
   *
   * @throws LinkgridException of kind USAGE
   */
  public NodeOptions {
    if (!HEAP.matcher(heap).matches()) {
      throw new LinkgridException(
          Kind.USAGE,
          "'" + heap + "' is no size of a heap; expected a number and m or g: 512m, 2g.");
    }
    for (int core : cores) {
      if (core < 0) {
        throw new LinkgridException(
            Kind.USAGE, "There is no core " + core + "; cores are numbered from 0.");
      }
    }
    cores = List.copyOf(cores);
    environment = Map.copyOf(environment);
  }

  /** Nodes with a heap of 1g each, not pinned. */
  public static NodeOptions loggingTo(Path logDirectory) {
    return new NodeOptions(DEFAULT_HEAP, List.of(), logDirectory, Map.of(), false);
  }

  /** The same with another heap. */
  public NodeOptions withHeap(String size) {
    return new NodeOptions(size, cores, logDirectory, environment, brief);
  }

  /** The same, pinned to cores. */
  public NodeOptions pinnedTo(List<Integer> numbers) {
    return new NodeOptions(heap, numbers, logDirectory, environment, brief);
  }

  /** The same with variables for the nodes. */
  public NodeOptions withEnvironment(Map<String, String> variables) {
    return new NodeOptions(heap, cores, logDirectory, variables, brief);
  }

  /** The same for little work, or for any. */
  public NodeOptions brief(boolean little) {
    return new NodeOptions(heap, cores, logDirectory, environment, little);
  }
}

package io.linkgrid.bench;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.submit.GridConnection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is compared, and how often it is measured.
 *
 * @param workers numbers of node processes, in the order in which they take turns
 * @param repeat how often each is measured
 * @param warmUp whether a run that does not count goes first, so that the first one that does finds
 *     the submitter's code compiled and the files in memory, as all the others do
 * @param pinning whether nodes are kept to cores
 * @param heap the most heap of each node, as Java writes it
 */
public record BenchSettings(
    List<Integer> workers, int repeat, boolean warmUp, Pinning pinning, String heap) {
  static final int MOST_WORKERS = 64;
  static final int MOST_REPETITIONS = 100;

  /**
   * Checks the settings.
   *
   * @throws LinkgridException of kind USAGE, naming every setting that cannot be used
   */
  public BenchSettings {
    workers = List.copyOf(workers);
    List<String> problems = new ArrayList<>();
    if (workers.isEmpty()) {
      problems.add(wrongWorkers(""));
    }
    Set<Integer> seen = new HashSet<>();
    for (int count : workers) {
      if (count < 1 || count > MOST_WORKERS) {
        problems.add(wrongWorkers(Integer.toString(count)));
      } else if (!seen.add(count)) {
        problems.add("-w names " + count + " twice; --repeat is how often each is measured");
      }
    }
    if (repeat < 1 || repeat > MOST_REPETITIONS) {
      problems.add("--repeat is 1 to " + MOST_REPETITIONS + ", but found " + repeat);
    }
    if (pinning == Pinning.ON && !GridConnection.canPinNodes()) {
      problems.add("--pin needs taskset, which is not here (Debian: apt-get install util-linux)");
    }
    if (!problems.isEmpty()) {
      throw new LinkgridException(
          Kind.USAGE, "Cannot run the benchmark: " + String.join("; ", problems) + ".");
    }
  }

  /**
   * Reads numbers of workers.
   *
   * @param list as it is typed: 1,2,4
   * @throws LinkgridException of kind USAGE if something in it is no number
   */
  public static List<Integer> workers(String list) {
    return Stream.of(list.split(",", -1)).map(String::strip).map(BenchSettings::worker).toList();
  }

  private static int worker(String text) {
    if (!text.matches("[0-9]{1,9}")) {
      throw new LinkgridException(
          Kind.USAGE, "Cannot run the benchmark: " + wrongWorkers(text) + ".");
    }
    return Integer.parseInt(text);
  }

  private static String wrongWorkers(String found) {
    return "-w is a list of numbers of node processes from 1 to "
        + MOST_WORKERS
        + ", such as 1,2,4, but found '"
        + found
        + "'";
  }

  /** Returns the workers as they are typed. */
  String workersAsTyped() {
    return workers.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  /** Returns whether nodes are kept to cores when there are so many of both. */
  boolean pins(int nodes, int cores) {
    return switch (pinning) {
      case OFF -> false;
      case AUTO, ON -> nodes <= cores && GridConnection.canPinNodes();
    };
  }
}

package io.linkgrid.job;

import com.hazelcast.cluster.Member;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.submit.GridConnection;
import io.linkgrid.submit.NodeProcess;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Says once of each node that goes away while a run uses it, and why if that can be known. Not safe
 * for several threads.
 */
final class GoneNodes {
  /** What a JVM that has no memory left ends with, see conf/jvm.options. */
  private static final int NO_MEMORY = 3;

  private static final int KILLED = 137;
  private static final long PATIENCE_SECONDS = 2;

  private final GridConnection grid;
  private final Notices notices;
  private final Set<String> there = new HashSet<>();
  private final Set<Integer> told = new HashSet<>();

  GoneNodes(GridConnection grid, Notices notices) {
    this.grid = grid;
    this.notices = notices;
  }

  /**
   * Looks who is there.
   *
   * @throws LinkgridException of kind GRID if nobody is, or a node of another build
   */
  void look() {
    tell();
    if (isLost()) {
      throw lost(grid);
    }
    grid.refuseOtherBuilds();
  }

  /** Returns whether no node is left that could answer. */
  boolean isLost() {
    return !grid.isOpen()
        || (!grid.processes().isEmpty()
            && grid.processes().stream().noneMatch(node -> node.process().isAlive()));
  }

  /** What is said when no node is left. */
  static LinkgridException lost(GridConnection grid) {
    return new LinkgridException(
        Kind.GRID,
        "No node of the grid is left"
            + (grid.processes().isEmpty() ? ", or none can be reached; their logs say why" : "")
            + ". What was written is kept. Run again to go on, "
            + (grid.processes().isEmpty() ? "when nodes run; " : "")
            + "with more heap or more nodes where they had no memory left.");
  }

  private void tell() {
    if (!grid.processes().isEmpty()) {
      grid.processes().stream()
          .filter(node -> !node.process().isAlive() && told.add(node.number()))
          .forEach(node -> notices.say(sentence(node)));
      return;
    }
    if (!grid.isOpen()) {
      return;
    }
    Set<String> now = new HashSet<>();
    for (Member node : grid.hz().getCluster().getMembers()) {
      now.add(node.getAddress().getHost() + ":" + node.getAddress().getPort());
    }
    there.stream()
        .filter(node -> !now.contains(node))
        .sorted()
        .forEach(node -> notices.say("The node " + node + " has left the grid; its log says why."));
    there.clear();
    there.addAll(now);
  }

  /** Says who has gone after a failure: a node that has caused it may just be about to end. */
  void tellAfterFailure() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    try {
      for (NodeProcess node : grid.processes()) {
        node.process().waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    tell();
  }

  private static String sentence(NodeProcess node) {
    int code = node.process().exitValue();
    String why =
        switch (code) {
          case NO_MEMORY -> "it had no memory left (exit code 3)";
          case KILLED ->
              "it was killed (exit code 137), by somebody, or by the system for want of memory";
          default -> "exit code " + code;
        };
    return "Node %d (%s) has ended: %s. Its log is %s."
        .formatted(node.number(), node.address(), why, node.log());
  }
}

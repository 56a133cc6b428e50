package io.linkgrid.submit;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastInstance;
import io.linkgrid.grid.NodeReport;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks every node of a grid for its report. */
public final class NodeReports {
  private static final long PATIENCE_SECONDS = 10;

  private NodeReports() {}

  /**
   * Returns a report a node, ordered by address.
   *
   * @throws LinkgridException of kind GRID if a node does not answer within ten seconds
   */
  public static List<NodeReport> collect(GridConnection connection) {
    HazelcastInstance grid = connection.hz();
    Map<Member, Future<NodeReport>> answers =
        grid.getExecutorService(NodeReport.EXECUTOR).submitToAllMembers(new NodeReport.Request());
    List<NodeReport> reports = new ArrayList<>();
    for (Map.Entry<Member, Future<NodeReport>> answer : answers.entrySet()) {
      reports.add(await(answer.getKey(), answer.getValue()));
    }
    reports.sort(Comparator.comparing(NodeReport::address));
    return List.copyOf(reports);
  }

  private static NodeReport await(Member node, Future<NodeReport> answer) {
    try {
      return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new LinkgridException(
          Kind.GRID,
          "The node %s:%d gave no report within %d s; its log says more."
              .formatted(
                  node.getAddress().getHost(), node.getAddress().getPort(), PATIENCE_SECONDS),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("Interrupted while nodes reported.");
    }
  }
}

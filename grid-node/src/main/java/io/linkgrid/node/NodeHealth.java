package io.linkgrid.node;

import com.hazelcast.cluster.Address;
import com.hazelcast.cluster.ClusterState;
import com.hazelcast.core.HazelcastInstance;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Answers whether a node lives and whether it can take work. Safe for any number of threads. */
final class NodeHealth {
  private final HazelcastInstance member;
  private final String address;
  private final AtomicBoolean leaving = new AtomicBoolean();
  private final PatientLook<Report> grid = new PatientLook<>("linkgrid-health-look", this::look);

  NodeHealth(HazelcastInstance member) {
    this.member = member;
    Address own = member.getCluster().getLocalMember().getAddress();
    this.address = own.getHost() + ":" + own.getPort();
  }

  /**
   * What a probe learns.
   *
   * @param member the node's address
   * @param ok whether the answer is yes
   * @param clusterSize members that it sees; 0 if it cannot tell
   * @param reasons why not; empty if the answer is yes
   */
  record Report(String member, boolean ok, int clusterSize, List<String> reasons) {
    Report {
      reasons = List.copyOf(reasons);
    }
  }

  /** Returns host and port of the member. */
  String address() {
    return address;
  }

  /** From now on the node is not ready. */
  void leave() {
    leaving.set(true);
  }

  /** Whether the process is worth keeping. */
  Report live() {
    return member.getLifecycleService().isRunning()
        ? new Report(address, true, member.getCluster().getMembers().size(), List.of())
        : notOk("the member has shut down");
  }

  /**
   * Whether the node has joined, its copies of the data are complete and Jet answers. Asked often,
   * it looks once at a time; a look that takes longer than two seconds is a no.
   */
  Report ready() {
    if (leaving.get()) {
      return notOk("the node is leaving");
    }
    return grid.answerOr(this::notOk);
  }

  private Report look() {
    if (!member.getLifecycleService().isRunning()) {
      return notOk("the member has shut down");
    }
    List<String> reasons = new ArrayList<>();
    ClusterState state = member.getCluster().getClusterState();
    if (state != ClusterState.ACTIVE) {
      reasons.add("the cluster is " + state);
    }
    if (!member.getPartitionService().isLocalMemberSafe()) {
      reasons.add("copies of partitions are on their way");
    }
    // Asks the coordinator of jobs, so an answer means that Jet works.
    member.getJet().getJobs();
    return new Report(address, reasons.isEmpty(), member.getCluster().getMembers().size(), reasons);
  }

  private Report notOk(String reason) {
    return new Report(address, false, 0, List.of(reason));
  }
}

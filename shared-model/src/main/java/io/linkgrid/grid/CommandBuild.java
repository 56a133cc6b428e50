package io.linkgrid.grid;

import com.hazelcast.cluster.Address;
import com.hazelcast.cluster.Cluster;
import com.hazelcast.cluster.Member;
import com.hazelcast.jet.config.JobConfig;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The build of a command, which is that of its jobs. The command looks at it before it asks nodes
 * for anything; each job carries it, and each node on which the job begins looks again, since a
 * node of another build may have joined in that very moment. A job on nodes of two builds could
 * clean, compare and decide in two ways.
 *
 * @param kernel the hash of the shared model, as {@link BuildHash#current} gives it
 * @param jobs the hash of the classes of jobs, as {@link BuildHash#ofJobs} gives it; else empty
 */
public record CommandBuild(String kernel, String jobs) {
  private static final CommandBuild OLDER = new CommandBuild("(unknown)", "(unknown)");

  /** Returns the build of this process. */
  public static CommandBuild ofThisProcess() {
    return new CommandBuild(BuildHash.current(), BuildHash.ofJobs().orElse(""));
  }

  /** Returns the build of the command that sent a job; one that does not say it is older. */
  public static CommandBuild of(JobConfig job) {
    String kernel = job.getArgument(BuildHash.MEMBER_ATTRIBUTE);
    String jobs = job.getArgument(BuildHash.JOBS_ATTRIBUTE);
    return kernel == null || jobs == null ? OLDER : new CommandBuild(kernel, jobs);
  }

  /** Writes on a job of which build it is. */
  public void mark(JobConfig job) {
    job.setArgument(BuildHash.MEMBER_ATTRIBUTE, kernel);
    job.setArgument(BuildHash.JOBS_ATTRIBUTE, jobs);
  }

  /** Returns both hashes in one, by which what one build leaves in the grid is known. */
  public String text() {
    return kernel + "/" + jobs;
  }

  /**
   * Looks at what all nodes say of themselves, as a command sees it from afar.
   *
   * @throws LinkgridException of kind GRID if one is of another build, or no node of linkgrid
   */
  public void refuseOthers(Cluster grid) {
    grid.getMembers().forEach(this::refuseOther);
  }

  private void refuseOther(Member node) {
    String theirs = node.getAttribute(BuildHash.MEMBER_ATTRIBUTE);
    if (theirs == null) {
      throw new LinkgridException(
          Kind.GRID,
          "The member "
              + text(node.getAddress())
              + " is no linkgrid node. Start nodes with scripts/start-nodes or bin/grid-node.");
    }
    refuseOther(node.getAddress(), theirs, node.getAttribute(BuildHash.JOBS_ATTRIBUTE));
  }

  /**
   * Looks at the node on which the caller runs, and which may have joined just now.
   *
   * @throws LinkgridException of kind GRID if it is of another build
   */
  public void refuseAnotherThanHere(Member here) {
    refuseOther(here.getAddress(), BuildHash.current(), BuildHash.ofJobs().orElse(null));
  }

  private void refuseOther(Address node, String theirKernel, @Nullable String theirJobs) {
    if (!theirKernel.equals(kernel)) {
      throw new LinkgridException(
          Kind.GRID,
          "The node %s runs build %s, but this command is build %s, so they may not understand"
                  .formatted(text(node), theirKernel, kernel)
              + " each other. What was written is kept. Start all nodes from one build"
              + " (scripts/stop-nodes, then scripts/start-nodes), and run again with its command.");
    }
    // A node without jobs runs those that are sent along.
    if (theirJobs != null && !theirJobs.equals(jobs)) {
      throw new LinkgridException(
          Kind.GRID,
          "The node %s has jobs of build %s and would run these, but this command's are build %s."
                  .formatted(text(node), theirJobs, jobs)
              + " What was written is kept. Start all nodes from one build, and run again with its"
              + " command; or start them with LINKGRID_JOBS=sent: then each command sends its own"
              + " jobs.");
    }
  }

  private static String text(Address address) {
    return address.getHost() + ":" + address.getPort();
  }
}

package io.linkgrid.grid;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import java.io.Serializable;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What a node says about itself.
 *
 * @param address host and port under which it is a member
 * @param pid the id of its process
 * @param build the hash of its shared model, see {@link BuildHash}
 * @param java the version of its Java runtime
 * @param processors the cores that it may use
 * @param heapUsedBytes heap in use, garbage included
 * @param heapMaxBytes the most heap that it may use
 */
public record NodeReport(
    String address,
    long pid,
    String build,
    String java,
    int processors,
    long heapUsedBytes,
    long heapMaxBytes)
    implements Serializable {

  /** The executor of the grid that answers {@link Request}s. */
  public static final String EXECUTOR = "linkgrid.report";

  /** Asks the node on which it runs for its report. */
  public static final class Request
      implements Callable<NodeReport>, HazelcastInstanceAware, Serializable {
    private transient @Nullable HazelcastInstance member;

    @Override
    public void setHazelcastInstance(HazelcastInstance member) {
      this.member = member;
    }

    @Override
    public NodeReport call() {
      var address = Objects.requireNonNull(member).getCluster().getLocalMember().getAddress();
      Runtime runtime = Runtime.getRuntime();
      return new NodeReport(
          address.getHost() + ":" + address.getPort(),
          ProcessHandle.current().pid(),
          BuildHash.current(),
          Runtime.version().toString(),
          runtime.availableProcessors(),
          runtime.totalMemory() - runtime.freeMemory(),
          runtime.maxMemory());
    }
  }
}

package io.linkgrid.node;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a member together with its services, which end when the member does. */
final class NodeMember {
  private static final Logger LOG = LoggerFactory.getLogger(NodeMember.class);

  private static final String POOL = "java.util.concurrent.ForkJoinPool.common.parallelism";
  private static final int LEAST_POOL = 2;

  private NodeMember() {}

  /**
   * Returns a member that has joined.
   *
   * @throws LinkgridException of kind GRID if it could not start; nothing is left running then
   */
  static HazelcastInstance start(Config config) {
    enlargePool();
    HazelcastInstance member;
    try {
      member = Hazelcast.newHazelcastInstance(config);
    } catch (RuntimeException e) {
      throw new LinkgridException(
          Kind.GRID,
          "The node did not start: "
              + (e.getMessage() == null ? e.toString() : e.getMessage())
              + " Its log above says more; ports and addresses are set under 'network' in "
              + NodeConfiguration.FILE
              + ".",
          e);
    }
    try {
      AutoCloseable services = NodeServicesInstaller.install(member);
      member
          .getLifecycleService()
          .addLifecycleListener(
              event -> {
                if (event.getState() == LifecycleState.SHUTDOWN) {
                  end(services);
                }
              });
      return member;
    } catch (RuntimeException e) {
      member.getLifecycleService().terminate();
      throw e;
    }
  }

  /**
   * Where Java's own pool has a single thread, as on two cores, Hazelcast starts a new thread for
   * each answer that it waits for: some thousand a minute while a reference is loaded.
   */
  private static void enlargePool() {
    if (Runtime.getRuntime().availableProcessors() <= LEAST_POOL
        && System.getProperty(POOL) == null) {
      System.setProperty(POOL, Integer.toString(LEAST_POOL));
    }
  }

  /** The member is gone by now: a failure can only be told. */
  private static void end(AutoCloseable services) {
    try {
      services.close();
    } catch (Exception e) {
      LOG.warn("The services of the node did not end cleanly", e);
    }
  }
}

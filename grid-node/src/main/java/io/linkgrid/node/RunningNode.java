package io.linkgrid.node;

import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A member in its own process, from the moment it has joined to its end. */
final class RunningNode {
  /** How a node that is asked to stop treats its data. */
  private enum Policy {
    /** Hand it over to the other nodes first. */
    GRACEFUL,
    /** Trust the backups. */
    TERMINATE
  }

  private static final Logger LOG = LoggerFactory.getLogger(RunningNode.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);
  private static final int LOOKS_A_COMPLAINT = 300;

  private final HazelcastInstance member;
  private final NodeHealth health;
  private final Policy policy;
  private final AtomicBoolean asked = new AtomicBoolean();
  private final CountDownLatch ended = new CountDownLatch(1);

  RunningNode(HazelcastInstance member, Config config) {
    this.member = member;
    this.health = new NodeHealth(member);
    this.policy = policyOf(config);
    member.getLifecycleService().addLifecycleListener(this::notice);
    if (!member.getLifecycleService().isRunning()) {
      ended.countDown();
    }
  }

  NodeHealth health() {
    return health;
  }

  boolean wasAskedToStop() {
    return asked.get();
  }

  /**
   * Makes SIGTERM and SIGINT stop the node. The JVM would end with 143 or 130; a node that stopped
   * as it was asked to ends with 0.
   */
  void stopOnSignal() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::onSignal, "linkgrid-stop"));
  }

  /** Stops the node when another process ends. */
  void stopAfter(long pid) {
    Optional<ProcessHandle> parent = ProcessHandle.of(pid);
    if (parent.isPresent()) {
      var unused = parent.get().onExit().thenRun(this::stop);
    } else {
      stop();
    }
  }

  /** Waits until the node can take work; false if it ended before. */
  boolean awaitReady() {
    for (int looks = 1; ; looks++) {
      NodeHealth.Report report = health.ready();
      if (report.ok()) {
        return true;
      }
      if (looks % LOOKS_A_COMPLAINT == 0) {
        LOG.warn("Not ready yet: {}", String.join("; ", report.reasons()));
      }
      if (endsWithin(LOOK_EVERY)) {
        return false;
      }
    }
  }

  /** Waits until the member has shut down, or until the calling thread is interrupted. */
  void awaitEnd() {
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      asked.set(true);
    }
  }

  /** Stops the member; does nothing if it has stopped already. */
  void stop() {
    if (!member.getLifecycleService().isRunning()) {
      return;
    }
    asked.set(true);
    health.leave();
    LOG.info("Stopping: {}", policy.name().toLowerCase(Locale.ROOT));
    switch (policy) {
      case GRACEFUL -> member.getLifecycleService().shutdown();
      case TERMINATE -> member.getLifecycleService().terminate();
    }
    LOG.info("Stopped");
  }

  private void onSignal() {
    if (member.getLifecycleService().isRunning()) {
      stop();
      Runtime.getRuntime().halt(0);
    }
  }

  private void notice(LifecycleEvent event) {
    if (event.getState() == LifecycleState.SHUTDOWN) {
      ended.countDown();
    }
  }

  private boolean endsWithin(Duration time) {
    try {
      return ended.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private static Policy policyOf(Config config) {
    String value = config.getProperty(NodeConfiguration.SHUTDOWN_POLICY);
    return Policy.TERMINATE.name().equals(value) ? Policy.TERMINATE : Policy.GRACEFUL;
  }
}

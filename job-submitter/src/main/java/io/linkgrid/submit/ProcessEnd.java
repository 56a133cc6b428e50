package io.linkgrid.submit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done when the process is told to end, by Ctrl-C or SIGTERM: work is stopped first, then
 * what the process tells about it, then its nodes, then its database server. The JVM's own hooks
 * have no order, and would take the server away from whoever still has to write how it ended. Safe
 * for any number of threads.
 */
public final class ProcessEnd {
  /** When something is done; in this order. */
  public enum Phase {
    /** Jobs are cancelled. */
    WORK,
    /** The end is written down and said to the user. */
    TOLD,
    /** The end is told to others. */
    NOTIFIED,
    /** Node processes end. */
    NODES,
    /** The embedded server ends. */
    SERVER
  }

  private static final Logger LOG = LoggerFactory.getLogger(ProcessEnd.class);
  private static final List<Registration> REGISTERED = new ArrayList<>();
  private static final AtomicBoolean HOOKED = new AtomicBoolean();
  private static final AtomicBoolean BEGUN = new AtomicBoolean();

  private ProcessEnd() {}

  /** Something that is done, unless it is closed before. */
  public static final class Registration implements AutoCloseable {
    private final Phase phase;
    private final Runnable action;

    private Registration(Phase phase, Runnable action) {
      this.phase = phase;
      this.action = action;
    }

    /** Returns whether the process was ending already, so that this may not be called any more. */
    public boolean isTooLate() {
      return BEGUN.get();
    }

    @Override
    public void close() {
      synchronized (REGISTERED) {
        REGISTERED.remove(this);
      }
    }
  }

  /** Has an action done in its phase. What it throws is logged, and the next one is done. */
  public static Registration before(Phase phase, Runnable action) {
    Registration registration = new Registration(phase, action);
    synchronized (REGISTERED) {
      REGISTERED.add(registration);
    }
    if (HOOKED.compareAndSet(false, true)) {
      try {
        Runtime.getRuntime().addShutdownHook(new Thread(ProcessEnd::end, "linkgrid-end"));
      } catch (IllegalStateException e) {
        LOG.debug("The process is ending already", e);
      }
    }
    return registration;
  }

  /** Returns whether the process has been told to end; what fails from now on fails by that. */
  public static boolean hasBegun() {
    return BEGUN.get();
  }

  private static void end() {
    BEGUN.set(true);
    for (Phase phase : Phase.values()) {
      for (Registration each : of(phase)) {
        try {
          each.action.run();
        } catch (RuntimeException e) {
          LOG.warn("At the end of the process, {}: {}", phase, e.getMessage(), e);
        }
      }
    }
  }

  private static List<Registration> of(Phase phase) {
    synchronized (REGISTERED) {
      return REGISTERED.stream().filter(each -> each.phase == phase).toList();
    }
  }
}

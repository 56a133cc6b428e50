package io.linkgrid.processor;

import com.hazelcast.jet.RestartableException;
import com.hazelcast.jet.core.AbstractProcessor;
import com.hazelcast.jet.core.Inbox;
import com.hazelcast.jet.core.Processor;
import io.linkgrid.grid.CommandBuild;
import io.linkgrid.grid.NodeFailure;
import io.linkgrid.grid.NodeServices;
import io.linkgrid.grid.NodeWork;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.SpecText;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A vertex that may block: it has a thread of its own, and waits while the next one is busy. */
abstract class BlockingProcessor extends AbstractProcessor {
  private static final long SHORTEST_WAIT_NANOS = 10_000;
  private static final long LONGEST_WAIT_NANOS = 1_000_000;

  private @Nullable Pulse pulse;

  @Override
  protected final void init(Processor.Context context) throws Exception {
    Pulse own = Pulse.join(context);
    pulse = own;
    own.enter();
    // The vertex has this thread for itself until it is closed.
    StageLog.mark(context);
    try {
      CommandBuild.of(context.jobConfig())
          .refuseAnotherThanHere(context.hazelcastInstance().getCluster().getLocalMember());
      begin(context);
    } catch (Exception e) {
      own.end();
      throw NodeFailure.travelling(e);
    } finally {
      own.leave();
    }
  }

  /** Gets ready, before the first item. */
  protected void begin(Processor.Context context) throws Exception {}

  /** Jet calls this again and again, also when nothing comes: a sign that the job goes on. */
  @Override
  public final boolean tryProcess() {
    pulse().beat();
    return true;
  }

  @Override
  public final void process(int ordinal, Inbox inbox) {
    Pulse own = pulse();
    own.enter();
    try {
      super.process(ordinal, inbox);
    } catch (Exception e) {
      own.end();
      throw NodeFailure.travelling(e);
    } finally {
      own.leave();
    }
  }

  @Override
  public final boolean complete() {
    Pulse own = pulse();
    own.enter();
    try {
      return finish();
    } catch (Exception e) {
      own.end();
      throw NodeFailure.travelling(e);
    } finally {
      own.leave();
    }
  }

  /** Does what is left when all items have come; called again until it returns true. */
  protected boolean finish() {
    return true;
  }

  /** Lets go of what the vertex holds; also called when the job fails, or {@code begin} has. */
  @Override
  public void close() throws Exception {
    if (pulse != null) {
      pulse.part();
      pulse = null;
    }
    StageLog.unmark();
  }

  private Pulse pulse() {
    return Objects.requireNonNull(pulse, "init comes first");
  }

  @Override
  public final boolean isCooperative() {
    return false;
  }

  /** Returns where the node counts what is done on it. */
  static NodeWork work(Processor.Context context) {
    return NodeServices.of(context.hazelcastInstance()).work();
  }

  /** Returns what a spec says, read once for all vertices on a node. */
  static LinkSpec spec(Processor.Context context, SpecText text) {
    return NodeServices.of(context.hazelcastInstance()).spec(text);
  }

  /**
   * Emits to one of the edges that leave the vertex, when there is room.
   *
   * @throws CancellationException if the job is cancelled or fails meanwhile
   * @throws RestartableException if a node has left the grid meanwhile, so that it starts again
   */
  final void emit(int ordinal, Object item) {
    if (tryEmit(ordinal, item)) {
      return;
    }
    Pulse own = pulse();
    Pulse.Watch watch = own.watch();
    // Who waits does not work: else two that wait for each other would take that for life.
    own.leave();
    try {
      long wait = SHORTEST_WAIT_NANOS;
      do {
        LockSupport.parkNanos(wait);
        if (watch.seesSomeoneGone()) {
          throw new RestartableException("A node of the job has left the grid");
        }
        if (Thread.currentThread().isInterrupted() || watch.seesNoLife()) {
          throw new CancellationException("The job was cancelled, or failed elsewhere");
        }
        wait = Math.min(2 * wait, LONGEST_WAIT_NANOS);
      } while (!tryEmit(ordinal, item));
    } finally {
      own.enter();
    }
  }
}

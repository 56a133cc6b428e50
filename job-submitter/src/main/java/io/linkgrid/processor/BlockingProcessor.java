package io.linkgrid.processor;

import com.hazelcast.jet.core.AbstractProcessor;
import com.hazelcast.jet.core.Processor;
import io.linkgrid.grid.NodeServices;
import io.linkgrid.grid.NodeWork;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.SpecText;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** A vertex that may block: it has a thread of its own, and waits while the next one is busy. */
abstract class BlockingProcessor extends AbstractProcessor {
  /**
   * Executions in which a vertex on this node was closed before its end, by their ids. Jet does not
   * interrupt a vertex that waits; so when another one has failed, here or elsewhere, nobody would
   * ever make room for it. Few fail, so they are never taken out.
   */
  private static final Set<Long> BROKEN = ConcurrentHashMap.newKeySet();

  private static final long SHORTEST_WAIT_NANOS = 10_000;
  private static final long LONGEST_WAIT_NANOS = 1_000_000;

  private long execution;
  private boolean isFinished;

  @Override
  protected final void init(Processor.Context context) throws Exception {
    execution = context.executionId();
    begin(context);
  }

  /** Gets ready, before the first item. */
  protected void begin(Processor.Context context) throws Exception {}

  @Override
  public final boolean complete() {
    isFinished = finish();
    return isFinished;
  }

  /** Does what is left when all items have come; called again until it returns true. */
  protected boolean finish() {
    return true;
  }

  @Override
  public void close() throws Exception {
    if (!isFinished) {
      BROKEN.add(execution);
    }
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
   */
  final void emit(int ordinal, Object item) {
    long wait = SHORTEST_WAIT_NANOS;
    while (!tryEmit(ordinal, item)) {
      LockSupport.parkNanos(wait);
      if (Thread.currentThread().isInterrupted() || BROKEN.contains(execution)) {
        throw new CancellationException("The job was cancelled");
      }
      wait = Math.min(2 * wait, LONGEST_WAIT_NANOS);
    }
  }
}

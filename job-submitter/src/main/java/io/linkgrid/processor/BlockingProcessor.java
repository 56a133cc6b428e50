package io.linkgrid.processor;

import com.hazelcast.jet.core.AbstractProcessor;

/** A vertex that may block: it has a thread of its own, and what it emits is always taken. */
abstract class BlockingProcessor extends AbstractProcessor {
  @Override
  public final boolean isCooperative() {
    return false;
  }

  /** Emits to one of the edges that leave the vertex. */
  final void emit(int ordinal, Object item) {
    if (!tryEmit(ordinal, item)) {
      throw new IllegalStateException("The outbox of a blocking vertex takes every item");
    }
  }
}

package io.linkgrid.grid;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import java.io.Serializable;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Prepares all blocks that the node on which it runs owns, so that the first lookups find them
 * ready. Returns how many there are.
 */
public final class WarmTask implements Callable<Integer>, HazelcastInstanceAware, Serializable {
  private final ResidentName reference;
  private transient @Nullable HazelcastInstance member;

  /** Prepares a reference. */
  public WarmTask(ResidentName reference) {
    this.reference = reference;
  }

  @Override
  public void setHazelcastInstance(HazelcastInstance hazelcastInstance) {
    member = hazelcastInstance;
  }

  @Override
  public Integer call() {
    return NodeServices.of(Objects.requireNonNull(member)).matching().resident(reference, 0).warm();
  }
}

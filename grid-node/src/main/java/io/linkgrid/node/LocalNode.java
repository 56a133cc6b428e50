package io.linkgrid.node;

import com.hazelcast.core.HazelcastInstance;
import io.linkgrid.grid.LocalMember;

/**
 * A node inside the caller's process: on loopback, on a free port, alone for ever. It has no health
 * endpoint and no shutdown hook; the caller shuts it down.
 */
public final class LocalNode implements LocalMember {
  @Override
  public HazelcastInstance start() {
    return NodeMember.start(NodeConfiguration.closed(System.getenv()));
  }
}

package io.linkgrid.submit;

import com.hazelcast.core.HazelcastInstance;

/** Connections of tests to members that they started themselves. */
public final class TestConnections {
  private TestConnections() {}

  /** Returns a connection through a client or a member. */
  public static GridConnection through(HazelcastInstance hz) {
    return new GridConnection(hz, null);
  }
}

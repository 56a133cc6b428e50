package io.linkgrid.node;

import com.hazelcast.core.HazelcastInstance;

/** Puts the services of a node where jobs find them. */
final class NodeServicesInstaller {
  private NodeServicesInstaller() {}

  /** Installs the services on a member; closing the result ends them. */
  static AutoCloseable install(HazelcastInstance member) {
    return () -> {};
  }
}

package io.linkgrid.grid;

import com.hazelcast.core.HazelcastInstance;

/**
 * Starts a node inside the caller's own process. Found by {@link java.util.ServiceLoader}, so that
 * the command line needs no class of the node.
 */
public interface LocalMember {
  /** Starts a member that nobody else can join; the caller shuts it down. */
  HazelcastInstance start();
}

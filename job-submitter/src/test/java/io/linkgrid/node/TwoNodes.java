package io.linkgrid.node;

import com.hazelcast.client.test.TestHazelcastFactory;
import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Two nodes in this process, as they are configured when they ship, on a network that exists in
 * memory alone. It lies in the node's package because nobody else may put a node together.
 */
public final class TwoNodes {
  private final TestHazelcastFactory network = new TestHazelcastFactory();
  private final List<AutoCloseable> services = new ArrayList<>();
  private final List<HazelcastInstance> members = new ArrayList<>();

  /** Starts both; they have formed one cluster then. */
  public TwoNodes() {
    Config config = NodeConfiguration.closed(Map.of());
    for (int i = 0; i < 2; i++) {
      HazelcastInstance member = network.newHazelcastInstance(config);
      members.add(member);
      services.add(NodeServicesInstaller.install(member));
    }
  }

  /** Returns the nodes. */
  public List<HazelcastInstance> members() {
    return List.copyOf(members);
  }

  /** Stops both. */
  public void stop() throws Exception {
    network.terminateAll();
    for (AutoCloseable service : services) {
      service.close();
    }
  }
}

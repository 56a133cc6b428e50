package io.linkgrid.node;

import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.client.test.TestHazelcastFactory;
import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import io.linkgrid.grid.GridSerialization;
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

  /** Returns a client of both, as a command has it. */
  public HazelcastInstance client() {
    ClientConfig config = new ClientConfig();
    config.setClusterName(members.get(0).getConfig().getClusterName());
    GridSerialization.register(config.getSerializationConfig());
    return network.newHazelcastClient(config);
  }

  /** Lets both prepare anew what they are asked about, as nodes that were started again. */
  public void forgetWhatIsResident() throws Exception {
    for (HazelcastInstance member : members) {
      services.add(NodeServicesInstaller.install(member));
    }
  }

  /** Stops both. */
  public void stop() throws Exception {
    network.terminateAll();
    for (AutoCloseable service : services) {
      service.close();
    }
  }
}

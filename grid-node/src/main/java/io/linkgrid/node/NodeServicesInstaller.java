package io.linkgrid.node;

import com.hazelcast.core.HazelcastInstance;
import io.linkgrid.grid.DatabaseAddress;
import io.linkgrid.grid.MatchingService;
import io.linkgrid.grid.NodeServices;
import io.linkgrid.grid.NodeWork;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.SpecText;
import javax.sql.DataSource;

/** Puts the services of a node where the jobs that run on it find them. */
final class NodeServicesInstaller {
  private NodeServicesInstaller() {}

  /** Installs the services; closing what is returned frees what they hold. */
  static AutoCloseable install(HazelcastInstance member) {
    ConnectionPools pools = new ConnectionPools(System.getenv());
    NodeWork work = new NodeWork();
    ParsedSpecs specs = new ParsedSpecs();
    MatchingService matching = new ResidentMatching(member);
    member
        .getUserContext()
        .put(
            NodeServices.KEY,
            new NodeServices() {
              @Override
              public NodeWork work() {
                return work;
              }

              @Override
              public MatchingService matching() {
                return matching;
              }

              @Override
              public LinkSpec spec(SpecText text) {
                return specs.of(text);
              }

              @Override
              public DataSource database(DatabaseAddress address) {
                return pools.pool(address);
              }
            });
    return pools;
  }
}

package io.linkgrid.node;

import com.hazelcast.core.HazelcastInstance;
import io.linkgrid.grid.MatchingService;
import io.linkgrid.grid.ReferenceId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The matching service of a node: keeps one resident reference a schema, the one that was asked for
 * last, so that jobs after the first find its blocks prepared.
 */
final class ResidentMatching implements MatchingService {
  private final HazelcastInstance member;
  private final Map<String, ResidentReference> bySchema = new ConcurrentHashMap<>();

  ResidentMatching(HazelcastInstance member) {
    this.member = member;
  }

  @Override
  public synchronized Matcher matcher(ReferenceId reference) {
    ResidentReference resident = bySchema.get(reference.schema());
    if (resident == null || !resident.is(reference)) {
      resident = ResidentReference.open(member, reference);
      bySchema.put(reference.schema(), resident);
    }
    return resident;
  }

  /** What is resident now, in order of schemas; does not wait for one that is being opened. */
  List<ResidentReference.Extent> extents() {
    return bySchema.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> entry.getValue().extent())
        .toList();
  }
}

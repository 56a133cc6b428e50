package io.linkgrid.node;

import com.hazelcast.core.HazelcastInstance;
import io.linkgrid.grid.GridNames;
import io.linkgrid.grid.HeldSpec;
import io.linkgrid.grid.MatchingService;
import io.linkgrid.grid.ReferenceId;
import io.linkgrid.grid.ResidentName;
import io.linkgrid.model.LinkgridException;
import java.util.HashMap;
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

  /** Those that were last asked for by name; as a rule the same ones as the jobs'. */
  private final Map<String, ResidentReference> forLookups = new ConcurrentHashMap<>();

  ResidentMatching(HazelcastInstance member) {
    this.member = member;
  }

  @Override
  public synchronized Matcher matcher(ReferenceId reference) {
    ResidentReference resident = bySchema.get(reference.schema());
    if (resident == null || !resident.is(reference)) {
      ResidentReference looked = forLookups.get(reference.schema());
      resident =
          looked != null && looked.is(reference)
              ? looked
              : ResidentReference.open(member, reference);
      bySchema.put(reference.schema(), resident);
    }
    return resident;
  }

  @Override
  public Matcher resident(ResidentName reference, long recent) {
    ResidentReference resident = forLookups.get(reference.schema());
    if (resident == null || !resident.is(reference)) {
      resident = openForLookups(reference);
    }
    resident.catchUp(recent);
    return resident;
  }

  private synchronized ResidentReference openForLookups(ResidentName reference) {
    String schema = reference.schema();
    for (Map<String, ResidentReference> some : List.of(forLookups, bySchema)) {
      ResidentReference known = some.get(schema);
      if (known != null && known.is(reference)) {
        forLookups.put(schema, known);
        return known;
      }
    }
    HeldSpec held = member.<String, HeldSpec>getMap(GridNames.SPECS).get(schema);
    if (held == null || !held.fingerprint().equals(reference.spec())) {
      throw new LinkgridException(
          LinkgridException.Kind.GRID,
          "The grid does not hold the spec by which the reference '"
              + schema
              + "' was asked. Ask again: whoever looks up says it first.");
    }
    ResidentReference opened =
        ResidentReference.open(member, new ReferenceId(schema, reference.version(), held.text()));
    forLookups.put(schema, opened);
    return opened;
  }

  /** What is resident now, in order of schemas; does not wait for one that is being opened. */
  List<ResidentReference.Extent> extents() {
    Map<String, ResidentReference> all = new HashMap<>(forLookups);
    all.putAll(bySchema);
    return all.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> entry.getValue().extent())
        .toList();
  }
}

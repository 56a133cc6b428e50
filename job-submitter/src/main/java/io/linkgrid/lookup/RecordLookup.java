package io.linkgrid.lookup;

import io.linkgrid.model.CleanRecord;
import java.sql.Array;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;

/**
 * Answers about records: the decision from the grid, the values of the candidates from the
 * database. Safe for any number of threads.
 */
public final class RecordLookup {
  private final ReferenceLookup reference;
  private final Jdbi jdbi;

  /** Answers by a reference and the entities of a database. */
  public RecordLookup(ReferenceLookup reference, Jdbi jdbi) {
    this.reference = reference;
    this.jdbi = jdbi;
  }

  /**
   * Returns an answer for each record, in their order.
   *
   * @param top how many candidates are named, at most
   */
  public List<LookupResult> answer(List<CleanRecord> records, int top) {
    List<Found> found = reference.find(records.stream().map(CleanRecord::mention).toList());
    return results(records, found, top);
  }

  /** Returns what was found as answers. */
  public List<LookupResult> results(List<CleanRecord> records, List<Found> found, int top) {
    Set<String> ids = new LinkedHashSet<>();
    found.forEach(f -> f.ranked(top).forEach(ranked -> ids.add(ranked.entityId())));
    Map<String, List<String>> golden = ids.isEmpty() ? Map.of() : golden(ids);
    List<LookupResult> results = new ArrayList<>(records.size());
    for (int i = 0; i < records.size(); i++) {
      results.add(LookupResult.of(records.get(i), found.get(i), top, reference.spec(), golden));
    }
    return results;
  }

  private Map<String, List<String>> golden(Set<String> ids) {
    return jdbi.withHandle(
        db -> {
          Map<String, List<String>> golden = new HashMap<>();
          db.createQuery("select entity_id, attributes from entity where entity_id = any(:ids)")
              .bindArray("ids", String.class, List.copyOf(ids))
              .map(
                  (row, context) -> {
                    Array values = row.getArray("attributes");
                    return golden.put(
                        row.getString("entity_id"), List.of((String[]) values.getArray()));
                  })
              .list();
          return golden;
        });
  }
}

package io.linkgrid.submit;

import java.util.Map;

/**
 * What a job counted.
 *
 * @param byMember the metrics of each member by name, summed over its vertices; members by address
 */
public record JobOutcome(Map<String, Map<String, Long>> byMember) {
  /** Returns a metric summed over all members, 0 when nobody counted it. */
  public long total(String metric) {
    return byMember.values().stream().mapToLong(m -> m.getOrDefault(metric, 0L)).sum();
  }
}

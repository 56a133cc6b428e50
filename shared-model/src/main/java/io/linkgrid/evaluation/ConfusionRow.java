package io.linkgrid.evaluation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of one decision by what the decision was worth, see {@link Outcome}.
 *
 * @param band the decision
 */
public record ConfusionRow(Band band, long right, long wrongEntity, long shouldBeNew, long missed) {
  /** Returns how many rows there are in all. */
  public long rows() {
    return right + wrongEntity + shouldBeNew + missed;
  }

  /** Returns a line for each decision, in the order of {@link Band}; REJECTED only if it occurs. */
  public static List<ConfusionRow> of(List<Judged> rows) {
    Map<Band, Map<Outcome, Long>> counts = new EnumMap<>(Band.class);
    for (Judged row : rows) {
      counts
          .computeIfAbsent(row.band(), band -> new EnumMap<>(Outcome.class))
          .merge(row.outcome(), 1L, Long::sum);
    }
    List<ConfusionRow> result = new ArrayList<>();
    for (Band band : Band.values()) {
      Map<Outcome, Long> of = counts.getOrDefault(band, Map.of());
      if (band != Band.REJECTED || !of.isEmpty()) {
        result.add(
            new ConfusionRow(
                band,
                of.getOrDefault(Outcome.RIGHT, 0L),
                of.getOrDefault(Outcome.WRONG_ENTITY, 0L),
                of.getOrDefault(Outcome.SHOULD_BE_NEW, 0L),
                of.getOrDefault(Outcome.MISSED, 0L)));
      }
    }
    return result;
  }
}

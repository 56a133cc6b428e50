package io.linkgrid.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Links of about the same match weight.
 *
 * @param from the smallest weight
 * @param to the weight below which the bin ends, two bits above
 * @param right how many links are right
 * @param wrong how many are not
 */
public record WeightBin(int from, int to, long right, long wrong) {
  private static final int BITS = 2;

  /** Returns all bins from the first to the last in which there is a link. */
  public static List<WeightBin> of(List<Judged> rows) {
    TreeMap<Integer, long[]> bins = new TreeMap<>();
    for (Judged row : rows) {
      if (row.kind() == Judged.Kind.LINK && !Double.isNaN(row.weight())) {
        int bin = (int) Math.floor(row.weight() / BITS);
        bins.computeIfAbsent(bin, b -> new long[2])[row.outcome() == Outcome.RIGHT ? 0 : 1]++;
      }
    }
    List<WeightBin> result = new ArrayList<>();
    if (!bins.isEmpty()) {
      for (int bin = bins.firstKey(); bin <= bins.lastKey(); bin++) {
        long[] of = bins.getOrDefault(bin, new long[2]);
        result.add(new WeightBin(bin * BITS, (bin + 1) * BITS, of[0], of[1]));
      }
    }
    return result;
  }
}

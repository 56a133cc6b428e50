package io.linkgrid.report;

import io.linkgrid.model.Decision;
import io.linkgrid.report.ReportData.Bin;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Rows counted by decision in bins of equal width of a number. For one thread. */
final class DecisionBins {
  private static final int PROBABILITIES = 20;
  private static final double BITS = 2;

  private final double perUnit;
  private final int last;
  private final TreeMap<Integer, Map<Decision, Long>> rows = new TreeMap<>();

  private DecisionBins(double perUnit, int last) {
    this.perUnit = perUnit;
    this.last = last;
  }

  /** Bins of probabilities from 0 to 1, each of them; the last one takes its end. */
  static DecisionBins ofProbabilities() {
    DecisionBins bins = new DecisionBins(PROBABILITIES, PROBABILITIES - 1);
    bins.counts(0);
    bins.counts(bins.last);
    return bins;
  }

  /** Bins of weights, of two bits each, from the first that has rows to the last. */
  static DecisionBins ofWeights() {
    return new DecisionBins(1 / BITS, Integer.MAX_VALUE);
  }

  void add(double number, Decision decision) {
    int bin = (int) Math.floor(number * perUnit);
    counts(Math.min(bin, last)).merge(decision, 1L, Long::sum);
  }

  private Map<Decision, Long> counts(int bin) {
    return rows.computeIfAbsent(bin, b -> new EnumMap<>(Decision.class));
  }

  /** Returns each bin from the first to the last that has rows, or must be there. */
  List<Bin> bins() {
    List<Bin> bins = new ArrayList<>();
    if (!rows.isEmpty()) {
      for (int bin = rows.firstKey(); bin <= rows.lastKey(); bin++) {
        Map<Decision, Long> counts = counts(bin);
        bins.add(
            new Bin(
                bin / perUnit,
                (bin + 1) / perUnit,
                counts.getOrDefault(Decision.MATCH, 0L),
                counts.getOrDefault(Decision.NEW, 0L),
                counts.getOrDefault(Decision.REVIEW, 0L)));
      }
    }
    return bins;
  }
}

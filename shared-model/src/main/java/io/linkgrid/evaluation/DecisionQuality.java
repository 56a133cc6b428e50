package io.linkgrid.evaluation;

import java.util.List;

/**
 * What the decisions and their probabilities were worth.
 *
 * @param of what was decided about
 * @param confusion a line for each decision
 * @param curve what other thresholds would have found, the smallest first
 * @param reliability links by their probability
 * @param weights links by their match weight
 * @param reviews whether the candidates of rows in review are known
 */
public record DecisionQuality(
    Of of,
    List<ConfusionRow> confusion,
    List<ThresholdPoint> curve,
    List<Reliability> reliability,
    List<WeightBin> weights,
    Reviews reviews) {
  /** What was decided about. */
  public enum Of {
    /** Records against a reference. */
    RECORDS,
    /** Rows of one set, or of two that were linked without a reference. */
    ROWS
  }

  /** What is known of rows in review. */
  public enum Reviews {
    /** There are none, or each has its candidate. */
    WITH_CANDIDATES,
    /** The links do not name candidates, so that thresholds below that of a match say nothing. */
    WITHOUT_CANDIDATES;

    /** Returns whether candidates are known. */
    public boolean areKnown() {
      return this == WITH_CANDIDATES;
    }
  }

  public DecisionQuality {
    confusion = List.copyOf(confusion);
    curve = List.copyOf(curve);
    reliability = List.copyOf(reliability);
    weights = List.copyOf(weights);
  }

  /** Measures records against a reference. */
  public static DecisionQuality ofRecords(List<RecordLink> records, Reviews reviews) {
    return of(
        Of.RECORDS,
        records.stream().map(RecordLink::judged).toList(),
        RecordLink.curve(records),
        reviews);
  }

  /**
   * Measures rows.
   *
   * @param mentions as in {@link RowLinks#curve}
   */
  public static DecisionQuality ofRows(RowLinks rows, int[] mentions, Reviews reviews) {
    return of(Of.ROWS, rows.judged(), rows.curve(mentions), reviews);
  }

  private static DecisionQuality of(
      Of of, List<Judged> judged, List<ThresholdPoint> curve, Reviews reviews) {
    return new DecisionQuality(
        of, ConfusionRow.of(judged), curve, Reliability.of(judged), WeightBin.of(judged), reviews);
  }
}

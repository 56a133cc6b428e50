package io.linkgrid.report;

import io.linkgrid.report.ReportData.Bin;
import io.linkgrid.report.ReportData.Group;
import java.util.List;

/**
 * What was seen of the result files while they were written.
 *
 * @param counts their rows
 * @param probabilities rows by the probability of their decision, in bins of equal width from 0 to
 *     1; every bin is there
 * @param weights rows that were compared by their match weight, in bins of two bits; every bin from
 *     the first to the last is there
 * @param largest the entities with the most rows of this run, the largest first
 */
public record WrittenResults(
    ResultCounts counts, List<Bin> probabilities, List<Bin> weights, List<Group> largest) {
  public WrittenResults {
    probabilities = List.copyOf(probabilities);
    weights = List.copyOf(weights);
    largest = List.copyOf(largest);
  }
}

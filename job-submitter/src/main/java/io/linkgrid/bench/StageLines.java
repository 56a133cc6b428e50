package io.linkgrid.bench;

import java.awt.Color;
import java.util.List;
import org.knowm.xchart.XYChart;

/**
 * The seconds of the total and of the stages as lines, the median as a line and the range from
 * least to most as a bar.
 *
 * @param places where each result is on the horizontal axis
 * @param results as many as places
 * @param smallestShare the share of the total that a stage must have somewhere to be drawn
 * @param leastSeconds what is drawn for less; above 0 if the vertical axis is logarithmic
 */
record StageLines(
    List<Double> places, List<WorkerResult> results, double smallestShare, double leastSeconds) {
  static final String TITLE = "Seconds: median and range";

  void drawOn(XYChart chart) {
    draw(chart, BenchRun.TOTAL, ChartStyle.INK, ChartStyle.TOTAL_WIDTH);
    List<String> stages = stages();
    for (int i = 0; i < stages.size(); i++) {
      draw(chart, stages.get(i), ChartStyle.color(i), ChartStyle.STAGE_WIDTH);
    }
  }

  /** Returns what is drawn of the total at each place. */
  List<Double> totals() {
    return medians(BenchRun.TOTAL);
  }

  /** The last result knows most stages: few records may lack one that many have. */
  private List<String> stages() {
    return results.get(results.size() - 1).seconds().keySet().stream()
        .filter(stage -> !stage.equals(BenchRun.TOTAL))
        .filter(
            stage ->
                results.stream()
                    .anyMatch(
                        result ->
                            median(result, stage)
                                >= smallestShare * median(result, BenchRun.TOTAL)))
        .toList();
  }

  private void draw(XYChart chart, String stage, Color color, float width) {
    ChartStyle.measured(chart, stage, places, medians(stage), color, width);
    for (int i = 0; i < results.size(); i++) {
      Spread spread = results.get(i).seconds().get(stage);
      if (spread != null && spread.min() >= leastSeconds) {
        ChartStyle.range(chart, stage, places.get(i), spread, color);
      }
    }
  }

  private List<Double> medians(String stage) {
    return results.stream().map(result -> Math.max(leastSeconds, median(result, stage))).toList();
  }

  private static double median(WorkerResult result, String stage) {
    Spread spread = result.seconds().get(stage);
    return spread == null ? 0 : spread.median();
  }
}

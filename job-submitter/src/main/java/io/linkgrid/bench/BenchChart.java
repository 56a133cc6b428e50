package io.linkgrid.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A report as a picture: on the left the seconds of the total and of the stages, the median as a
 * line and the range from least to most as a bar; on the right the speed-up beside the ideal one
 * and the most that the cores allow.
 */
final class BenchChart {
  /** A stage below this share of the total everywhere would only be a line along the axis. */
  private static final double SMALLEST_SHARE = 0.03;

  private static final double MARGIN = 0.3;

  private final List<WorkerResult> results;
  private final int cores;

  private BenchChart(BenchReport report) {
    this.results = report.results();
    this.cores = report.machine().cores();
  }

  /** Returns the picture as PNG. */
  static byte[] png(BenchReport report) {
    BenchChart chart = new BenchChart(report);
    return ChartStyle.png(chart.seconds(), chart.speedUp());
  }

  private XYChart seconds() {
    XYChart chart = empty(StageLines.TITLE, "seconds");
    new StageLines(workers(), results, SMALLEST_SHARE, 0).drawOn(chart);
    return chart;
  }

  private XYChart speedUp() {
    XYChart chart =
        empty("Speed-up of the total", "times faster than w = " + results.get(0).workers());
    ChartStyle.line(
        chart,
        "ideal",
        workers(),
        values(result -> (double) result.workers() / base()),
        ChartStyle.IDEAL,
        ChartStyle.dashed(),
        SeriesMarkers.NONE);
    if (results.stream().anyMatch(result -> result.workers() > cores) && base() <= cores) {
      ChartStyle.line(
          chart,
          "most that " + (cores == 1 ? "1 core allows" : cores + " cores allow"),
          workersAndCores(),
          workersAndCores().stream().map(x -> Math.min(x, cores) / base()).toList(),
          ChartStyle.color(1),
          ChartStyle.dashed(),
          SeriesMarkers.NONE);
    }
    ChartStyle.measured(
        chart,
        "measured",
        workers(),
        values(result -> result.speedUp().getOrDefault(BenchRun.TOTAL, 0.0)),
        ChartStyle.color(0),
        ChartStyle.TOTAL_WIDTH);
    return chart;
  }

  /** The bend of the line is at the number of cores, also when that was not measured. */
  private List<Double> workersAndCores() {
    List<Double> places = new ArrayList<>(workers());
    places.add((double) cores);
    return places.stream().distinct().sorted().toList();
  }

  private XYChart empty(String title, String unit) {
    XYChart chart = ChartStyle.empty(title, "node processes (w)", unit);
    chart.getStyler().setYAxisMin(0.0);
    chart.getStyler().setXAxisMin(0.0);
    chart.getStyler().setXAxisMax(results.get(results.size() - 1).workers() + MARGIN);
    // A mark between two numbers of nodes would have the name of one of them, so there is none.
    chart.getStyler().setXAxisDecimalPattern("0");
    return chart;
  }

  private double base() {
    return results.get(0).workers();
  }

  private List<Double> workers() {
    return values(WorkerResult::workers);
  }

  private List<Double> values(ToDoubleFunction<WorkerResult> value) {
    return results.stream().mapToDouble(value).boxed().toList();
  }
}

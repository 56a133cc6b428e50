package io.linkgrid.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * How the time grew, as a picture: on the left the seconds of the total and of the stages, beside a
 * total that would grow as the records do; on the right the processor time for a record, which
 * would then be level.
 */
final class GrowthChart {
  /** A logarithm shows nothing below. */
  private static final double LEAST_SECONDS = 0.01;

  /** Of more stages the names would not fit below the picture. */
  private static final double SMALLEST_SHARE = 0.085;

  private final List<GrowthReport.Size> sizes;

  private GrowthChart(GrowthReport report) {
    this.sizes = report.sizes();
  }

  /** Returns the picture as PNG. */
  static byte[] png(GrowthReport report) {
    GrowthChart chart = new GrowthChart(report);
    return ChartStyle.png(chart.seconds(), chart.perRecord());
  }

  private XYChart seconds() {
    XYChart chart = ChartStyle.empty(StageLines.TITLE, "records", "seconds");
    chart.getStyler().setXAxisLogarithmic(true);
    chart.getStyler().setYAxisLogarithmic(true);
    StageLines lines =
        new StageLines(
            records(),
            sizes.stream().map(GrowthReport.Size::measured).toList(),
            SMALLEST_SHARE,
            LEAST_SECONDS);
    lines.drawOn(chart);
    int last = sizes.size() - 1;
    double each = lines.totals().get(last) / sizes.get(last).records();
    ChartStyle.line(
        chart,
        "in proportion",
        records(),
        values(size -> Math.max(LEAST_SECONDS, size.records() * each)),
        ChartStyle.IDEAL,
        ChartStyle.dashed(),
        SeriesMarkers.NONE);
    return chart;
  }

  private XYChart perRecord() {
    XYChart chart =
        ChartStyle.empty("Processor time for a record", "records", "microseconds, all processes");
    chart.getStyler().setXAxisLogarithmic(true);
    chart.getStyler().setYAxisMin(0.0);
    ChartStyle.measured(
        chart,
        "all",
        records(),
        values(GrowthReport.Size::cpuMicros),
        ChartStyle.INK,
        ChartStyle.TOTAL_WIDTH);
    List<String> groups = List.copyOf(sizes.get(0).measured().cpuSeconds().keySet());
    for (int i = 0; i < groups.size(); i++) {
      String group = groups.get(i);
      ChartStyle.measured(
          chart,
          group,
          records(),
          values(
              size ->
                  size.measured().cpuSeconds().getOrDefault(group, new Spread(0, 0, 0)).median()
                      * 1e6
                      / size.records()),
          ChartStyle.color(i),
          ChartStyle.STAGE_WIDTH);
    }
    return chart;
  }

  private List<Double> records() {
    return values(size -> (double) size.records());
  }

  private List<Double> values(ToDoubleFunction<GrowthReport.Size> value) {
    return sizes.stream().mapToDouble(value).boxed().toList();
  }
}

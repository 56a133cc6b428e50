package io.linkgrid.bench;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A report as a picture: on the left the seconds of the total and of the stages, the median as a
 * line and the range from least to most as a bar; on the right the speed-up beside the ideal one
 * and the most that the cores allow.
 */
final class BenchChart {
  private static final int WIDTH = 760;
  private static final int HEIGHT = 560;

  /** A stage below this share of the total everywhere would only be a line along the axis. */
  private static final double SMALLEST_SHARE = 0.03;

  private static final double MARGIN = 0.3;
  private static final float RANGE_WIDTH = 5;
  private static final float TOTAL_WIDTH = 3;
  private static final float STAGE_WIDTH = 1.6f;
  private static final float[] DASHES = {6, 4};
  private static final Color INK = new Color(0x20, 0x24, 0x2c);
  private static final Color GRID = new Color(0xe4, 0xe6, 0xea);
  private static final Color IDEAL = new Color(0x8a, 0x90, 0x9c);
  private static final List<Color> PALETTE =
      List.of(
          new Color(0x1f, 0x6f, 0xb4),
          new Color(0xd9, 0x5f, 0x02),
          new Color(0x1b, 0x9e, 0x77),
          new Color(0x75, 0x70, 0xb3),
          new Color(0xe7, 0x29, 0x8a),
          new Color(0x66, 0xa6, 0x1e),
          new Color(0xa6, 0x76, 0x1d));

  private final List<WorkerResult> results;
  private final int cores;

  private BenchChart(BenchReport report) {
    this.results = report.results();
    this.cores = report.machine().cores();
  }

  /** Returns the picture as PNG. */
  static byte[] png(BenchReport report) {
    BenchChart chart = new BenchChart(report);
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      BitmapEncoder.saveBitmap(
          List.of(chart.seconds(), chart.speedUp()), 1, 2, png, BitmapFormat.PNG);
    } catch (IOException e) {
      throw new UncheckedIOException("Nothing fails in memory", e);
    }
    return png.toByteArray();
  }

  private XYChart seconds() {
    XYChart chart = empty("Seconds: median and range", "seconds");
    List<String> stages =
        results.get(0).seconds().keySet().stream()
            .filter(stage -> !stage.equals(BenchRun.TOTAL) && matters(stage))
            .toList();
    draw(chart, BenchRun.TOTAL, INK, TOTAL_WIDTH);
    for (int i = 0; i < stages.size(); i++) {
      draw(chart, stages.get(i), PALETTE.get(i % PALETTE.size()), STAGE_WIDTH);
    }
    return chart;
  }

  private boolean matters(String stage) {
    return results.stream()
        .anyMatch(
            result -> median(result, stage) >= SMALLEST_SHARE * median(result, BenchRun.TOTAL));
  }

  private void draw(XYChart chart, String stage, Color color, float width) {
    line(
        chart,
        stage,
        workers(),
        values(result -> median(result, stage)),
        color,
        new BasicStroke(width),
        SeriesMarkers.CIRCLE);
    for (WorkerResult result : results) {
      Spread spread = result.seconds().get(stage);
      if (spread != null && spread.max() > spread.min()) {
        List<Double> place = List.of((double) result.workers(), (double) result.workers());
        line(
                chart,
                stage + " range " + result.workers(),
                place,
                List.of(spread.min(), spread.max()),
                new Color(color.getRed(), color.getGreen(), color.getBlue(), 0x60),
                new BasicStroke(RANGE_WIDTH, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL),
                SeriesMarkers.NONE)
            .setShowInLegend(false);
      }
    }
  }

  private XYChart speedUp() {
    XYChart chart =
        empty("Speed-up of the total", "times faster than w = " + results.get(0).workers());
    BasicStroke dashed =
        new BasicStroke(STAGE_WIDTH, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, DASHES, 0);
    line(
        chart,
        "ideal",
        workers(),
        values(result -> (double) result.workers() / base()),
        IDEAL,
        dashed,
        SeriesMarkers.NONE);
    if (results.stream().anyMatch(result -> result.workers() > cores) && base() <= cores) {
      line(
          chart,
          "most that " + (cores == 1 ? "1 core allows" : cores + " cores allow"),
          workersAndCores(),
          workersAndCores().stream().map(x -> Math.min(x, cores) / base()).toList(),
          PALETTE.get(1),
          dashed,
          SeriesMarkers.NONE);
    }
    line(
        chart,
        "measured",
        workers(),
        values(result -> result.speedUp().getOrDefault(BenchRun.TOTAL, 0.0)),
        PALETTE.get(0),
        new BasicStroke(TOTAL_WIDTH),
        SeriesMarkers.CIRCLE);
    return chart;
  }

  /** The bend of the line is at the number of cores, also when that was not measured. */
  private List<Double> workersAndCores() {
    List<Double> places = new ArrayList<>(workers());
    places.add((double) cores);
    return places.stream().distinct().sorted().toList();
  }

  private static XYSeries line(
      XYChart chart,
      String name,
      List<Double> x,
      List<Double> y,
      Color color,
      BasicStroke stroke,
      Marker marker) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setLineColor(color);
    series.setLineStyle(stroke);
    series.setMarker(marker);
    series.setMarkerColor(color);
    return series;
  }

  private XYChart empty(String title, String unit) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle("node processes (w)")
            .yAxisTitle(unit)
            .build();
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setChartFontColor(INK);
    chart.getStyler().setPlotBorderVisible(false);
    chart.getStyler().setPlotGridLinesColor(GRID);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
    chart.getStyler().setLegendBorderColor(Color.WHITE);
    chart.getStyler().setLegendLayout(LegendLayout.Horizontal);
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

  private static double median(WorkerResult result, String stage) {
    Spread spread = result.seconds().get(stage);
    return spread == null ? 0 : spread.median();
  }
}

package io.linkgrid.bench;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** How the pictures of a benchmark look. */
final class ChartStyle {
  static final Color INK = new Color(0x20, 0x24, 0x2c);
  static final Color IDEAL = new Color(0x8a, 0x90, 0x9c);
  static final float TOTAL_WIDTH = 3;
  static final float STAGE_WIDTH = 1.6f;

  private static final int WIDTH = 760;
  private static final int HEIGHT = 560;
  private static final float RANGE_WIDTH = 5;
  private static final float[] DASHES = {6, 4};
  private static final Color GRID = new Color(0xe4, 0xe6, 0xea);
  private static final List<Color> PALETTE =
      List.of(
          new Color(0x1f, 0x6f, 0xb4),
          new Color(0xd9, 0x5f, 0x02),
          new Color(0x1b, 0x9e, 0x77),
          new Color(0x75, 0x70, 0xb3),
          new Color(0xe7, 0x29, 0x8a),
          new Color(0x66, 0xa6, 0x1e),
          new Color(0xa6, 0x76, 0x1d));

  private ChartStyle() {}

  /** Returns a color of its own for each of the first few lines of a chart. */
  static Color color(int line) {
    return PALETTE.get(line % PALETTE.size());
  }

  static BasicStroke dashed() {
    return new BasicStroke(STAGE_WIDTH, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, DASHES, 0);
  }

  static XYChart empty(String title, String horizontal, String vertical) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(horizontal)
            .yAxisTitle(vertical)
            .build();
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setChartFontColor(INK);
    chart.getStyler().setPlotBorderVisible(false);
    chart.getStyler().setPlotGridLinesColor(GRID);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
    chart.getStyler().setLegendBorderColor(Color.WHITE);
    chart.getStyler().setLegendLayout(LegendLayout.Horizontal);
    return chart;
  }

  static XYSeries line(
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

  /** A measured line with a circle at each measurement. */
  static void measured(
      XYChart chart, String name, List<Double> x, List<Double> y, Color color, float width) {
    line(chart, name, x, y, color, new BasicStroke(width), SeriesMarkers.CIRCLE);
  }

  /** A bar from the least to the most of what was measured at one place, if these differ. */
  static void range(XYChart chart, String name, double x, Spread spread, Color color) {
    if (spread.max() > spread.min()) {
      line(
              chart,
              name + " range " + x,
              List.of(x, x),
              List.of(spread.min(), spread.max()),
              new Color(color.getRed(), color.getGreen(), color.getBlue(), 0x60),
              new BasicStroke(RANGE_WIDTH, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL),
              SeriesMarkers.NONE)
          .setShowInLegend(false);
    }
  }

  /** Returns two pictures beside each other as PNG. */
  static byte[] png(XYChart left, XYChart right) {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      BitmapEncoder.saveBitmap(List.of(left, right), 1, 2, png, BitmapFormat.PNG);
    } catch (IOException e) {
      throw new UncheckedIOException("Nothing fails in memory", e);
    }
    return png.toByteArray();
  }
}

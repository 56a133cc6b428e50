package io.linkgrid.chart;

import java.util.ArrayList;
import java.util.List;

/** Names with values, as lying bars, the first on top. For one thread. */
public final class BarChart {
  private static final double USUAL_ROW = 22;
  private static final double DENSE_ROW = 15;
  private static final double CHARACTER = 7;
  private static final int LONGEST_NAME = 38;

  private final String alt;
  private final double row;
  private final List<Bar> bars = new ArrayList<>();

  private record Bar(String name, double value, Tone tone, String label) {}

  /**
   * An empty chart.
   *
   * @param alt what a person would see, as a sentence
   */
  public BarChart(String alt) {
    this(alt, USUAL_ROW);
  }

  private BarChart(String alt, double row) {
    this.alt = alt;
    this.row = row;
  }

  /** An empty chart for many bars. */
  public static BarChart dense(String alt) {
    return new BarChart(alt, DENSE_ROW);
  }

  /**
   * Adds a bar.
   *
   * @param label the value as it is shown
   */
  public BarChart bar(String name, double value, Tone tone, String label) {
    bars.add(new Bar(name, value, tone, label));
    return this;
  }

  /** Draws. */
  public Figure figure() {
    double height = row * bars.size() + 12;
    double names =
        CHARACTER
                * bars.stream()
                    .mapToInt(bar -> Math.min(LONGEST_NAME, bar.name().length()))
                    .max()
                    .orElse(0)
            + 14;
    double labels =
        CHARACTER * bars.stream().mapToInt(bar -> bar.label().length()).max().orElse(0) + 14;
    double low = Math.min(0, bars.stream().mapToDouble(Bar::value).min().orElse(0));
    double high = Math.max(0, bars.stream().mapToDouble(Bar::value).max().orElse(1));
    Axis axis =
        new Axis(
            low,
            high > low ? high : low + 1,
            names + (low < 0 ? labels : 0),
            Canvas.WIDTH - labels);
    Canvas canvas = new Canvas(Canvas.WIDTH, height, alt);
    canvas.line("grid", axis.at(0), 4, axis.at(0), height - 4);
    for (int i = 0; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      double top = 6 + i * row;
      String tip = bar.name() + ": " + bar.label();
      canvas.text("name", "end", names - 8, top + row * 0.5 + 4, shortened(bar.name()));
      canvas.bar(
          bar.tone(), axis.at(0), top + row * 0.14, axis.at(bar.value()), top + row * 0.86, tip);
      boolean left = bar.value() < 0;
      canvas.text(
          "tick",
          left ? "end" : "start",
          axis.at(bar.value()) + (left ? -6 : 6),
          top + row * 0.5 + 4,
          bar.label());
    }
    return canvas.figure();
  }

  private static String shortened(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
  }
}

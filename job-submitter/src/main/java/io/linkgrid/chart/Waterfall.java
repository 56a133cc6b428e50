package io.linkgrid.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A sum as a row of steps, each from where the last one ended, and the lines that the sum should
 * reach. For one thread.
 */
public final class Waterfall {
  private static final double ROW = 24;
  private static final double NAMES = 250;
  private static final double RIGHT = Canvas.WIDTH - 54;
  private static final double TOP = 26;
  private static final int LONGEST_NAME = 38;

  private final String alt;
  private final double low;
  private final double high;
  private final List<Step> steps = new ArrayList<>();
  private final List<Line> lines = new ArrayList<>();

  private record Step(String name, double from, double to, Tone tone) {}

  private record Line(String name, double at) {}

  /**
   * An empty waterfall.
   *
   * @param alt what a person would see, as a sentence
   * @param low the lowest value to show, so that several can be compared
   * @param high the highest value to show
   */
  public Waterfall(String alt, double low, double high) {
    this.alt = alt;
    this.low = low;
    this.high = high;
  }

  /** Adds a step. */
  public Waterfall step(String name, double from, double to, Tone tone) {
    steps.add(new Step(name, from, to, tone));
    return this;
  }

  /** Adds a line that the sum should reach. */
  public Waterfall line(String name, double at) {
    lines.add(new Line(name, at));
    return this;
  }

  /** Draws. */
  public Figure figure() {
    double bottom = TOP + ROW * steps.size();
    double margin = Math.max(1, (high - low) * 0.06);
    Axis axis = new Axis(low - margin, high + margin, NAMES, RIGHT);
    Canvas canvas = new Canvas(Canvas.WIDTH, bottom + 24, alt);
    for (double tick : axis.ticks()) {
      canvas.line("grid", axis.at(tick), TOP, axis.at(tick), bottom);
      canvas.text("tick", "middle", axis.at(tick), bottom + 16, Axis.label(tick));
    }
    for (Line line : lines) {
      canvas.line("guide", axis.at(line.at()), TOP - 4, axis.at(line.at()), bottom);
      canvas.text("tick", "middle", axis.at(line.at()), TOP - 9, line.name());
    }
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      double top = TOP + i * ROW;
      String change = String.format(Locale.ROOT, "%+.2f", step.to() - step.from());
      canvas.text("name", "end", NAMES - 10, top + 16, shortened(step.name()));
      canvas.bar(
          step.tone(),
          axis.at(step.from()),
          top + 4,
          axis.at(step.to()),
          top + ROW - 4,
          step.name() + ": " + change);
      double right = Math.max(axis.at(step.from()), axis.at(step.to()));
      canvas.text("tick", "start", right + 5, top + 16, change);
      if (i + 1 < steps.size()) {
        canvas.line("grid", axis.at(step.to()), top + ROW - 4, axis.at(step.to()), top + ROW + 4);
      }
    }
    return canvas.figure();
  }

  private static String shortened(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
  }
}

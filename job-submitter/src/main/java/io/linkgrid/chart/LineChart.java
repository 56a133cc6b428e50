package io.linkgrid.chart;

import static io.linkgrid.chart.Axis.pixel;

import java.util.ArrayList;
import java.util.List;

/** Values over values, as lines with a dot at each point. For one thread. */
public final class LineChart {
  private static final double HEIGHT = 300;
  private static final double LEFT = 56;
  private static final double RIGHT = Canvas.WIDTH - 16;
  private static final double TOP = 30;
  private static final double BOTTOM = HEIGHT - 46;

  private final String alt;
  private final String xName;
  private final Axis x;
  private final Axis y;
  private final List<Series> series = new ArrayList<>();
  private final List<String> marks = new ArrayList<>();
  private final List<Double> markPlaces = new ArrayList<>();
  private boolean diagonal;

  /**
   * A point with the range in which its value lies.
   *
   * @param low at most {@code y}
   * @param high at least {@code y}
   */
  public record Point(double x, double y, double low, double high, String tip) {
    /** A point whose value is known. */
    public Point(double x, double y, String tip) {
      this(x, y, y, y, tip);
    }
  }

  private record Series(String name, Tone tone, List<Point> points) {}

  /**
   * An empty chart.
   *
   * @param alt what a person would see, as a sentence
   * @param xName what the axis below means
   */
  public LineChart(String alt, String xName, double lowX, double highX, double lowY, double highY) {
    this.alt = alt;
    this.xName = xName;
    x = new Axis(lowX, highX, LEFT, RIGHT);
    y = new Axis(lowY, highY, BOTTOM, TOP);
  }

  /** Adds a line through points in the order of their x. */
  public LineChart line(String name, Tone tone, List<Point> points) {
    series.add(new Series(name, tone, List.copyOf(points)));
    return this;
  }

  /** Adds the line on which both values are the same. */
  public LineChart diagonal() {
    diagonal = true;
    return this;
  }

  /** Adds an upright line with a name. */
  public LineChart mark(String name, double at) {
    marks.add(name);
    markPlaces.add(at);
    return this;
  }

  /** Draws. */
  public Figure figure() {
    Canvas canvas = new Canvas(Canvas.WIDTH, HEIGHT, alt);
    canvas.scale(y, LEFT, RIGHT);
    for (double tick : x.ticks()) {
      canvas.text("tick", "middle", x.at(tick), BOTTOM + 17, Axis.label(tick));
    }
    canvas.text("tick", "middle", (LEFT + RIGHT) / 2, HEIGHT - 8, xName);
    if (diagonal) {
      double low = Math.max(x.low(), y.low());
      double high = Math.min(x.high(), y.high());
      canvas.line("guide", x.at(low), y.at(low), x.at(high), y.at(high));
    }
    for (int i = 0; i < marks.size(); i++) {
      double at = x.at(markPlaces.get(i));
      canvas.line("guide", at, TOP, at, BOTTOM);
      canvas.text("tick", "middle", at, TOP - 4, marks.get(i));
    }
    series.forEach(line -> draw(canvas, line));
    if (series.size() > 1) {
      canvas.legend(
          LEFT, 12, series.stream().map(s -> new Canvas.Key(s.name(), s.tone())).toList());
    }
    return canvas.figure();
  }

  private void draw(Canvas canvas, Series line) {
    StringBuilder path = new StringBuilder();
    for (Point point : line.points()) {
      path.append(path.length() == 0 ? "M" : "L")
          .append(pixel(x.at(point.x())))
          .append(' ')
          .append(pixel(y.at(point.y())));
    }
    if (path.length() > 0) {
      canvas.path("line-" + line.tone().word(), path.toString());
    }
    for (Point point : line.points()) {
      if (point.high() > point.low()) {
        double at = x.at(point.x());
        canvas.line("range-" + line.tone().word(), at, y.at(point.low()), at, y.at(point.high()));
      }
      canvas.dot("fill-" + line.tone().word(), x.at(point.x()), y.at(point.y()), point.tip());
    }
  }
}

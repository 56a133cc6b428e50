package io.linkgrid.chart;

import static io.linkgrid.chart.Axis.pixel;

/** What all charts draw with. For one thread. */
final class Canvas {
  static final double WIDTH = 640;

  private final Markup svg = new Markup();

  /** An empty chart; the alternative text says what a person would see. */
  Canvas(double width, double height, String alt) {
    svg.open(
            "svg",
            "xmlns",
            "http://www.w3.org/2000/svg",
            "viewBox",
            "0 0 " + pixel(width) + " " + pixel(height),
            "role",
            "img",
            "aria-label",
            alt)
        .leaf("title", alt);
  }

  void line(String style, double x1, double y1, double x2, double y2) {
    svg.empty(
        "line", "class", style, "x1", pixel(x1), "y1", pixel(y1), "x2", pixel(x2), "y2", pixel(y2));
  }

  void path(String style, String d) {
    svg.empty("path", "class", style, "d", d);
  }

  void dot(String style, double x, double y, String tip) {
    svg.open("circle", "class", style, "cx", pixel(x), "cy", pixel(y), "r", "3.5")
        .leaf("title", tip)
        .close();
  }

  /** A bar from one corner to the other, in any order of them. */
  void bar(Tone tone, double x1, double y1, double x2, double y2, String tip) {
    svg.open(
            "rect",
            "class",
            "fill-" + tone.word(),
            "x",
            pixel(Math.min(x1, x2)),
            "y",
            pixel(Math.min(y1, y2)),
            "width",
            pixel(Math.max(0.5, Math.abs(x2 - x1))),
            "height",
            pixel(Math.max(0.5, Math.abs(y2 - y1))),
            "rx",
            "2")
        .leaf("title", tip)
        .close();
  }

  /** A text; the anchor is start, middle or end. */
  void text(String style, String anchor, double x, double y, String text) {
    svg.leaf("text", text, "class", style, "text-anchor", anchor, "x", pixel(x), "y", pixel(y));
  }

  /** A text that leans, for names under bars. */
  void leaning(double x, double y, String text) {
    svg.leaf(
        "text",
        text,
        "class",
        "tick",
        "text-anchor",
        "end",
        "transform",
        "translate(" + pixel(x) + " " + pixel(y) + ") rotate(-50)");
  }

  /** The frame of values on the left, with lines across. */
  void scale(Axis axis, double left, double right) {
    for (double tick : axis.ticks()) {
      line("grid", left, axis.at(tick), right, axis.at(tick));
      text("tick", "end", left - 6, axis.at(tick) + 4, Axis.label(tick));
    }
  }

  /** What the tones mean, from left to right. */
  void legend(double left, double y, java.util.List<Key> keys) {
    double x = left;
    for (Key key : keys) {
      bar(key.tone(), x, y - 9, x + 12, y, key.name());
      text("tick", "start", x + 17, y, key.name());
      x += 34 + 6.4 * key.name().length();
    }
  }

  /** A tone and what it means. */
  record Key(String name, Tone tone) {}

  Figure figure() {
    return new Figure(svg.close().toString());
  }
}

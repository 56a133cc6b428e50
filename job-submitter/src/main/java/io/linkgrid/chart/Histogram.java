package io.linkgrid.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * Counts in bins, as standing bars, several beside each other where they are of several kinds. For
 * one thread.
 */
public final class Histogram {
  private static final double HEIGHT = 280;
  private static final double LEFT = 56;
  private static final double RIGHT = Canvas.WIDTH - 16;
  private static final double TOP = 30;
  private static final int MOST_UPRIGHT = 60;

  private final String alt;
  private final Scale scale;
  private final List<Canvas.Key> kinds = new ArrayList<>();
  private final List<Bin> bins = new ArrayList<>();

  /** How high a count stands. */
  public enum Scale {
    /** Twice the count is twice as high. */
    LINEAR,
    /** Ten times the count is a step higher, so that few are seen beside many. */
    LOGARITHMIC
  }

  private record Bin(String name, List<Long> counts) {}

  /**
   * An empty histogram.
   *
   * @param alt what a person would see, as a sentence
   */
  public Histogram(String alt, Scale scale) {
    this.alt = alt;
    this.scale = scale;
  }

  /** Adds a kind of count, in the order of the counts of a bin. */
  public Histogram kind(String name, Tone tone) {
    kinds.add(new Canvas.Key(name, tone));
    return this;
  }

  /** Adds a bin with a count for each kind. */
  public Histogram bin(String name, Long... counts) {
    if (counts.length != kinds.size()) {
      throw new IllegalArgumentException("A bin has a count for each kind");
    }
    bins.add(new Bin(name, List.of(counts)));
    return this;
  }

  /** Draws. */
  public Figure figure() {
    Canvas canvas = new Canvas(Canvas.WIDTH, HEIGHT, alt);
    int characters = bins.stream().mapToInt(bin -> bin.name().length()).sum();
    boolean leaning = characters > MOST_UPRIGHT;
    int longest = bins.stream().mapToInt(bin -> bin.name().length()).max().orElse(0);
    double bottom = HEIGHT - (leaning ? Math.min(90, 14 + 5.2 * longest) : 24);
    long most =
        bins.stream().flatMap(bin -> bin.counts().stream()).mapToLong(c -> c).max().orElse(0);
    Axis y = new Axis(0, Math.max(1, height(most) * 1.04), bottom, TOP);
    if (scale == Scale.LINEAR) {
      canvas.scale(y, LEFT, RIGHT);
    } else {
      for (long value = 1; value <= Math.max(1, most); value *= 10) {
        double at = y.at(height(value));
        canvas.line("grid", LEFT, at, RIGHT, at);
        canvas.text("tick", "end", LEFT - 6, at + 4, Axis.label((double) value));
      }
    }
    canvas.line("grid", LEFT, bottom, RIGHT, bottom);
    double width = (RIGHT - LEFT) / Math.max(1, bins.size());
    double bar = Math.min(30, width * 0.86 / Math.max(1, kinds.size()));
    for (int i = 0; i < bins.size(); i++) {
      draw(canvas, bins.get(i), LEFT + (i + 0.5) * width, bar, y);
      double middle = LEFT + (i + 0.5) * width;
      if (leaning) {
        canvas.leaning(middle + 4, bottom + 12, bins.get(i).name());
      } else {
        canvas.text("tick", "middle", middle, bottom + 16, bins.get(i).name());
      }
    }
    if (kinds.size() > 1) {
      canvas.legend(LEFT, 14, kinds);
    }
    return canvas.figure();
  }

  private void draw(Canvas canvas, Bin bin, double middle, double bar, Axis y) {
    double left = middle - bar * kinds.size() / 2;
    for (int kind = 0; kind < kinds.size(); kind++) {
      long count = bin.counts().get(kind);
      if (count > 0) {
        String tip =
            String.format(
                java.util.Locale.ROOT, "%s, %s: %,d", bin.name(), kinds.get(kind).name(), count);
        canvas.bar(
            kinds.get(kind).tone(),
            left + kind * bar + 0.5,
            y.at(0),
            left + (kind + 1) * bar - 0.5,
            y.at(height(count)),
            tip);
      }
    }
  }

  /** One stands above the ground also where heights are logarithms. */
  private double height(long count) {
    return scale == Scale.LINEAR || count == 0
        ? (double) count
        : 0.3 + StrictMath.log10((double) count);
  }
}

package io.linkgrid.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Values on a line of a length in pixels.
 *
 * @param low the value at 0
 * @param high the value at the end, above {@code low}
 * @param start the pixel of the low value
 * @param end the pixel of the high value; may be below {@code start}
 */
record Axis(double low, double high, double start, double end) {
  private static final int TICKS = 6;

  /** Returns the pixel of a value; what lies outside is at the end. */
  double at(double value) {
    double share = (Math.min(high, Math.max(low, value)) - low) / (high - low);
    return start + share * (end - start);
  }

  /** Returns round values between both ends, some five of them. */
  List<Double> ticks() {
    double raw = (high - low) / TICKS;
    double power = StrictMath.pow(10, Math.floor(StrictMath.log10(raw)));
    double step = power;
    for (double factor : new double[] {1, 2, 5, 10}) {
      step = factor * power;
      if (step >= raw * 0.999) {
        break;
      }
    }
    List<Double> ticks = new ArrayList<>();
    for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  /**
   * Returns a value as it stands at a tick: no more decimals than it has, thousands with commas.
   */
  static String label(double value) {
    if (Math.abs(value) >= 1_000_000) {
      return trimmed(value / 1_000_000) + "M";
    }
    if (Math.abs(value) >= 10_000) {
      return trimmed(value / 1_000) + "k";
    }
    return trimmed(value);
  }

  private static String trimmed(double value) {
    String text = String.format(Locale.ROOT, "%,.4f", value);
    return text.replaceFirst("\\.?0+$", "").replaceFirst("^-0$", "0");
  }

  /** Returns a place in pixels, with one decimal. */
  static String pixel(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}

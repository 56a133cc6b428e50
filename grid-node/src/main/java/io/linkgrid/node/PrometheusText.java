package io.linkgrid.node;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Writes metrics in the text format of Prometheus, version 0.0.4: a HELP and a TYPE line for each
 * name, then its samples. Not safe for several threads.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Exposition
 *     formats</a>
 */
final class PrometheusText {
  /** What a response in this format says that it is. */
  static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

  private enum Type {
    COUNTER,
    GAUGE
  }

  private final StringBuilder text = new StringBuilder();
  private final Set<String> names = new HashSet<>();

  /** One metric, to which samples are added before the next one begins. */
  final class Metric {
    private final String name;

    private Metric(String name) {
      this.name = name;
    }

    /** Adds the only sample. */
    void is(long value) {
      sample(Long.toString(value));
    }

    /** Adds the only sample. */
    void is(double value) {
      sample(number(value));
    }

    /** Adds the sample of one value of a label. */
    Metric with(String label, String labelled, long value) {
      return sample(label, labelled, Long.toString(value));
    }

    /** Adds the sample of one value of a label. */
    Metric with(String label, String labelled, double value) {
      return sample(label, labelled, number(value));
    }

    private void sample(String value) {
      text.append(name).append(' ').append(value).append('\n');
    }

    private Metric sample(String label, String labelled, String value) {
      require(label);
      text.append(name).append('{').append(label).append("=\"").append(escaped(labelled, true));
      text.append("\"} ").append(value).append('\n');
      return this;
    }
  }

  /** Begins a metric that only grows; its name ends in {@code _total}. */
  Metric counter(String name, String help) {
    if (!name.endsWith("_total")) {
      throw new IllegalArgumentException("The counter " + name + " does not end in _total");
    }
    return metric(name, Type.COUNTER, help);
  }

  /** Begins a metric that goes up and down; its name does not end in {@code _total}. */
  Metric gauge(String name, String help) {
    if (name.endsWith("_total")) {
      throw new IllegalArgumentException("The gauge " + name + " ends in _total, as counters do");
    }
    return metric(name, Type.GAUGE, help);
  }

  /** Returns what was written so far. */
  @Override
  public String toString() {
    return text.toString();
  }

  private Metric metric(String name, Type type, String help) {
    require(name);
    if (!names.add(name)) {
      throw new IllegalArgumentException("The metric " + name + " was written before");
    }
    text.append("# HELP ").append(name).append(' ').append(escaped(help, false)).append('\n');
    text.append("# TYPE ").append(name).append(' ');
    text.append(type.name().toLowerCase(Locale.ROOT)).append('\n');
    return new Metric(name);
  }

  private static void require(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("'" + name + "' is no name of a metric or label");
    }
  }

  private static String escaped(String value, boolean quoted) {
    String lines = value.replace("\\", "\\\\").replace("\n", "\\n");
    return quoted ? lines.replace("\"", "\\\"") : lines;
  }

  private static String number(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    return Double.toString(value);
  }
}

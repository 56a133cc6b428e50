package io.linkgrid.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PrometheusTextTest {
  private final PrometheusText text = new PrometheusText();

  @Test
  void aMetric_hasItsHelpItsTypeAndItsSamples() {
    text.counter("rows_read_total", "Rows.").is(12);
    text.gauge("memory_used_bytes", "Memory.").with("area", "heap", 1.5).with("area", "other", -1);

    assertThat(text)
        .hasToString(
            """
            # HELP rows_read_total Rows.
            # TYPE rows_read_total counter
            rows_read_total 12
            # HELP memory_used_bytes Memory.
            # TYPE memory_used_bytes gauge
            memory_used_bytes{area="heap"} 1.5
            memory_used_bytes{area="other"} -1
            """);
  }

  @Test
  void backslashesQuotesAndLineEnds_areEscaped() {
    text.gauge("blocks", "Blocks of a\\b \"schema\"\nand more.").with("schema", "a\\b\n\"c\"", 1);

    assertThat(text)
        .hasToString(
            """
            # HELP blocks Blocks of a\\\\b "schema"\\nand more.
            # TYPE blocks gauge
            blocks{schema="a\\\\b\\n\\"c\\""} 1
            """);
  }

  @Test
  void numbers_areWrittenAsPrometheusReadsThem() {
    text.gauge("sizes", "Sizes.")
        .with("n", "large", Long.MAX_VALUE)
        .with("n", "small", 0.001)
        .with("n", "none", Double.NaN)
        .with("n", "most", Double.POSITIVE_INFINITY)
        .with("n", "least", Double.NEGATIVE_INFINITY);

    assertThat(text.toString())
        .contains(
            "{n=\"large\"} 9223372036854775807\n", "{n=\"small\"} 0.001\n", "{n=\"none\"} NaN\n")
        .contains("{n=\"most\"} +Inf\n", "{n=\"least\"} -Inf\n");
  }

  @Test
  void namesAgainstTheConventions_areRefused() {
    assertThatThrownBy(() -> text.counter("rows_read", "Rows."))
        .hasMessage("The counter rows_read does not end in _total");
    assertThatThrownBy(() -> text.gauge("rows_total", "Rows."))
        .hasMessage("The gauge rows_total ends in _total, as counters do");
    assertThatThrownBy(() -> text.gauge("rows-read", "Rows."))
        .hasMessage("'rows-read' is no name of a metric or label");
    assertThatThrownBy(() -> text.gauge("rows", "Rows.").with("the schema", "a", 1))
        .hasMessage("'the schema' is no name of a metric or label");
  }

  @Test
  void aNameThatWasWritten_isRefused() {
    text.gauge("rows", "Rows.").is(1);

    assertThatThrownBy(() -> text.gauge("rows", "Rows."))
        .hasMessage("The metric rows was written before");
  }
}

package io.linkgrid.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkgrid.chart.LineChart.Point;
import io.linkgrid.chart.Page.Width;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PageTest {
  private static final String HOSTILE = "</title><script>alert(1)</script> & \"quoted\" \u0000";

  @Test
  void hostileTexts_comeOutAsTheyWere_andAreNeverMarkup() {
    String page =
        new Page(HOSTILE, HOSTILE)
            .tile(HOSTILE, HOSTILE, HOSTILE, Tone.NEW)
            .figure(
                Width.HALF,
                HOSTILE,
                HOSTILE,
                new BarChart(HOSTILE).bar(HOSTILE, 1, Tone.MATCH, HOSTILE).figure(),
                new PageTable().verbatim("as it was").row(HOSTILE))
            .footer(HOSTILE)
            .render();

    assertThat(page).doesNotContain("<script").doesNotContain("\u0000");
    Xml xml = Xml.of(page);
    assertThat(xml.elements("script")).isEmpty();
    assertThat(xml.texts("h1")).containsExactly(HOSTILE.replace('\u0000', '\uFFFD'));
    assertThat(xml.texts("td")).containsExactly(HOSTILE.replace('\u0000', '\uFFFD'));
  }

  @Test
  void page_needsNothingBesideIt_andItsStyleIsReadable() {
    String page = new Page("Title", "").render();

    assertThat(page)
        .startsWith("<!DOCTYPE html>\n")
        .contains("default-src 'none'; style-src 'unsafe-inline'")
        .doesNotContainPattern("\\b(src|href)=")
        .doesNotContain("url(", "@import");
    Xml xml = Xml.of(page);
    assertThat(xml.texts("style").get(0))
        .contains("prefers-color-scheme: dark", ".fill-match", ".line-review", ".range-new");
  }

  @Test
  void eachTone_hasItsColour() {
    String style = Xml.of(new Page("Title", "").render()).texts("style").get(0);
    for (Tone tone : Tone.values()) {
      assertThat(style)
          .contains("--" + tone.word() + ":", ".fill-" + tone.word(), ".tone-" + tone.word());
    }
  }

  @Test
  void bars_areAsLongAsTheirValues() {
    String svg =
        new BarChart("Three bars.")
            .bar("one", 1, Tone.MATCH, "1")
            .bar("four", 4, Tone.NEW, "4")
            .bar("less", -1, Tone.REJECTED, "-1")
            .figure()
            .svg();

    List<Double> widths = numbers(svg, "rect", "width");
    assertThat(widths.get(1) / widths.get(0)).isBetween(3.9, 4.1);
    assertThat(widths.get(2)).isEqualTo(widths.get(0));
    assertThat(Xml.of(svg).alternativeTexts()).containsExactly("Three bars.");
  }

  @Test
  void logarithmicBars_growByAStepForTenTimesAsMany_andOneIsSeen() {
    String svg =
        new Histogram("Counts.", Histogram.Scale.LOGARITHMIC)
            .kind("rows", Tone.MATCH)
            .bin("a", 1L)
            .bin("b", 10L)
            .bin("c", 100L)
            .bin("none", 0L)
            .figure()
            .svg();

    List<Double> heights = numbers(svg, "rect", "height");
    assertThat(heights).hasSize(3);
    assertThat(heights.get(0)).isPositive();
    assertThat(heights.get(2) - heights.get(1))
        .isCloseTo(heights.get(1) - heights.get(0), org.assertj.core.api.Assertions.within(0.2));
  }

  @Test
  void lineChart_hasADotForEachPoint_andARangeWhereThereIsOne() {
    String svg =
        new LineChart("Shares.", "probability", 0, 1, 0, 1)
            .diagonal()
            .line(
                "right",
                Tone.MATCH,
                List.of(new Point(0.5, 0.4, 0.2, 0.6, "two of five"), new Point(0.9, 1, "all")))
            .figure()
            .svg();

    Xml xml = Xml.of(svg);
    assertThat(xml.elements("circle")).hasSize(2);
    assertThat(xml.elements("line"))
        .filteredOn(line -> line.getAttribute("class").equals("range-match"))
        .hasSize(1);
    assertThat(xml.texts("title")).contains("two of five", "all");
  }

  @Test
  void waterfall_goesOnWhereItEnded() {
    String svg =
        new Waterfall("A sum.", -10, 5)
            .step("prior", 0, -10, Tone.NEUTRAL)
            .step("name", -10, 5, Tone.MATCH)
            .line("match", 1)
            .figure()
            .svg();

    List<Double> starts = numbers(svg, "rect", "x");
    List<Double> widths = numbers(svg, "rect", "width");
    assertThat(starts.get(0)).isEqualTo(starts.get(1));
    assertThat(widths.get(1) / widths.get(0)).isBetween(1.49, 1.51);
    assertThat(Xml.of(svg).texts("text")).contains("prior", "-10.00", "+15.00", "match");
  }

  @Test
  void axis_hasRoundTicks() {
    assertThat(new Axis(0, 1, 0, 100).ticks().stream().map(Axis::label))
        .containsExactly("0", "0.2", "0.4", "0.6", "0.8", "1");
    assertThat(new Axis(-12, 31, 0, 100).ticks().stream().map(Axis::label))
        .containsExactly("-10", "0", "10", "20", "30");
    assertThat(Axis.label(12_500)).isEqualTo("12.5k");
    assertThat(Axis.label(3_000_000)).isEqualTo("3M");
  }

  @Test
  void rowsThatDoNotFit_areRefused() {
    assertThatThrownBy(() -> new PageTable().texts("a", "b").row("one"))
        .hasMessage("A row of 2 cells is needed, not of 1");
    assertThatThrownBy(() -> new PageTable().texts("a").second(List.of(), Set.of()))
        .hasMessage("A row of 1 cells is needed, not of 0");
    assertThatThrownBy(
            () -> new Histogram("x", Histogram.Scale.LINEAR).kind("k", Tone.NEW).bin("b", 1L, 2L))
        .hasMessage("A bin has a count for each kind");
  }

  private static List<Double> numbers(String svg, String element, String attribute) {
    Matcher found =
        Pattern.compile("<" + element + " [^>]*\\b" + attribute + "=\"([0-9.]+)\"").matcher(svg);
    return found.results().map(match -> Double.valueOf(match.group(1))).toList();
  }
}

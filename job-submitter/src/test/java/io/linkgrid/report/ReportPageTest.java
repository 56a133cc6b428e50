package io.linkgrid.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkgrid.chart.Xml;
import io.linkgrid.report.ReportData.Group;
import io.linkgrid.report.ReportData.Reject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportPageTest {
  private static final String HOSTILE = "</td><script>alert(1)</script><!-- <script> & $1 \\u003c";

  @TempDir Path directory;

  @Test
  void hostileNames_areNeverMarkup_andComeOutAsTheyWere() {
    ReportData harmless = SampleRun.data();
    ReportData data =
        new ReportData(
            harmless.probabilities(),
            harmless.weights(),
            harmless.training(),
            harmless.blocks(),
            harmless.blockSizes(),
            harmless.weeks(),
            List.of(new Reject("A", 1, 2, HOSTILE, HOSTILE)),
            List.of(new Group(HOSTILE, List.of(HOSTILE, HOSTILE, ""), 1, 1)),
            harmless.reviews());
    String page = ReportPage.render(SampleRun.summary(), SampleRun.spec(), data);

    assertThat(page).doesNotContain("<script").doesNotContain("<!--");
    assertThat(Xml.of(page).texts("td").stream().filter(HOSTILE::equals)).hasSize(5);
  }

  @Test
  void page_hasEachOfItsFigures_withWordsForThoseWhoDoNotSeeThem() {
    Xml page = Xml.of(page());

    assertThat(page.texts("h2"))
        .containsExactly(
            "Decisions",
            "Seconds per stage",
            "Match probability",
            "Match weight",
            "What agreement is worth",
            "The model: m and u",
            "How the model was learnt",
            "Largest blocks",
            "Blocks by size",
            "Work per node",
            "Joins per week",
            "Waiting for a person",
            "Largest entities",
            "Rejected rows");
    assertThat(page.alternativeTexts()).hasSize(11).doesNotContain("").doesNotHaveDuplicates();
    assertThat(page.texts("text"))
        .contains("linked", "46,871 · 86.9 %", "name: the same", "+9.4", "m 0.810", "u 0.002");
    assertThat(page.texts("div")).contains("In review", "772", "1.4 %", "Rejected", "47", "0.1 %");
    assertThat(page.texts("td")).contains("3 fields, but the schema has 4", "acme dinner");
    assertThat(page.texts("footer"))
        .containsExactly("SHA-256 of links.csv: " + SampleRun.summary().linksSha256());
  }

  @Test
  void whatDiffersFromTheBestCandidate_isMarked() {
    assertThat(
            Xml.of(page()).elements("td").stream()
                .filter(cell -> cell.getAttribute("class").equals("differs"))
                .map(cell -> cell.getTextContent()))
        .containsExactly("acme diner", "200 market st", "green dragon too");
  }

  @Test
  void emptyRun_hasAPageToo() {
    ReportData nothing =
        new ReportData(
            List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
            List.of());
    RunSummary run =
        new RunSummary(
            "r", "s", true, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Map.of(), List.of(), "", 0);

    assertThat(Xml.of(ReportPage.render(run, SampleRun.spec(), nothing)).texts("h2"))
        .containsExactly(
            "Decisions", "Seconds per stage", "What agreement is worth", "The model: m and u");
  }

  @Test
  void page_isWholeInItself() {
    assertThat(page())
        .contains("default-src 'none'")
        .doesNotContainPattern("<(link|img|iframe|base|form|script)\\b")
        .doesNotContainPattern("\\b(src|href)=");
  }

  @Test
  void sameRun_givesTheSamePage() {
    ReportPage.write(
        SampleRun.summary(), SampleRun.spec(), SampleRun.data(), directory.resolve("report.html"));
    assertThat(directory.resolve("report.html")).hasContent(page());
  }

  private static String page() {
    return ReportPage.render(SampleRun.summary(), SampleRun.spec(), SampleRun.data());
  }
}

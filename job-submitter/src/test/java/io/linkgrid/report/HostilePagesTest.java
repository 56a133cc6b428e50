package io.linkgrid.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkgrid.chart.Xml;
import io.linkgrid.evaluation.EvaluationReport;
import io.linkgrid.evaluation.EvaluationReport.Example;
import io.linkgrid.evaluation.EvaluationReport.OnTexts;
import io.linkgrid.evaluation.EvaluationReport.Row;
import io.linkgrid.evaluation.PairCounts;
import io.linkgrid.explain.Explanation;
import io.linkgrid.explain.Explanation.Against;
import io.linkgrid.explain.Explanation.Change;
import io.linkgrid.explain.Explanation.Step;
import io.linkgrid.explain.Explanation.Stored;
import io.linkgrid.explain.ExplanationPage;
import io.linkgrid.report.ReportData.Block;
import io.linkgrid.report.ReportData.Group;
import io.linkgrid.report.ReportData.Reject;
import io.linkgrid.report.ReportData.Review;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Pages that show texts out of files have the same elements with the same attributes whatever these
 * texts are, and show them as they are.
 */
class HostilePagesTest {
  private static final String HARMLESS = "word";
  private static final String BROWSER = "chromium";

  /** Whatever of it became an element would say so. */
  private static final String RUNS =
      "<script>window.ran = 1</script></td></table></style></title>"
          + "<img src=x onerror='window.ran = 1'><svg onload=\"window.ran = 1\"></svg>"
          + "\" autofocus tabindex=1 onfocus=\"window.ran = 1";

  private static final String COUNTS =
      "<script>setTimeout(() => { document.title = document.querySelectorAll('*').length"
          + " + ' elements' + (window.ran ? ', ran' : '') }, 500)</script>";

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "</td></table><img src=x onerror=alert(1)>",
        "\" onmouseover=\"alert(1)",
        "' onfocus='alert(1)' autofocus='",
        "&lt;b&gt; &amp; &#60;i&#62; &nbsp;",
        "<!-- --> <![CDATA[ ]]> <?php ?>",
        "</style><style>*{background:url(http://x)}",
        "javascript:alert(1)",
        "\\u003cscript\\u003e ${7*7} {{7*7}}"
      })
  void noElementAndNoAttribute_comesFromTheData(String hostile) {
    assertSameShape(report(HARMLESS), report(hostile), hostile);
    assertSameShape(explanation(HARMLESS), explanation(hostile), hostile);
    assertSameShape(evaluation(HARMLESS), evaluation(hostile), hostile);
  }

  /**
   * The same as a browser sees it, which mends what is no XML. The policy that forbids all scripts
   * is taken out: it is the second wall, and this is about the first.
   */
  @Test
  @EnabledIf("hasBrowser")
  void inABrowser_noElementComesFromTheData_andNothingOfItRuns() throws Exception {
    assertThat(seen("<html><head><title/></head><body>" + RUNS + "</body></html>"))
        .as("what would run does")
        .endsWith("elements, ran");

    assertThat(seen(report(RUNS))).isEqualTo(seen(report(HARMLESS))).endsWith("elements");
    assertThat(seen(explanation(RUNS))).isEqualTo(seen(explanation(HARMLESS))).endsWith("elements");
    assertThat(seen(evaluation(RUNS))).isEqualTo(seen(evaluation(HARMLESS))).endsWith("elements");
  }

  static boolean hasBrowser() throws InterruptedException {
    try {
      return new ProcessBuilder(BROWSER, "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns how many elements a browser finds in a page, and whether something of it ran. */
  private String seen(String page) throws IOException {
    Path file = directory.resolve("page.html");
    Files.writeString(
        file,
        page.replace("Content-Security-Policy", "none").replace("</body>", COUNTS + "</body>"));
    Process browser =
        new ProcessBuilder(
                BROWSER,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + directory.resolve("browser"),
                "--virtual-time-budget=2000",
                "--dump-dom",
                file.toUri().toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String dom = new String(browser.getInputStream().readAllBytes(), UTF_8);
    Matcher title = Pattern.compile("<title>([^<]*)</title>").matcher(dom);
    assertThat(title.find()).as("a title in %s", dom).isTrue();
    return title.group(1);
  }

  private static void assertSameShape(String harmless, String page, String hostile) {
    Xml parsed = Xml.of(page);

    assertThat(parsed.shape()).isEqualTo(Xml.of(harmless).shape());
    assertThat(parsed.texts("td").stream().filter(hostile::equals)).isNotEmpty();
  }

  private static String report(String text) {
    ReportData made = SampleRun.data();
    ReportData data =
        new ReportData(
            made.probabilities(),
            made.weights(),
            made.training(),
            List.of(new Block(text, 7)),
            made.blockSizes(),
            made.weeks(),
            List.of(new Reject("A", 1, 2, text, text)),
            List.of(new Group(text, List.of(text, text, text), 1, 1)),
            List.of(
                new Review(
                    "B",
                    3,
                    text,
                    List.of(text, text, text),
                    List.of(text, text, "x"),
                    0.5,
                    0.4,
                    1)));
    return ReportPage.render(SampleRun.summary(), SampleRun.spec(), data);
  }

  private static String explanation(String text) {
    Against against =
        new Against(
            text,
            List.of(text, text),
            -8,
            List.of(new Step(text, text, text, text, 6, 1), new Step(text, text, "", text, -1, 0)),
            -2,
            List.of(new Change(text, text, text, 1, 4)));
    return ExplanationPage.render(
        new Explanation(
            text,
            text,
            2,
            List.of(text, text),
            Optional.of(
                new Stored(
                    "REVIEW",
                    Optional.empty(),
                    -2,
                    0.5,
                    Optional.of(text),
                    Optional.of(text),
                    0.1)),
            List.of(against, against)),
        0.9);
  }

  private static String evaluation(String text) {
    Row row = new Row(text, 1, text, text, List.of(text, text));
    return EvaluationPage.render(
        new EvaluationReport(
            Optional.empty(),
            Optional.of(new PairCounts(5, 2, 1)),
            3,
            Optional.of(
                new OnTexts(
                    new PairCounts(5, 2, 1),
                    0,
                    List.of(new Example(4, row, row)),
                    List.of(new Example(4, row, row)))),
            Optional.empty(),
            Optional.empty()),
        text);
  }
}

package io.linkgrid.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.linkgrid.report.ReportData.Group;
import io.linkgrid.report.ReportData.Reject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportPageTest {
  private static final String HOSTILE =
      "</script><script>alert(1)</script><!-- <script> & @style@ $1 \\u003c";

  @TempDir Path directory;

  @Test
  void hostileNames_stayInsideTheIsland_andComeOutAsTheyWere() throws Exception {
    ReportData harmless = SampleRun.data();
    ReportData data =
        new ReportData(
            harmless.probabilities(),
            harmless.blocks(),
            harmless.blockSizes(),
            harmless.weeks(),
            List.of(new Reject("A", 1, 2, HOSTILE, HOSTILE)),
            List.of(new Group(HOSTILE, List.of(HOSTILE, HOSTILE, ""), 1, 1)),
            harmless.reviews());
    String page = ReportPage.render(SampleRun.summary(), SampleRun.spec(), data);

    assertThat(page).doesNotContain("alert(1)</script>").doesNotContain("<script>alert");
    String island = island(page);
    assertThat(island).doesNotContain("<", ">", "&");
    JsonNode json = new ObjectMapper().readTree(island);
    assertThat(json.at("/data/rejects/0/raw").asText()).isEqualTo(HOSTILE);
    assertThat(json.at("/data/largest/0/entity_id").asText()).isEqualTo(HOSTILE);
    assertThat(json.at("/summary/new").asLong()).isEqualTo(6_240);
  }

  @Test
  void page_isWholeInItself_andRunsOnlyItsOwnScripts() throws Exception {
    String page = page();
    List<String> scripts = new ArrayList<>();
    Matcher script = Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL).matcher(page);
    while (script.find()) {
      scripts.add(
          "'sha256-"
              + Base64.getEncoder()
                  .encodeToString(
                      MessageDigest.getInstance("SHA-256")
                          .digest(script.group(1).getBytes(StandardCharsets.UTF_8)))
              + "'");
    }
    assertThat(scripts).hasSize(2);
    assertThat(page).contains("default-src 'none'; script-src " + String.join(" ", scripts) + ";");
    assertThat(script.reset().replaceAll(""))
        .doesNotContainPattern("<(link|img|iframe|base|form)\\b")
        .doesNotContainPattern("\\b(src|href)=")
        .doesNotContainPattern("@(policy|style|island|charts|script)@");
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

  private static String island(String page) {
    String start = "<script type=\"application/json\" id=\"island\">";
    int from = page.indexOf(start) + start.length();
    return page.substring(from, page.indexOf("</script>", from));
  }
}

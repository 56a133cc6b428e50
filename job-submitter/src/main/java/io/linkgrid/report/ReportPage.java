package io.linkgrid.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.spec.Attribute;
import io.linkgrid.spec.ComparisonSpec;
import io.linkgrid.spec.LinkModel;
import io.linkgrid.spec.LinkSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Writes {@code report.html}: one file with its charts, styles and numbers inside, that opens from
 * disk and asks the network for nothing.
 *
 * <p>The page is a template and a script; what comes from data is one island of JSON, in which no
 * character can end the island, and from which the script makes text, never markup. A content
 * security policy allows the two scripts by their hashes and nothing else.
 */
public final class ReportPage {
  private static final String CHARTS =
      "/META-INF/resources/webjars/echarts/5.3.1/dist/echarts.common.min.js";

  private static final Pattern PLACE = Pattern.compile("@(policy|style|island|charts|script)@");

  private static final ObjectMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  /** Everything that the page's script reads. */
  private record Island(
      RunSummary summary,
      List<String> stages,
      String partition,
      List<String> attributes,
      double matchProbability,
      double reviewProbability,
      double priorWeight,
      List<Level> levels,
      ReportData data) {}

  private record Level(String attribute, String comparator, String label, double weight) {}

  private ReportPage() {}

  /**
   * Writes the page, in place of what was there before; the file is there whole or not at all.
   *
   * @throws LinkgridException USAGE if it cannot be written
   */
  public static void write(RunSummary summary, LinkSpec spec, ReportData data, Path file) {
    WholeFile.write(file, render(summary, spec, data));
  }

  static String render(RunSummary summary, LinkSpec spec, ReportData data) {
    String charts = resource(CHARTS);
    String script = resource("/report/report.js");
    Map<String, String> places =
        Map.of(
            "policy",
            "script-src " + hash(charts) + " " + hash(script),
            "style",
            resource("/report/report.css"),
            "island",
            island(summary, spec, data),
            "charts",
            charts,
            "script",
            script);
    // One pass over the template, so that what is filled in is not looked at again.
    return PLACE
        .matcher(resource("/report/report.html"))
        .replaceAll(place -> Matcher.quoteReplacement(places.get(place.group(1))));
  }

  private static String island(RunSummary summary, LinkSpec spec, ReportData data) {
    List<String> attributes = spec.attributes().stream().map(Attribute::name).toList();
    List<Level> levels =
        IntStream.range(0, spec.comparisons().size())
            .boxed()
            .flatMap(c -> levels(spec, c, attributes.get(spec.comparisons().get(c).attribute())))
            .toList();
    Island island =
        new Island(
            summary,
            summary.seconds().keySet().stream().filter(name -> !name.equals("total")).toList(),
            spec.partitionBy().map(attributes::get).orElse("no attribute"),
            attributes,
            spec.matchProbability(),
            spec.reviewProbability(),
            spec.model().map(LinkModel::priorWeight).orElse(0.0),
            levels,
            data);
    try {
      return inert(JSON.writeValueAsString(island));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Records of texts and numbers can be written as JSON", e);
    }
  }

  /** The weights as they are where nothing is known of the comparisons that they depend on. */
  private static Stream<Level> levels(LinkSpec spec, int comparison, String attribute) {
    ComparisonSpec of = spec.comparisons().get(comparison);
    return IntStream.range(0, of.levels().size())
        .mapToObj(
            level ->
                new Level(
                    attribute,
                    of.comparator().word(),
                    of.levels().get(level).label(),
                    spec.model()
                        .map(m -> m.comparisons().get(comparison).weights()[0][level])
                        .orElse(0.0)));
  }

  /** Keeps the meaning of the JSON, without a character that HTML would see. */
  static String inert(String json) {
    return json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
  }

  private static String hash(String script) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  private static String resource(String name) {
    try (InputStream bytes = ReportPage.class.getResourceAsStream(name)) {
      if (bytes == null) {
        throw new LinkgridException(
            Kind.INTERNAL,
            "The resource " + name + " should be on the class path, but is not. Install again.");
      }
      // A browser hashes a script with its line ends as line feeds.
      return new String(bytes.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

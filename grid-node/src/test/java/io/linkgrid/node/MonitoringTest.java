package io.linkgrid.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.jet.Job;
import com.hazelcast.jet.core.AbstractProcessor;
import com.hazelcast.jet.core.DAG;
import com.hazelcast.jet.core.JobStatus;
import io.linkgrid.blocking.KeyMaker;
import io.linkgrid.blocking.Keys;
import io.linkgrid.grid.BlockKey;
import io.linkgrid.grid.GridNames;
import io.linkgrid.grid.MatchingService.Tally;
import io.linkgrid.grid.MentionBlock;
import io.linkgrid.grid.NodeServices;
import io.linkgrid.grid.NodeWork.Kind;
import io.linkgrid.grid.Probe;
import io.linkgrid.grid.ReferenceId;
import io.linkgrid.grid.ReferenceManifest;
import io.linkgrid.model.Mention;
import io.linkgrid.scoring.Evidence;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that has matched one probe, and what people watch it with. */
class MonitoringTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path DASHBOARD = ROOT.resolve("monitoring/grafana-dashboard.json");
  private static final Path ALERTS = ROOT.resolve("monitoring/alerts.yaml");
  private static final Path ALERTS_TEST = ROOT.resolve("monitoring/alerts_test.yaml");

  /** Prometheus makes this one itself. */
  private static final Set<String> OF_PROMETHEUS = Set.of("up");

  /** Prometheus adds these labels to all that it scrapes. */
  private static final Set<String> OF_TARGETS = Set.of("job", "instance");

  private static final Set<String> KEYWORDS = Set.of("and", "or", "unless", "offset", "bool");
  private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]*");
  private static final Pattern SELECTOR = Pattern.compile("([a-z_][a-z0-9_]*)\\{([^}]*)}");
  private static final Pattern MATCHER = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");
  private static final Pattern GROUPED = Pattern.compile("\\b(?:by|without) *\\(([^)]*)\\)");
  private static final Pattern GROUP_COMMA = Pattern.compile(" *, *");
  private static final Pattern END_OF_NAME = Pattern.compile("[{ ]");

  @TempDir private static Path directory;
  private static HazelcastInstance node;
  private static HealthEndpoint endpoint;

  @BeforeAll
  static void start() {
    node = new LocalNode().start();
    endpoint =
        HealthEndpoint.open(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            new NodeHealth(node),
            new NodeMetrics(node));
    match(new Mention(1, List.of("acme diner")), new Mention(2, List.of("acme diner")));
  }

  @AfterAll
  static void stop() {
    endpoint.close();
    node.shutdown();
  }

  private static void match(Mention reference, Mention record) {
    KeyMaker keyMaker = new KeyMaker(Diners.SPEC.parse());
    Keys keys = keyMaker.numbers(record);
    String partitionKey = keyMaker.partitionKey(record, keys, 0);
    MentionBlock block =
        new MentionBlock(
            new long[] {11},
            new long[] {reference.id()},
            reference.values().toArray(String[]::new));
    node.<BlockKey, MentionBlock>getMap(GridNames.reference("diners"))
        .set(new BlockKey(partitionKey, 0), block);
    node.<String, ReferenceManifest>getMap(GridNames.MANIFESTS)
        .set("diners", new ReferenceManifest(7, 1, new String[] {partitionKey}, new int[] {1}, ""));
    NodeServices.of(node)
        .matching()
        .matcher(new ReferenceId("diners", 7, Diners.SPEC))
        .visit(new Probe(record, keys, 0, Evidence.NONE), new Tally());
  }

  @Test
  void aNode_saysWhatItHoldsAndWhatItDid() throws Exception {
    NodeServices.of(node).work().add(Kind.ROWS_READ, 500);
    NodeServices.of(node).work().add(Kind.MENTIONS_IN_REVIEW, 3);

    assertThat(scrape().lines())
        .contains(
            "linkgrid_cluster_members 1",
            "linkgrid_node_answers 1",
            "linkgrid_node_safe 1",
            "linkgrid_partitions_owned 271",
            "linkgrid_partitions_lost_total 0",
            "linkgrid_jobs{status=\"running\"} 0",
            "linkgrid_reference_blocks{schema=\"diners\"} 1",
            "linkgrid_reference_backup_blocks{schema=\"diners\"} 0",
            "linkgrid_resident_schemas 1",
            "linkgrid_resident_blocks{schema=\"diners\"} 1",
            "linkgrid_resident_mentions{schema=\"diners\"} 1",
            "linkgrid_resident_largest_block_mentions{schema=\"diners\"} 1",
            "linkgrid_probe_visits_total 1",
            "linkgrid_lookups_total{owner=\"local\"} 1",
            "linkgrid_lookups_total{owner=\"remote\"} 0",
            "linkgrid_pairs_compared_total{stage=\"match\"} 1",
            "linkgrid_rows_read_total 500",
            "linkgrid_mentions_decided_total{decision=\"review\"} 3");
    assertThat(sample("linkgrid_reference_bytes{schema=\"diners\"}")).isPositive();
    assertThat(sample("jvm_memory_used_bytes{area=\"heap\"}")).isGreaterThan(1e6);
    assertThat(sample("process_cpu_seconds_total")).isPositive();
  }

  @Test
  void theEndpoint_saysWhichFormatItIs_andTakesNothing() throws Exception {
    URI uri = URI.create("http://" + endpoint.address() + "/metrics");
    HttpClient client = HttpClient.newHttpClient();

    HttpResponse<Void> asked =
        client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding());
    HttpResponse<Void> told =
        client.send(
            HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString("x")).build(),
            BodyHandlers.discarding());

    assertThat(asked.headers().firstValue("Content-Type"))
        .contains("text/plain; version=0.0.4; charset=utf-8");
    assertThat(told.statusCode()).isEqualTo(405);
  }

  @Test
  void namesInAnExpression_areFound() {
    assertThat(
            names(
                "sum by (owner) (rate(a_total{owner=\"remote\"}[5m])) / b_bytes > 0.2"
                    + " and max(c offset 15m) == 0"))
        .containsExactly("a_total", "b_bytes", "c");
  }

  @Test
  void whatTheDashboardShows_exists() throws Exception {
    List<String> expressions = expressions(new ObjectMapper().readTree(DASHBOARD.toFile()));

    assertThat(expressions).hasSizeGreaterThan(20);
    assertAllExist(expressions);
  }

  @Test
  void eachPanel_hasItsPlace() throws Exception {
    JsonNode panels = new ObjectMapper().readTree(DASHBOARD.toFile()).get("panels");
    Set<String> places = new TreeSet<>();
    for (JsonNode panel : panels) {
      JsonNode at = panel.get("gridPos");
      assertThat(at.get("x").asInt() + at.get("w").asInt()).isLessThanOrEqualTo(24);
      places.add(at.get("x") + "," + at.get("y"));
      assertThat(panel.at("/datasource/uid").asText()).isEqualTo("${datasource}");
    }

    assertThat(places).hasSize(panels.size());
  }

  @Test
  void aJobThatWasCancelled_hasNotFailed() throws Exception {
    Job job = node.getJet().newJob(endless());
    await().until(() -> job.getStatus() == JobStatus.RUNNING);

    job.cancel();
    assertThatThrownBy(job::join).isInstanceOf(CancellationException.class);

    assertThat(scrape().lines())
        .contains("linkgrid_jobs{status=\"cancelled\"} 1", "linkgrid_jobs{status=\"failed\"} 0");
  }

  private static DAG endless() {
    DAG dag = new DAG();
    dag.newVertex("endless", Endless::new);
    return dag;
  }

  /** Has never done its work. */
  private static final class Endless extends AbstractProcessor {
    @Override
    public boolean complete() {
      return false;
    }
  }

  @Test
  void promtool_acceptsMetricsAndAlerts_andEachAlertFiresWhenItShould() throws Exception {
    assumeTrue(isInstalled("promtool"), "promtool is not installed");
    Path scraped = directory.resolve("metrics");
    Files.writeString(scraped, scrape());

    assertThat(promtool(scraped, "check", "metrics")).isEmpty();
    assertThat(promtool(ALERTS, "check", "rules", ALERTS.toString())).contains("rules found");
    assertThat(promtool(ALERTS, "test", "rules", ALERTS_TEST.toString())).contains("SUCCESS");
  }

  @Test
  void eachAlert_isTried_bothWays() throws Exception {
    Set<String> fire = new TreeSet<>();
    Set<String> silent = new TreeSet<>();
    for (JsonNode group : new YAMLMapper().readTree(ALERTS_TEST.toFile()).get("tests")) {
      for (JsonNode tried : group.get("alert_rule_test")) {
        (tried.has("exp_alerts") ? fire : silent).add(tried.get("alertname").asText());
      }
    }
    Set<String> alerts = new TreeSet<>();
    new YAMLMapper()
        .readTree(ALERTS.toFile())
        .findValues("alert")
        .forEach(alert -> alerts.add(alert.asText()));

    assertThat(fire).isEqualTo(alerts);
    assertThat(silent).isEqualTo(alerts);
  }

  private static boolean isInstalled(String tool) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .anyMatch(place -> Files.isExecutable(Path.of(place, tool)));
  }

  /** Returns what promtool says, which may not be that something is wrong. */
  private static String promtool(Path in, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectInput(in.toFile()).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  @Test
  void whatAlertsWatch_exists_andEachAlertIsExplained() throws Exception {
    JsonNode rules = new YAMLMapper().readTree(ALERTS.toFile()).at("/groups/0/rules");
    String page = Files.readString(ROOT.resolve("docs/operations.md"));

    assertThat(rules).isNotEmpty();
    for (JsonNode rule : rules) {
      assertThat(rule.at("/labels/severity").asText()).isIn("warning", "critical");
      assertThat(rule.at("/annotations/summary").asText()).isNotBlank();
      assertThat(rule.at("/annotations/description").asText()).isNotBlank();
      assertThat(page).contains("`" + rule.get("alert").asText() + "`");
    }
    assertAllExist(expressions(rules));
  }

  @Test
  void eachMetric_isDescribed_andNoOther() throws Exception {
    String page = Files.readString(ROOT.resolve("docs/operations.md"));
    Set<String> described = new TreeSet<>();
    Matcher row = Pattern.compile("(?m)^\\| `([a-z_]+)").matcher(page);
    while (row.find()) {
      described.add(row.group(1));
    }

    assertThat(described).isEqualTo(new TreeSet<>(scraped()));
  }

  private static void assertAllExist(List<String> expressions) throws Exception {
    List<String> samples = scrape().lines().filter(line -> !line.startsWith("#")).toList();
    Set<String> there = scraped();
    for (String expression : expressions) {
      Set<String> metrics = names(expression);
      metrics.removeAll(OF_PROMETHEUS);
      assertThat(there).as(expression).containsAll(metrics);
      Matcher selector = SELECTOR.matcher(expression);
      while (selector.find()) {
        Matcher label = MATCHER.matcher(selector.group(2));
        while (label.find()) {
          if (!OF_TARGETS.contains(label.group(1))) {
            assertThat(samples)
                .as(expression)
                .anyMatch(
                    sample ->
                        sample.startsWith(selector.group(1) + "{")
                            && sample.contains(label.group()));
          }
        }
      }
      Matcher grouped = GROUPED.matcher(expression);
      while (grouped.find()) {
        for (String label : GROUP_COMMA.split(grouped.group(1), -1)) {
          if (!OF_TARGETS.contains(label)) {
            assertThat(samples)
                .as(expression)
                .anyMatch(
                    sample ->
                        sample.contains("{" + label + "=")
                            && metrics.contains(sample.substring(0, sample.indexOf('{'))));
          }
        }
      }
    }
  }

  /** The names of all metrics of which there is a sample. */
  private static Set<String> scraped() throws Exception {
    Set<String> names = new TreeSet<>();
    scrape()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(line -> names.add(END_OF_NAME.split(line, 2)[0]));
    return names;
  }

  private static List<String> expressions(JsonNode document) {
    List<String> expressions = new ArrayList<>();
    document.findValues("expr").forEach(expression -> expressions.add(expression.asText()));
    return expressions;
  }

  /** Whatever is neither a function, a keyword, a label, a duration nor a text. */
  private static Set<String> names(String expression) {
    String bare =
        GROUPED
            .matcher(expression)
            .replaceAll(" ")
            .replaceAll("\\{[^}]*}", " ")
            .replaceAll("\\[[^]]*]", " ")
            .replaceAll("\\b[0-9][0-9a-z.]*", " ")
            .replaceAll("\\b[a-z_]+ *\\(", "(");
    Set<String> names = new TreeSet<>();
    Matcher name = NAME.matcher(bare);
    while (name.find()) {
      names.add(name.group());
    }
    names.removeAll(KEYWORDS);
    return names;
  }

  private static double sample(String name) throws Exception {
    return scrape()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow();
  }

  private static String scrape() throws IOException, InterruptedException {
    URI uri = URI.create("http://" + endpoint.address() + "/metrics");
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(200);
    return response.body();
  }
}

package io.linkgrid.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.hazelcast.map.IMap;
import io.linkgrid.submit.GridConnection;
import io.linkgrid.system.LinkgridCommand.Finished;
import io.linkgrid.system.LinkgridCommand.Underway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may come in, what is written down, and what happens when memory ends, on real processes. */
class NodeEdgeIT {
  private static final Path HOME = Path.of(System.getenv("LINKGRID_HOME"));
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern READY = Pattern.compile("node ready pid \\d+ (\\S+:\\d+) ");
  private static final String OPEN_HEALTH = "0.0.0.0";

  @TempDir Path directory;
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void stopAll() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void aNodeBeyondLoopback_isRefused_untilItIsTold_andThenWarnsOnce_alsoInJson() throws Exception {
    Finished refused =
        end(start("refused", Map.of("LINKGRID_HEALTH_HOST", OPEN_HEALTH)), "refused");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err())
        .startsWith("This node would listen on 0.0.0.0 (--health-host). ")
        .hasLineCount(1);
    assertThat(refused.out()).isEmpty();

    Map<String, String> open =
        Map.of(
            "LINKGRID_HEALTH_HOST", OPEN_HEALTH,
            "LINKGRID_HEALTH_PORT", "16701",
            "LINKGRID_OPEN", "true",
            "LINKGRID_LOG", "json");
    Process node = start("open", open);
    awaitReady(node, "open");
    node.destroy();
    Finished stopped = end(node, "open");

    assertThat(stopped.code()).isZero();
    List<JsonNode> events = events(stopped.err());
    assertThat(events)
        .extracting(event -> event.path("formattedMessage").asText())
        .filteredOn(message -> message.startsWith("This node is open: it listens on 0.0.0.0 "))
        .hasSize(1);
    assertThat(events)
        .allSatisfy(
            event -> {
              assertThat(event.path("level").asText()).isIn("INFO", "WARN", "ERROR");
              assertThat(event.path("timestamp").asLong()).isPositive();
              assertThat(event.at("/context/name").asText()).isEqualTo("grid-node");
              assertThat(event.at("/context/properties/pid").asText())
                  .isEqualTo(Long.toString(node.pid()));
            });
    assertThat(events.get(events.size() - 1).path("formattedMessage").asText())
        .isEqualTo("Stopped");
  }

  @Test
  void whatARunSaysAndLogs_isJsonOnRequest_withTheRunItIsOf() throws Exception {
    LinkgridCommand linkgrid = new LinkgridCommand(directory, Map.of("LINKGRID_LOG", "json"));
    linkgrid
        .run("generate", "--layout", "reference", "--entities", 50, "--records", 80, "--out", "d")
        .succeeded();

    Finished run =
        linkgrid
            .run("link", "--reference", "d/clean.csv", "--records", "d/b.csv", "--format", "json")
            .succeeded();

    List<JsonNode> events = events(run.err());
    assertThat(events)
        .filteredOn(event -> event.path("formattedMessage").asText().startsWith("match records: "))
        .isNotEmpty()
        .allSatisfy(
            event -> {
              assertThat(event.path("loggerName").asText()).isEqualTo("said");
              assertThat(event.at("/mdc/run").asText()).isNotEmpty();
            });
    assertThat(JSON.readTree(run.out()).path("read").asInt()).isEqualTo(130);

    Finished wrong = linkgrid.run("link", "--reference", "nothing.csv", "--records", "d/b.csv");
    assertThat(wrong.code()).isEqualTo(3);
    assertThat(events(wrong.err()))
        .extracting(event -> event.path("formattedMessage").asText())
        .anySatisfy(message -> assertThat(message).contains("nothing.csv does not exist"));
  }

  @Test
  void aNodesLog_saysWhatTheNodeDidForWhichRun_andAsMuchAsIsAskedOfEachPackage() throws Exception {
    Process node =
        start(
            "node",
            Map.of(
                "LINKGRID_LOG",
                "json",
                "LINKGRID_LOG_LEVELS",
                "com.hazelcast.jet=INFO,io.linkgrid.node=WARN"));
    String address = awaitReady(node, "node");
    LinkgridCommand linkgrid =
        new LinkgridCommand(directory, Map.of("HZ_CLUSTERNAME", cluster, "LINKGRID_LOG", "json"));
    linkgrid
        .run("generate", "--layout", "reference", "--entities", 50, "--records", 80, "--out", "d")
        .succeeded();

    Finished run =
        linkgrid
            .run("link", "--reference", "d/clean.csv", "--records", "d/b.csv", "--grid", address)
            .succeeded();
    node.destroy();
    Finished stopped = end(node, "node");

    String id =
        events(run.err()).stream()
            .map(event -> event.at("/mdc/run").asText())
            .filter(text -> !text.isEmpty())
            .findFirst()
            .orElseThrow();
    List<JsonNode> said = events(stopped.err());
    List<JsonNode> ofStages =
        said.stream()
            .filter(event -> event.path("loggerName").asText().endsWith(".StageLog"))
            .toList();
    assertThat(ofStages)
        .extracting(event -> event.path("formattedMessage").asText())
        .filteredOn(message -> message.startsWith("linkgrid land records into restaurants of "))
        .satisfiesExactly(
            begins -> assertThat(begins).endsWith(": begins, on 1 node"),
            done -> assertThat(done).matches(".*: done here after [0-9.]+ s; rows read 80"));
    assertThat(ofStages)
        .allSatisfy(
            event -> {
              assertThat(event.at("/mdc/run").asText()).isEqualTo(id);
              assertThat(event.at("/mdc/job").asText()).isNotEmpty();
              assertThat(event.at("/context/properties/node").asText()).isEqualTo(address);
              assertThat(event.path("level").asText()).isEqualTo("INFO");
            });
    assertThat(said)
        .extracting(event -> event.path("loggerName").asText())
        .anyMatch(name -> name.startsWith("com.hazelcast.jet."))
        .noneMatch(name -> name.startsWith("io.linkgrid.node."));
  }

  @Test
  void aReferenceThatDoesNotFit_isRefusedBeforeItIsLoaded_andTheRunGoesOnWhereThereIsRoom()
      throws Exception {
    LinkgridCommand tight = new LinkgridCommand(directory, Map.of("LINKGRID_MAX_REFERENCE", "1%"));
    tight
        .run("generate", "--layout", "reference", "--entities", 900, "--records", 90, "--out", "d")
        .succeeded();
    List<Object> link = List.of("link", "--reference", "d/clean.csv", "--records", "d/b.csv");
    List<Object> node = List.of("--nodes", 1, "--heap", "128m", "--data-dir", "db");

    Finished refused = tight.run(link, node);

    assertThat(refused.code()).as(refused.err()).isEqualTo(4);
    assertThat(refused.err())
        .containsPattern(
            "The reference of '[a-z]+', [0-9]+ mentions, needs about [2-9] MB on each of 1 node,"
                + " and 127.0.0.1:[0-9]+ has room for 1 MB of its heap of 1[0-9]+ MB. It was not"
                + " loaded, and what was written is kept. Give each node a heap of [0-9]+m \\(--heap"
                + " [0-9]+m with --nodes, else LINKGRID_JAVA_OPTS=-Xmx[0-9]+m\\)")
        .endsWith("LINKGRID_MAX_REFERENCE=off on the nodes does without this check.\n")
        .doesNotContain("Exception", "load: started", "found reference: started");

    Finished linked =
        new LinkgridCommand(directory, Map.of("LINKGRID_MAX_REFERENCE", "off")).run(link, node);

    assertThat(linked.succeeded().err()).contains("goes on where it stopped", "load: started");
    assertThat(directory.resolve("linkgrid-out/links.csv")).content().hasLineCount(1 + 900 + 90);
  }

  @Test
  void aNodeWithoutMemory_saysSoInItsLastLine() throws Exception {
    Process victim = start("victim", Map.of("LINKGRID_JAVA_OPTS", "-Xmx128m"));
    String address = awaitReady(victim, "victim");
    try (GridConnection grid = GridConnection.connect(cluster, List.of(address))) {
      IMap<Integer, byte[]> map = grid.hz().getMap("fill");
      for (int i = 0; i < 400 && victim.isAlive(); i++) {
        var unused = map.setAsync(i, new byte[1 << 20]);
        await().atMost(PATIENCE).until(() -> unused.toCompletableFuture().isDone());
      }
    } catch (RuntimeException e) {
      // The client has lost its only node.
    }

    Finished ended = end(victim, "victim");

    assertThat(ended.code()).isEqualTo(3);
    assertThat(ended.err())
        .endsWith(
            "linkgrid: process "
                + victim.pid()
                + " has no memory left and ends. What was written is kept. Give it more heap"
                + " (LINKGRID_JAVA_OPTS=-Xmx4g, or --heap for the nodes of --nodes) or start more"
                + " nodes, then run again: docs/operations.md, Memory.\n");
    assertThat(ended.out()).contains("Terminating due to java.lang.OutOfMemoryError");
  }

  @Test
  void aRunWhoseNodesAllEnd_saysWhich_endsWithTheCodeOfTheGrid_andGoesOnLater() throws Exception {
    LinkgridCommand linkgrid = new LinkgridCommand(directory);
    linkgrid.run("generate", "--entities", 300, "--records", 9_000, "--out", "d").succeeded();
    List<Object> line = List.of("run", "--a", "d/a.csv", "--b", "d/b.csv", "--nodes", 2);
    Underway run = linkgrid.start(line);
    run.awaitErr("count: started");
    run.process()
        .children()
        .filter(child -> child.info().commandLine().orElse("").contains("GridNode"))
        .forEach(ProcessHandle::destroyForcibly);

    Finished lost = run.finish();

    assertThat(lost.code()).as(lost.err()).isEqualTo(4);
    assertThat(lost.err())
        .containsPattern(
            "Node 1 \\(127.0.0.1:[0-9]+\\) has ended: it was killed \\(exit code 137\\), by somebody,"
                + " or by the system for want of memory. Its log is .*node-1.log.\n")
        .containsPattern("Node 2 \\(127.0.0.1:[0-9]+\\) has ended: it was killed")
        .endsWith(
            "No node of the grid is left. What was written is kept. Run again to go on, with more"
                + " heap or more nodes where they had no memory left.\n")
        .doesNotContain("a fault of its own");
    assertThat(linkgrid.run(line).succeeded().err()).contains("goes on where it stopped");
  }

  private final String cluster = "linkgrid-it-" + UUID.randomUUID();

  private Process start(String name, Map<String, String> variables) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(HOME.resolve("bin/grid-node").toString())
            .redirectOutput(directory.resolve(name + ".out").toFile())
            .redirectError(directory.resolve(name + ".err").toFile());
    builder.environment().put("LINKGRID_JAVA_OPTS", "-Xmx200m");
    builder.environment().put("HZ_CLUSTERNAME", cluster);
    builder.environment().put("LINKGRID_PARENT_PID", Long.toString(ProcessHandle.current().pid()));
    builder.environment().putAll(variables);
    Process node = builder.start();
    started.add(node);
    return node;
  }

  private String awaitReady(Process node, String name) throws IOException {
    Path out = directory.resolve(name + ".out");
    await()
        .atMost(PATIENCE)
        .until(() -> READY.matcher(Files.readString(out)).find() || !node.isAlive());
    Matcher ready = READY.matcher(Files.readString(out));
    assertThat(ready.find()).as(Files.readString(directory.resolve(name + ".err"))).isTrue();
    return ready.group(1);
  }

  private Finished end(Process node, String name) throws IOException, InterruptedException {
    assertThat(node.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return new Finished(
        node.exitValue(),
        Files.readString(directory.resolve(name + ".out")),
        Files.readString(directory.resolve(name + ".err")));
  }

  private static List<JsonNode> events(String log) throws IOException {
    List<JsonNode> events = new ArrayList<>();
    for (String line : log.lines().toList()) {
      events.add(JSON.readTree(line));
    }
    assertThat(events).isNotEmpty();
    return events;
  }
}

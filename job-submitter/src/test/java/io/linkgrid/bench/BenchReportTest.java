package io.linkgrid.bench;

import static io.linkgrid.bench.SampleRuns.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.linkgrid.bench.BenchInput.InputFile;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchReportTest {
  private static final Machine TWO_CORES =
      new Machine(2, List.of(0, 1), "Abacus", 8L << 30, "Linux 6 amd64", "Java 17", 0.25);
  private static final BenchSettings TWO_RUNS_EACH =
      new BenchSettings(List.of(1, 2, 4), 2, true, Pinning.OFF, "1g");

  /** Two runs for each of 1, 2 and 4 workers: 10 s, 6 s and 8 s on average. */
  private static final List<BenchRun> RUNS =
      List.of(
          run(1, 1, 8, 11),
          run(2, 2, 4, 6),
          run(3, 4, 2, 8),
          run(4, 1, 8, 9),
          run(5, 2, 4, 6),
          run(6, 4, 2, 8));

  @Test
  void speedUp_comparesMediansWithTheFewestWorkers_perStageAndInTotal() {
    List<WorkerResult> results = BenchReport.compare(RUNS);

    assertThat(results).extracting(WorkerResult::workers).containsExactly(1, 2, 4);
    assertThat(results.get(0).seconds()).containsEntry("total", new Spread(10, 9, 11));
    assertThat(results.get(1).speedUp())
        .containsEntry("match A", 2.0)
        .containsEntry("total", 10.0 / 6);
    assertThat(results.get(2).speedUp())
        .containsEntry("match A", 4.0)
        .containsEntry("total", 10.0 / 8);
    assertThat(results.get(1).efficiency()).isEqualTo(10.0 / 6 / 2);
    assertThat(results.get(2).busiestShare().median()).isEqualTo(0.25);
  }

  @Test
  void withoutOneWorker_twoAreTheMeasure() {
    List<WorkerResult> results = BenchReport.compare(List.of(run(1, 4, 2, 5), run(2, 2, 4, 10)));

    assertThat(results.get(0).workers()).isEqualTo(2);
    assertThat(results.get(1).speedUp()).containsEntry("total", 2.0);
    assertThat(results.get(1).efficiency()).isEqualTo(1.0);
  }

  @Test
  void moreNodesThanCores_isSaidPlainly() {
    assertThat(BenchReport.notes(TWO_RUNS_EACH, TWO_CORES))
        .containsExactly(
            "4 single-core nodes on 2 cores share them: no speed-up can be expected beyond 2.",
            "No node is kept to a core of its own (--no-pin); each still has a single thread for"
                + " its jobs.",
            "The submitter and Postgres are not limited; they use what the nodes leave of 2"
                + " cores.");
  }

  @Test
  void aBusyMachine_isSaidToo() {
    Machine busy = new Machine(2, List.of(0, 1), "", 1, "Linux", "Java", 7.46);

    assertThat(BenchReport.notes(TWO_RUNS_EACH, busy))
        .anyMatch(
            note -> note.startsWith("The machine was busy before the first run (load 7.5 on 2"));
  }

  @Test
  void theTable_showsMediansRangesAndEveryRun() {
    String text = BenchTable.render(report());

    assertThat(text.lines().map(line -> line.strip().replaceAll(" +", " ")))
        .contains(
            "command linkgrid bench -w 1,2,4",
            "machine 2 cores, 8.0 GiB of memory, Abacus",
            "input A: a.csv, 1,234 bytes, sha256 abcdef012345",
            "links the same in all runs, sha256 c0ffee",
            "total | 10.00 (9.00 - 11.00) x1.00 | 6.00 (6.00 - 6.00) x1.67 | 8.00 (8.00 - 8.00)"
                + " x1.25",
            "speed-up | 1.00 | 1.67 | 1.25",
            "ideal | 1.00 | 2.00 | 4.00",
            "efficiency | 100.0 % | 83.3 % | 31.3 %",
            "local lookups | 100.0 % of 80 | 100.0 % of 80 | 100.0 % of 80",
            "postgres | 2.50 (2.25 - 2.75) | 1.50 (1.50 - 1.50) | 2.00 (2.00 - 2.00)",
            "cores busy | 1.00 of 2 | 1.00 of 2 | 1.00 of 2",
            "3 | 4 | no | 8.00 | 8.00 | 3.50 | 125 | 250 | 100.0 % | 25.0 25.0 25.0 25.0");
    assertThat(text).matches("\\p{ASCII}+").endsWith("\n");
  }

  @Test
  void theCsv_hasALineForEachRun() {
    assertThat(BenchCsv.render(RUNS.subList(0, 2)).lines())
        .containsExactly(
            "run,repetition,workers,pinned,node_start_seconds,match_a_seconds,total_seconds,"
                + "cpu_nodes_seconds,cpu_submitter_seconds,cpu_postgres_seconds,records,"
                + "records_per_second,pairs,pairs_per_second,lookups,local_lookups,"
                + "records_per_node,pairs_per_node,links_sha256",
            "1,1,1,true,3.500,8.000,11.000,5.500,2.750,2.750,1000,90.909,2000,181.818,40,40,500,"
                + "2000,c0ffee",
            "2,1,2,true,3.500,4.000,6.000,3.000,1.500,1.500,1000,166.667,2000,333.333,40,40,"
                + "500;500,1000;1000,c0ffee");
  }

  @Test
  void theFiles_areWholeAndSayTheSame(@TempDir Path out) throws Exception {
    assertThat(BenchFiles.write(report(), out)).isEmpty();

    assertThat(out).isDirectoryNotContaining("glob:**.partial");
    assertThat(Files.readString(out.resolve("out.txt"))).isEqualTo(BenchTable.render(report()));
    assertThat(Files.readString(out.resolve("bench.csv"))).isEqualTo(BenchCsv.render(RUNS));
    JsonNode json = new ObjectMapper().readTree(out.resolve("bench.json").toFile());
    assertThat(json.path("links_sha256").asText()).isEqualTo("c0ffee");
    assertThat(json.path("machine").path("cores").asInt()).isEqualTo(2);
    assertThat(json.path("results").path(1).path("speed_up").path("total").asDouble())
        .isEqualTo(10.0 / 6);
    assertThat(json.path("runs").path(5).path("seconds").path("match A").asDouble()).isEqualTo(2);
    var picture =
        ImageIO.read(new ByteArrayInputStream(Files.readAllBytes(out.resolve("bench.png"))));
    assertThat(picture.getWidth()).isGreaterThan(1000);
  }

  @Test
  void differentLinks_areSaidWithBothRuns() {
    assertThat(Benchmark.differentLinks(run(1, 1, 8, 11), run(3, 4, 2, 8)))
        .hasMessage(
            "The same input gave different links: sha256 c0ffee in run 1 with w = 1, but c0ffee in"
                + " run 3 with w = 4. Their times cannot be compared. Please report this with the"
                + " input; 'linkgrid run --nodes 1' and '--nodes 4' into two --data-dir show the"
                + " difference.");
  }

  @Test
  void theTimeOfAServer_countsItsEndedChildren_andItsNameMayHoldAnything() {
    assertThat(
            CpuTime.withEndedChildren(
                "4711 (a) b (c) S 1 4711 4711 0 -1 4194560 1 2 3 4 100 20 3000 400 20 0 1 0 99"))
        .hasMillis(35_200);
  }

  @Test
  void theTimeOfThisProcess_grows() {
    CpuTime cpu = CpuTime.of(List.of(ProcessHandle.current()), java.util.Optional.empty());
    long end = System.nanoTime() + 100_000_000L;
    long spins = 0;
    while (System.nanoTime() < end) {
      spins++;
    }

    assertThat(spins).isPositive();
    assertThat(cpu.seconds()).containsOnlyKeys("nodes", "submitter");
    assertThat(cpu.seconds().get("submitter")).isGreaterThan(0.02);
  }

  @Test
  void coresOfALinuxList_areCounted() {
    assertThat(Machine.numbers("0-2,5")).containsExactly(0, 1, 2, 5);
    assertThat(Machine.here().coreNumbers()).hasSize(Machine.here().cores());
  }

  private static BenchReport report() {
    return new BenchReport(
        "linkgrid bench -w 1,2,4",
        TWO_CORES,
        "embedded Postgres, empty before each run",
        "1g",
        2,
        true,
        List.of(new InputFile("A", "a.csv", 1234, "abcdef0123456789")),
        BenchReport.notes(TWO_RUNS_EACH, TWO_CORES),
        "c0ffee",
        BenchReport.compare(RUNS),
        RUNS);
  }
}

package io.linkgrid.bench;

import static io.linkgrid.bench.SampleRuns.run;
import static io.linkgrid.bench.SampleRuns.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkgrid.bench.BenchInput.Ready;
import io.linkgrid.job.RunInputs;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrowthReportTest {
  private static final Machine TWO_CORES =
      new Machine(2, List.of(0, 1), "Abacus", 8L << 30, "Linux 6 amd64", "Java 17", 0.25);

  /** Ten times the records need eight times as long, and a stage more. */
  private static final List<BenchRun> RUNS =
      List.of(
          run(1, 2, 4, 9, 1_000),
          run(2, 2, 6, 11, 1_000),
          with("blocking", 7, run(3, 2, 50, 80, 10_000)),
          with("blocking", 7, run(4, 2, 50, 80, 10_000)));

  @Test
  void runsOfASize_areSummedUp_theSmallestFirst() {
    List<GrowthReport.Size> sizes =
        GrowthReport.bySize(List.of(RUNS.get(2), RUNS.get(0), RUNS.get(1), RUNS.get(3)));

    assertThat(sizes).extracting(GrowthReport.Size::records).containsExactly(1_000L, 10_000L);
    assertThat(sizes.get(0).measured().seconds()).containsEntry("total", new Spread(10, 9, 11));
    assertThat(sizes.get(0).cpuMicros()).isEqualTo(10_000);
    assertThat(sizes.get(1).cpuMicros()).isEqualTo(8_000);
  }

  @Test
  void theTable_hasAColumnForEachSize() {
    String text = GrowthTable.render(report());

    assertThat(text.lines().map(line -> line.strip().replaceAll(" +", " ")))
        .contains(
            "command linkgrid bench -w 2 --sizes 1000,10000",
            "| 1,000 | 10,000",
            "match A | 5.00 (4.00 - 6.00) | 50.00 (50.00 - 50.00)",
            "blocking | - | 7.00 (7.00 - 7.00)",
            "total | 10.00 (9.00 - 11.00) | 80.00 (80.00 - 80.00)",
            "records per second | 101 | 125",
            "postgres | 2.50 (2.25 - 2.75) | 20.00 (20.00 - 20.00)",
            "microseconds a record | 10,000 | 8,000",
            "links of 10,000 records, sha256 c0ffee",
            "Note: Mind the gap.");
    assertThat(text).matches("\\p{ASCII}+").endsWith("\n");
  }

  @Test
  void theFiles_areWhole(@TempDir Path out) throws Exception {
    assertThat(BenchFiles.write(report(), out)).isEmpty();

    assertThat(out).isDirectoryNotContaining("glob:**.partial");
    assertThat(Files.readString(out.resolve("growth.txt"))).isEqualTo(GrowthTable.render(report()));
    assertThat(Files.readString(out.resolve("growth.csv"))).isEqualTo(BenchCsv.render(RUNS));
    var picture =
        ImageIO.read(new ByteArrayInputStream(Files.readAllBytes(out.resolve("growth.png"))));
    assertThat(picture.getWidth()).isGreaterThan(1000);
  }

  @Test
  void halfOfWhatIsMadeUp_isAReference(@TempDir Path scratch) throws Exception {
    Ready ready = Ready.halves(200, 1, scratch);

    assertThat(ready.records())
        .extracting(RunInputs.RecordFile::role)
        .containsExactly("reference", "records");
    assertThat(ready.trips()).isEmpty();
    assertThat(Files.readAllLines(ready.records().get(0).path())).as("with a header").hasSize(101);
    assertThat(Files.readAllLines(ready.records().get(1).path())).as("without one").hasSize(100);
    assertThat(ready.description())
        .extracting(BenchInput.InputFile::name)
        .containsExactly("clean.csv", "b.csv");
  }

  private static GrowthReport report() {
    return new GrowthReport(
        "linkgrid bench -w 2 --sizes 1000,10000",
        TWO_CORES,
        "embedded Postgres, empty before each run",
        "1g",
        List.of("Mind the gap."),
        GrowthReport.bySize(RUNS),
        RUNS);
  }
}

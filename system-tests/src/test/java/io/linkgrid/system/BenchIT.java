package io.linkgrid.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark as a user runs it, on next to nothing. */
class BenchIT {
  private static final Path HOME = Path.of(System.getenv("LINKGRID_HOME"));

  @Test
  void oneAndTwoWorkers_areMeasured_andNothingIsLeftBehind(@TempDir Path directory)
      throws Exception {
    Path out = directory.resolve("out");
    Path err = directory.resolve("err.txt");
    Process bench =
        bench(directory, "-w", "1,2", "--entities", "60", "--records", "400", "--heap", "256m");
    String table = new String(bench.getInputStream().readAllBytes(), UTF_8);

    assertThat(bench.waitFor()).as(Files.readString(err)).isZero();
    assertThat(table)
        .startsWith(Files.readString(out.resolve("out.txt")))
        .contains("total ", "w = 1", "w = 2", "speed-up", "local lookups", "postgres")
        .contains("command   linkgrid bench -w 1,2 --repeat 1 --entities 60 --records 400 --seed 1")
        .contains(" --heap 256m --spec restaurants --no-warm-up\n")
        .endsWith("Report: " + out + "\n");
    assertThat(Files.readString(err)).contains("Run 1 of 2, w = 1: ", "Run 2 of 2, w = 2: ");

    assertThat(Files.readAllLines(out.resolve("bench.csv"))).hasSize(3);
    JsonNode report = new ObjectMapper().readTree(out.resolve("bench.json").toFile());
    assertThat(report.findValuesAsText("links_sha256")).hasSize(3).containsOnly(hash(report));
    for (JsonNode run : report.path("runs")) {
      assertThat(run.path("records").asLong()).isEqualTo(400);
      assertThat(run.path("local_lookups").asLong())
          .isPositive()
          .isEqualTo(run.path("lookups").asLong());
      for (String group : List.of("nodes", "submitter", "postgres")) {
        assertThat(run.path("cpu_seconds").path(group).asDouble()).as(group).isPositive();
      }
    }
    assertThat(out.resolve("bench.png")).isNotEmptyFile();
    assertThat(directory.resolve("data")).isEmptyDirectory();
  }

  @Test
  void moreAndMoreRecords_areMeasured(@TempDir Path directory) throws Exception {
    Path out = directory.resolve("out");
    Process bench = bench(directory, "-w", "1", "--sizes", "600,200", "--heap", "256m");
    String table = new String(bench.getInputStream().readAllBytes(), UTF_8);

    assertThat(bench.waitFor()).as(Files.readString(directory.resolve("err.txt"))).isZero();
    assertThat(table)
        .startsWith(Files.readString(out.resolve("growth.txt")))
        .contains("command   linkgrid bench -w 1 --repeat 1 --sizes 200,600 --seed 1 --heap 256m")
        .contains("match records", "microseconds a record", "links     of 600 records, sha256 ");
    assertThat(Files.readString(directory.resolve("err.txt")))
        .contains("Run 1 of 2, 200 records: ", "Run 2 of 2, 600 records: ");
    assertThat(Files.readAllLines(out.resolve("growth.csv"))).hasSize(3);
    assertThat(out.resolve("growth.png")).isNotEmptyFile();
    assertThat(directory.resolve("data")).isEmptyDirectory();
  }

  /** Starts it, each number measured once; standard error goes to err.txt. */
  private static Process bench(Path directory, String... options) throws IOException {
    List<String> command =
        new ArrayList<>(List.of(HOME.resolve("bin/linkgrid").toString(), "bench"));
    command.addAll(List.of(options));
    command.addAll(List.of("--repeat", "1", "--no-warm-up"));
    command.addAll(List.of("--data-dir", directory.resolve("data").toString()));
    command.addAll(List.of("--out", directory.resolve("out").toString()));
    return new ProcessBuilder(command).redirectError(directory.resolve("err.txt").toFile()).start();
  }

  private static String hash(JsonNode report) {
    String hash = report.path("links_sha256").asText();
    assertThat(hash).matches("[0-9a-f]{64}");
    return hash;
  }
}

package io.linkgrid.benchmarks.versus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkgrid.bench.BenchInput.InputFile;
import io.linkgrid.bench.Machine;
import io.linkgrid.bench.Spread;
import io.linkgrid.evaluation.PairCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class VersusReportTest {
  private final List<VersusRun> runs = new ArrayList<>();

  @Test
  void aMachineThatGrowsSlower_changesNoRatio() {
    turn(1, 10, 2);
    turn(2, 30, 6);
    turn(3, 20, 4);

    VersusResult duckDb = VersusResult.of(runs, Contender.LINKGRID_1).get(1);

    assertThat(duckDb.wallSeconds()).isEqualTo(new Spread(4, 2, 6));
    assertThat(duckDb.wallRatio()).isEqualTo(new Spread(0.2, 0.2, 0.2));
    // Processor time is that of all groups: one second of Postgres besides, in each run.
    assertThat(duckDb.cpuSeconds()).isEqualTo(new Spread(5, 3, 7));
    assertThat(duckDb.cpuRatio()).isEqualTo(new Spread(5 / 21.0, 7 / 31.0, 3 / 11.0));
  }

  @Test
  void whoeverComesFirst_hasTheRatioOne() {
    turn(1, 10, 2);

    assertThat(VersusResult.of(runs, Contender.LINKGRID_1).get(0).cpuRatio())
        .isEqualTo(new Spread(1, 1, 1));
    assertThat(VersusResult.of(runs, Contender.DUCKDB).get(0).wallRatio())
        .isEqualTo(new Spread(5, 5, 5));
  }

  @Test
  void differentLinksOfOneContender_areTold() {
    runs.add(run(1, Contender.DUCKDB, 2, "aaaa"));
    runs.add(run(2, Contender.DUCKDB, 2, "bbbb"));

    assertThat(report().text())
        .contains("aaaa bbbb")
        .contains("Note: 'DuckDB' gave different links in different runs.");
  }

  @Test
  void aServerWhoseTimeNobodyKnows_isTold() {
    turn(1, 10, 2);
    assertThat(report().text()).contains("database  embedded Postgres, empty before each run\n");

    runs.clear();
    runs.add(
        new VersusRun(
            1,
            1,
            Contender.JAVA,
            0.5,
            3,
            Map.of("commands", 2.0),
            Map.of(),
            4,
            new PairCounts(3, 1, 2),
            "aaaa"));
    assertThat(report().text())
        .contains("empty before each run; its CPU time is not known and not counted\n");
  }

  @Test
  void theCsv_hasALineForEachRun() {
    turn(1, 10, 2);

    assertThat(report().csv())
        .isEqualTo(
            """
            run,repetition,contender,load,wall_seconds,cpu_seconds,cpu_commands_seconds,\
            cpu_postgres_seconds,stage_match_records_seconds,linked,precision,recall,f1,links_sha256
            1,1,"linkgrid, 1 node",0.50,10.000,11.000,10.000,1.000,10.000,4,0.750000,0.600000,0.666667,aaaa
            2,1,DuckDB,0.50,2.000,3.000,2.000,1.000,2.000,4,0.750000,0.600000,0.666667,aaaa
            """);
  }

  @Test
  void aContenderThatNobodyKnows_isRefused() {
    assertThat(Versus.contender("linkgrid-2")).isEqualTo(Contender.LINKGRID_2);
    assertThatThrownBy(() -> Versus.contender("spark"))
        .hasMessage(
            "Cannot compare: --contenders names 'spark'; expected some of linkgrid-1, linkgrid-2,"
                + " linkgrid-warm, duckdb, java.");
  }

  private void turn(int repetition, double linkgrid, double duckDb) {
    runs.add(run(repetition, Contender.LINKGRID_1, linkgrid, "aaaa"));
    runs.add(run(repetition, Contender.DUCKDB, duckDb, "aaaa"));
  }

  private VersusRun run(int repetition, Contender contender, double seconds, String links) {
    return new VersusRun(
        runs.size() + 1,
        repetition,
        contender,
        0.5,
        seconds,
        new TreeMap<>(Map.of("commands", seconds, "postgres", 1.0)),
        Map.of("match records", seconds),
        4,
        new PairCounts(3, 1, 2),
        links);
  }

  private VersusReport report() {
    return new VersusReport(
        Machine.here(),
        "embedded Postgres",
        "2g",
        1,
        List.of(new InputFile("records", "b.csv", 5, "cccc")),
        VersusResult.of(runs, runs.get(0).contender()),
        runs);
  }
}

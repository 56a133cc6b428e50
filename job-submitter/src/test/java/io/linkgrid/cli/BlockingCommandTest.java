package io.linkgrid.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkgrid.job.BlockingReport;
import io.linkgrid.job.BlockingReport.Basis;
import io.linkgrid.job.BlockingReport.Estimate;
import io.linkgrid.job.BlockingReport.FileCandidates;
import io.linkgrid.job.BlockingReport.KeyCandidates;
import io.linkgrid.job.BlockingReport.NodeCandidates;
import io.linkgrid.job.BlockingReport.RuleCandidates;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockingCommandTest {
  private static final FileCandidates RECORDS =
      new FileCandidates(
          "records",
          "dirty.csv",
          1_000,
          2_000,
          7,
          130_000,
          2_499_500,
          0.948,
          List.of(
              new RuleCandidates("zip", 100_000, 20_000, 120_000),
              new RuleCandidates("name", 9_000, 1_000, 15_000)),
          List.of(
              new NodeCandidates("[10.0.0.1]:5701", 97_500),
              new NodeCandidates("[10.0.0.2]:5701", 32_500)),
          1,
          List.of(
              new KeyCandidates("city", "SAN FRANCISCO", 900, 1_800, 2_024_550, true),
              new KeyCandidates("zip", "94110", 60, 90, 7_170, false)));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--reference r.csv",
        "--a a.csv --records r.csv",
        "--b b.csv --reference r.csv --records s.csv"
      })
  void filesThatAreNotThoseOfOneRun_areRefused(String files) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String[] arguments = ("blocking " + files).strip().split(" ", -1);

    int code =
        Main.run(
            arguments,
            new PrintStream(new ByteArrayOutputStream(), true, UTF_8),
            new PrintStream(err, true, UTF_8),
            Map.of());

    assertThat(err.toString(UTF_8))
        .isEqualTo(
            "Give the files of one run: --a FILE, --b FILE or both; or --reference FILE and"
                + " --records FILE; or --records FILE alone.\n");
    assertThat(code).isEqualTo(2);
  }

  @Test
  void aBudgetOfNothing_isRefused() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();

    int code =
        Main.run(
            new String[] {"blocking", "--a", "a.csv", "--max-pairs", "0"},
            new PrintStream(new ByteArrayOutputStream(), true, UTF_8),
            new PrintStream(err, true, UTF_8),
            Map.of());

    assertThat(err.toString(UTF_8))
        .isEqualTo("--max-pairs is 0, but a run compares at least one pair. Give more.\n");
    assertThat(code).isEqualTo(2);
  }

  @Test
  void theTable_showsRulesNodesAndKeys_andWhatItMeans() {
    String table =
        BlockingText.render(
            new BlockingReport(
                "restaurants",
                List.of(RECORDS),
                100_000,
                121_000,
                new Estimate(500_000, 2, Basis.SCORED, 0.13),
                1.25));

    assertThat(table)
        .contains("records (dirty.csv): 1,000 mentions, against 2,000 known before\n")
        .contains(
            "\n zip                  |          100,000 |           20,000 |          120,000\n")
        .contains(
            "\n candidate pairs      |          109,000 |           21,000 |          135,000\n")
        .contains("\n [10.0.0.1]:5701                |           97,500 |  75.0 %\n")
        .contains(
            "\n city         | SAN FRANCISCO                      |           900 x 1,800 |"
                + "        2,024,550 capped\n")
        .contains(
            "\nOf 2,499,500 pairs, blocking spares 94.8000 %. 7 mentions have no key and meet"
                + " nobody.\n")
        .contains(
            "\n1 of the keys has more mentions than the cap of the rule and would bring no pairs"
                + " together.\n")
        .contains(
            "\nTo compare all 130,000 pairs takes about 0.1 s: 0.50 million pairs a second and"
                + " core, as measured just now on this machine, on 2 cores.\n")
        .endsWith(
            "The budget of a run is 100,000 pairs, but it would compare up to 121,000: it would be"
                + " refused. Counted in 1.3 s.");
  }
}

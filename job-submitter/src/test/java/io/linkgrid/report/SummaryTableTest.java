package io.linkgrid.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkgrid.report.RunSummary.NodeWork;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SummaryTableTest {
  @Test
  void run_isReadableInEightyColumns() {
    String table = SummaryTable.render(SampleRun.summary(), true);
    assertThat(table)
        .isEqualTo(
            """
            Run 6b1f0c52a9d47e38 - diners

             records              |         rows |   share
            ----------------------+--------------+---------
             linked               |       46,871 |  86.9 %
             new                  |        6,240 |  11.6 %
             review               |          772 |   1.4 %
             rejected             |           47 |   0.1 %
            ----------------------+--------------+---------
             read                 |       53,930 |

             result               |
            ----------------------+--------------
             entities             |        6,240
             pairs compared       |    4,270,118
             lookups              |       58,402
             local lookups        |      100.0 %
             records per second   |        7,004
             joined rows          |    1,326,328
             events with a trip   |          856

             stage                |      seconds |   share
            ----------------------+--------------+---------
             survey               |          0.3 |   4.0 %
             found                |          1.4 |  18.4 %
             load                 |          0.9 |  11.4 %
             match                |          2.6 |  34.3 %
             join                 |          1.9 |  25.1 %
             results              |          0.5 |   6.8 %
            ----------------------+--------------+---------
             total                |          7.7 |

             node                 |      records |          pairs |      lookups |   local
            ----------------------+--------------+----------------+--------------+---------
             127.0.0.1:5701       |       18,402 |      1,462,007 |       19,911 | 100.0 %
             127.0.0.1:5702       |       17,655 |      1,391,480 |       19,020 | 100.0 %
             127.0.0.1:5703       |       17,826 |      1,416,631 |       19,471 | 100.0 %
            """);
    assertThat(table.lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void terminal_getsDrawnLines() {
    assertThat(SummaryTable.render(SampleRun.summary(), false))
        .contains(
            """
             records              │         rows │   share
            ──────────────────────┼──────────────┼─────────
             linked               │       46,871 │  86.9 %
            """);
  }

  @Test
  void emptyRunThatWasThereBefore_hasNoNodesAndNoShares() {
    RunSummary nothing =
        new RunSummary(
            "r", "s", true, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Map.of(), List.of(), "", 0);
    assertThat(SummaryTable.render(nothing, true))
        .startsWith("Run r - s\nThis run was in the database already; nothing changed.\n")
        .contains(" local lookups        |            -\n")
        .doesNotContain("node", "joined");
  }

  @Test
  void longNodeName_isBrokenAndNotCut() {
    RunSummary run = SampleRun.summary();
    NodeWork far = new NodeWork("grid-node-12.linkgrid.svc:5701", 1, 2, 3, 3);
    RunSummary abroad =
        new RunSummary(
            run.runId(),
            run.spec(),
            false,
            1,
            1,
            0,
            0,
            0,
            1,
            0,
            0,
            2,
            3,
            3,
            1,
            Map.of("total", 1.0),
            List.of(far),
            "",
            1);
    String table = SummaryTable.render(abroad, true);
    assertThat(table.replaceAll("[^a-z0-9.:-]", "")).contains("grid-node-12");
    assertThat(table.lines()).allMatch(line -> line.length() <= 80);
  }
}

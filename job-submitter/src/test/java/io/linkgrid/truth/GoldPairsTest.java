package io.linkgrid.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkgrid.evaluation.Band;
import io.linkgrid.evaluation.ConfusionRow;
import io.linkgrid.evaluation.EvaluationReport;
import io.linkgrid.evaluation.PairCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Links against a table of true pairs")
class GoldPairsTest {
  @TempDir Path directory;
  private Path links;

  @BeforeEach
  void writeLinks() throws IOException {
    links =
        Files.writeString(
            directory.resolve("links.csv"),
            """
            file,row,record_id,entity_id,match_probability,decision
            reference,1,f1,E1,1.000000,NEW
            reference,2,f2,E2,1.000000,NEW
            reference,3,f3,E3,1.000000,NEW
            records,1,z1,E1,0.990000,MATCH
            records,2,z2,E1,0.900000,MATCH
            records,3,z3,E9,1.000000,NEW
            records,4,z4,,0.500000,REVIEW
            """);
  }

  private Path gold(String text) throws IOException {
    return Files.writeString(directory.resolve("gold.csv"), text);
  }

  @Test
  void pairsAreRight_false_orMissed_andStrangeOnesDoNotCount() throws IOException {
    Path gold = gold("zagat,fodor\nz1,f1\nz3,f2\nz4,f3\nz99,f1\nz1,f77\n");

    EvaluationReport report = evaluate(gold, "fodor", "zagat");

    assertThat(report.linkPairs()).contains(new PairCounts(1, 1, 2));
    assertThat(report.unknownPairs()).isEqualTo(2);
    assertThat(report.rows()).isEmpty();
    assertThat(report.decisions().orElseThrow().confusion())
        .containsExactly(
            new ConfusionRow(Band.MATCH, 1, 0, 1, 0),
            new ConfusionRow(Band.REVIEW, 0, 0, 0, 1),
            new ConfusionRow(Band.NEW, 0, 0, 0, 1));
  }

  @Test
  void aColumnThatIsNotThere_isToldWithThoseThatAre() throws IOException {
    Path gold = gold("zagat,fodor\nz1,f1\n");

    assertThatThrownBy(() -> evaluate(gold, "fodors", "zagat"))
        .hasMessage(
            "gold.csv line 1: there is no column 'fodors', but zagat, fodor. Name two of these with"
                + " --gold-columns.");
  }

  @Test
  void linksWithoutAReference_areRefused() throws IOException {
    Files.writeString(links, "file,row,record_id,entity_id\nA,1,a,E1\n");
    Path gold = gold("zagat,fodor\nz1,f1\n");

    assertThatThrownBy(() -> evaluate(gold, "fodor", "zagat"))
        .hasMessage(
            links
                + " has no rows of a reference. --gold compares records with a reference, so it"
                + " needs the links.csv of 'linkgrid link'; for other runs there is --truth.");
  }

  @Test
  void emptyGold_isRefused() throws IOException {
    Path gold = gold("");

    assertThatThrownBy(() -> evaluate(gold, "fodor", "zagat"))
        .hasMessage(
            "gold.csv line 1: expected a header and a pair of ids a line, but the file is empty.");
  }

  private EvaluationReport evaluate(Path gold, String reference, String records) {
    return GoldPairs.evaluate(
        new GoldPairs.Inputs(
            gold, reference, records, links, Optional.empty(), Optional.empty(), Optional.empty()));
  }
}

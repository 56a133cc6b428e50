package io.linkgrid.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkgrid.evaluation.Band;
import io.linkgrid.evaluation.ConfusionRow;
import io.linkgrid.evaluation.DecisionQuality;
import io.linkgrid.evaluation.EvaluationReport;
import io.linkgrid.evaluation.EvaluationReport.Example;
import io.linkgrid.evaluation.EvaluationReport.Row;
import io.linkgrid.evaluation.PairCounts;
import io.linkgrid.evaluation.Reliability;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkEvaluationTest {
  private static final String LINKS = "file,row,record_id,entity_id,match_probability,decision\n";
  private static final String TRUTH = "file,row,business_id\n";

  @TempDir private Path directory;

  @Test
  void rowsOfBothFiles_areComparedTogether() {
    file("truth.csv", TRUTH + "A,1,acme\nA,2,acme\nB,1,acme\nB,2,lantern\n");
    file(
        "links.csv",
        LINKS + "A,1,i1,e1,,NEW\nA,2,i2,,,REVIEW\nB,1,i3,e1,0.99,MATCH\nB,2,i4,e1,0.6,MATCH\n");

    EvaluationReport report = evaluate();

    assertThat(report.rows())
        .contains(new EvaluationReport.Rows(4, 1, 2, 1, new PairCounts(1, 2, 2)));
    assertThat(report.linkPairs()).isEmpty();
    assertThat(report.texts()).isEmpty();
  }

  @Test
  void rejectedRow_isMissedAndNotForgotten() {
    file("truth.csv", TRUTH + "A,1,acme\nA,2,acme\n");
    file("links.csv", LINKS + "A,1,i1,e1,,NEW\n");

    assertThat(evaluate().rows().orElseThrow().pairs()).isEqualTo(new PairCounts(0, 0, 1));
  }

  @Test
  void rawFiles_tellWhichPairsWereHard() {
    file("truth.csv", TRUTH + "A,1,acme\nA,2,acme\nA,3,lantern\nB,1,acme\nB,2,owner2\n");
    file(
        "a.tsv",
        """
        business_name\tbusiness_address\tcity\tstate\tbusiness_postal_code
        Acme "Diner\tKelp St\tX\tWA\t98701
        Acme "Diner\tKelp St\tX\tWA\t98701
        Lantern\tKelp St\tX\tWA\t98701
        """);
    file("b.csv", "\"Acme, The\",Kelp St,X,WA,98701\nLantern,Kelp St,X,WA,98701\n");
    file("links.csv", LINKS + "A,1,,e1,,\nA,2,,e1,,\nA,3,,e1,,\nB,1,,e2,,\nB,2,,e1,,\n");

    EvaluationReport.OnTexts texts =
        evaluate(Optional.of("a.tsv"), Optional.of("b.csv"), 5).texts().orElseThrow();

    // spellings: acme (e1), acme the (e2), lantern of lantern (e1), lantern of its next owner (e1)
    assertThat(texts.mentionPairs()).isEqualTo(new PairCounts(0, 2, 1));
    assertThat(texts.indistinguishablePairs()).isEqualTo(1);
    Row acme = new Row("A", 1, "acme", "e1", List.of("Acme \"Diner", "Kelp St", "98701"));
    assertThat(texts.falseMerges())
        .containsExactly(
            new Example(
                2, acme, new Row("A", 3, "lantern", "e1", List.of("Lantern", "Kelp St", "98701"))),
            new Example(
                2, acme, new Row("B", 2, "owner2", "e1", List.of("Lantern", "Kelp St", "98701"))));
    assertThat(texts.misses())
        .containsExactly(
            new Example(
                2, acme, new Row("B", 1, "acme", "e2", List.of("Acme, The", "Kelp St", "98701"))));
  }

  @Test
  void recordsAgainstAReference_areFoundByTheirIds() {
    file("truth.csv", "inspection_id,business_id,src,known\ni1,B1,B,1\ni2,B2,B,1\ni3,B9,B,0\n");
    file(
        "links.csv",
        LINKS
            + "reference,1,B1,e1,,NEW\nreference,2,B2,e2,,NEW\n"
            + "records,1,i1,e1,,MATCH\nrecords,2,i2,e1,,MATCH\nrecords,3,i3,e3,,NEW\n");

    EvaluationReport report = evaluate();

    assertThat(report.linkPairs()).contains(new PairCounts(1, 1, 1));
    assertThat(report.rows())
        .contains(new EvaluationReport.Rows(5, 0, 3, 3, new PairCounts(1, 2, 1)));
  }

  @Test
  void referenceWithoutRecordIds_isNamedByItsOwnColumn() {
    file("truth.csv", "inspection_id,business_id,known\ni1,B1,1\n");
    file(
        "clean.csv",
        "business_id,business_name,business_address,business_city,business_state,"
            + "business_postal_code\nB1,Acme,Kelp St,X,WA,98701\n");
    file("b.csv", "Acmee,Kelp St,X,WA,98701,,,,i1\n");
    file("links.csv", LINKS + "A,1,,e1,,NEW\nB,1,i1,e1,,MATCH\n");

    EvaluationReport report = evaluate(Optional.of("clean.csv"), Optional.of("b.csv"), 0);

    assertThat(report.linkPairs()).contains(new PairCounts(1, 0, 0));
    assertThat(report.texts().orElseThrow().mentionPairs()).isEqualTo(new PairCounts(1, 0, 0));
    assertProblem(
        "links.csv line 2: a reference row without record_id, so its business is not known. Give"
            + " the reference with --a; its column business_id says it.",
        () -> evaluate());
  }

  @Test
  void decisionsAndCandidates_areJudged() {
    file("truth.csv", "inspection_id,business_id\ni1,B1\ni2,B2\ni3,B9\ni4,B2\n");
    file(
        "links.csv",
        """
        file,row,record_id,entity_id,match_probability,decision,weight,candidate
        reference,1,B1,e1,1,NEW,0,
        reference,2,B2,e2,1,NEW,0,
        records,1,i1,e1,0.95,MATCH,4.2,
        records,2,i2,,0.6,REVIEW,0.6,e2
        records,3,i3,e1,0.8,MATCH,2,
        """);

    DecisionQuality decisions = evaluate().decisions().orElseThrow();

    assertThat(decisions.confusion())
        .containsExactly(
            new ConfusionRow(Band.MATCH, 1, 0, 1, 0),
            new ConfusionRow(Band.REVIEW, 1, 0, 0, 0),
            new ConfusionRow(Band.NEW, 0, 0, 0, 0),
            new ConfusionRow(Band.REJECTED, 0, 0, 0, 1));
    assertThat(decisions.reviews()).isEqualTo(DecisionQuality.Reviews.WITH_CANDIDATES);
    assertThat(decisions.reliability())
        .containsExactly(
            new Reliability(0.6, 0.7, 1, 1, 0.6),
            new Reliability(0.8, 0.9, 1, 0, 0.8),
            new Reliability(0.9, 0.99, 1, 1, 0.95));
  }

  @Test
  void linksWithoutDecisions_areNotJudged() {
    file("truth.csv", TRUTH + "A,1,acme\n");
    file("links.csv", "file,row,entity_id\nA,1,e1\n");

    assertThat(evaluate().decisions()).isEmpty();
  }

  @Test
  void columnThatIsMissing_isNamed() {
    file("truth.csv", TRUTH + "A,1,acme\n");
    file("links.csv", "file,row,record_id,decision\nA,1,i1,NEW\n");

    assertProblem(
        "links.csv line 1: links have the columns file,row,record_id,entity_id, but entity_id is"
            + " missing in file,row,record_id,decision.",
        () -> evaluate());

    file("truth.csv", "row,business\n1,acme\n");
    assertProblem(
        "truth.csv line 1: a truth has the columns file,row,business_id or"
            + " inspection_id,business_id, but found row,business.",
        () -> evaluate());
  }

  @Test
  void rowThatTheTruthDoesNotKnow_isNamed() {
    file("truth.csv", TRUTH + "A,1,acme\n");
    file("links.csv", LINKS + "A,1,i1,e1,,\nB,7,i2,e1,,\n");

    assertProblem(
        "links.csv line 3: row 7 of B is not in truth.csv. Is it the truth of the files that were"
            + " linked?",
        () -> evaluate());

    file("truth.csv", "inspection_id,business_id,known\ni1,B1,1\n");
    file("links.csv", LINKS + "records,1,i8,e1,,\n");
    assertProblem(
        "links.csv line 2: record 'i8' is not in truth.csv. Is it the truth of the files that were"
            + " linked?",
        () -> evaluate());
  }

  @Test
  void rowThatIsThereTwice_isNamed() {
    file("truth.csv", TRUTH + "A,1,acme\n");
    file("links.csv", LINKS + "A,1,i1,e1,,\nA,1,i1,e2,,\n");
    assertProblem("links.csv line 3: this row was already linked in line 2.", () -> evaluate());

    file("truth.csv", TRUTH + "A,1,acme\nB,1,acme\nA,1,lantern\n");
    assertProblem("truth.csv: row 1 of A or the reference is there twice.", () -> evaluate());

    file("truth.csv", "inspection_id,business_id\ni1,acme\ni1,acme\n");
    assertProblem("truth.csv line 3: inspection_id 'i1' is there twice.", () -> evaluate());
  }

  @Test
  void fieldsThatMeanNothing_areNamed() {
    file("truth.csv", TRUTH + "A,1,acme\n");
    file("links.csv", LINKS + "C,1,i1,e1,,\n");
    assertProblem(
        "links.csv line 2: file is A, B, reference or records, but found 'C'.", () -> evaluate());

    file("links.csv", LINKS + "A,0,i1,e1,,\n");
    assertProblem("links.csv line 2: row is a number from 1, but found '0'.", () -> evaluate());

    file("links.csv", LINKS + "A,one,i1,e1,,\n");
    assertProblem("links.csv line 2: row is a number from 1, but found 'one'.", () -> evaluate());

    file("links.csv", LINKS + "A,1,i1,e1,1,MAYBE\n");
    assertProblem(
        "links.csv line 2: decision is MATCH, REVIEW or NEW, but found 'MAYBE'.", () -> evaluate());

    file("links.csv", LINKS + "A,1,i1,e1,1.5,MATCH\n");
    assertProblem(
        "links.csv line 2: match_probability is a number from 0 to 1, but found '1.5'.",
        () -> evaluate());

    file("links.csv", "file,row,entity_id,weight\nA,1,e1,heavy\n");
    assertProblem("links.csv line 2: weight is a number, but found 'heavy'.", () -> evaluate());

    file("links.csv", LINKS + "A,1\n");
    assertProblem("links.csv line 2: 2 fields, but the header has 6.", () -> evaluate());
  }

  @Test
  void emptyFiles_areNamed() {
    file("truth.csv", "");
    file("links.csv", "");
    assertProblem(
        "truth.csv line 1: a truth has the columns file,row,business_id or"
            + " inspection_id,business_id, but the file is empty.",
        () -> evaluate());

    file("truth.csv", TRUTH);
    assertProblem("truth.csv line 1: there is a header, but no row of truth.", () -> evaluate());

    file("truth.csv", TRUTH + "A,1,acme\n");
    assertProblem(
        "links.csv line 1: links have the columns file,row,record_id,entity_id, but the file is"
            + " empty.",
        () -> evaluate());
  }

  @Test
  void fileThatIsNotThere_isNamed() {
    file("truth.csv", TRUTH + "A,1,acme\n");

    assertProblem(
        "There is no file " + directory.resolve("links.csv") + ". Check the path.",
        () -> evaluate());
  }

  @Test
  void rawFileOfAnotherRun_isNoticed() {
    file("truth.csv", TRUTH + "A,1,acme\nA,2,acme\n");
    file("links.csv", LINKS + "A,1,i1,e1,,\nA,2,i2,e1,,\n");
    file("a.csv", "Acme,Kelp St,X,WA,98701\n");

    assertProblem(
        "a.csv has 1 data rows, but the truth or the links name row 2. Is it the file that was"
            + " linked?",
        () -> evaluate(Optional.of("a.csv"), Optional.empty(), 0));
  }

  @Test
  void oneRawFileOfTwo_isNotEnough() {
    file("truth.csv", TRUTH + "A,1,acme\nB,1,acme\n");
    file("links.csv", LINKS + "A,1,i1,e1,,\nB,1,i2,e1,,\n");
    file("a.csv", "Acme,Kelp St,X,WA,98701\n");

    assertThatThrownBy(() -> evaluate(Optional.of("a.csv"), Optional.empty(), 0))
        .isInstanceOf(LinkgridException.class)
        .hasMessage("There are rows of B or of records, so --a alone is not enough. Give --b too.");
  }

  private EvaluationReport evaluate() {
    return evaluate(Optional.empty(), Optional.empty(), 0);
  }

  private EvaluationReport evaluate(Optional<String> a, Optional<String> b, int examples) {
    return LinkEvaluation.evaluate(
        new LinkEvaluation.Inputs(
            directory.resolve("truth.csv"),
            directory.resolve("links.csv"),
            a.map(directory::resolve),
            b.map(directory::resolve),
            examples,
            Optional.empty()));
  }

  private void file(String name, String content) {
    try {
      Files.writeString(directory.resolve(name), content);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertProblem(String message, Runnable evaluation) {
    assertThatThrownBy(evaluation::run)
        .isInstanceOfSatisfying(
            LinkgridException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DATA))
        .hasMessage(message);
  }
}

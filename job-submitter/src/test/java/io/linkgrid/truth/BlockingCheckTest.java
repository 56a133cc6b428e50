package io.linkgrid.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.linkgrid.evaluation.BlockingQuality;
import io.linkgrid.evaluation.BlockingQuality.Dropped;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.SpecReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Diners are candidates when they share a zip; a true pair with two zips is dropped. */
class BlockingCheckTest {
  private static final LinkSpec SPEC =
      SpecReader.parse(
          """
          name: diners
          record-id: id
          attributes:
            name: {column: name, type: text}
            zip: {column: zip, type: us-zip}
          partition-by: zip
          blocking:
            - {name: zip, key: [zip]}
          prior-weight: -5
          comparisons:
            name:
              comparator: exact
              levels: [{label: same, at-least: 1, weight: 8}, {label: other, weight: -4}]
            zip:
              comparator: exact
              levels: [{label: same, at-least: 1, weight: 4}, {label: other, weight: -2}]
          """,
          "diners.yaml");

  private static final String LINKS = "file,row,record_id,entity_id,match_probability,decision\n";

  @TempDir private Path directory;

  @Test
  void reference_isMetOnlyByRecordsOfItsZip() throws IOException {
    Path reference = file("r.csv", "id,name,zip\nf1,Acme,94103\nf2,Lantern,94103\nf3,Kelp,94110\n");
    Path records =
        file("b.csv", "id,name,zip\nz1,Acme,94103\nz2,Lantern,94110\nz3,Kelpp,94103\nz4,X,\n");
    Path links =
        file(
            "links.csv",
            LINKS
                + "reference,1,f1,E1,1,NEW\nreference,2,f2,E2,1,NEW\nreference,3,f3,E3,1,NEW\n"
                + "records,1,z1,E1,1,MATCH\nrecords,2,z2,E4,1,NEW\nrecords,3,z3,E5,1,NEW\n"
                + "records,4,z4,E6,1,NEW\n");
    Path gold = file("gold.csv", "a,b\nf1,z1\nf2,z2\nf3,z3\n");

    BlockingQuality blocking =
        GoldPairs.evaluate(
                new GoldPairs.Inputs(
                    gold,
                    "a",
                    "b",
                    links,
                    Optional.of(reference),
                    Optional.of(records),
                    Optional.of(new BlockingInputs(SPEC, 1))))
            .blocking()
            .orElseThrow();

    assertThat(blocking.truePairs()).isEqualTo(3);
    assertThat(blocking.sharing()).isEqualTo(1);
    assertThat(blocking.recall()).isCloseTo(1.0 / 3, within(1e-12));
    // 94103 has two rows and two records, 94110 one and one; there are 3 times 4 pairs
    assertThat(blocking.candidatePairs()).isEqualTo(5);
    assertThat(blocking.allPairs()).isEqualTo(12);
    assertThat(blocking.reductionRatio()).isCloseTo(7.0 / 12, within(1e-12));
    // Lantern agrees in its name: -5 + 8 - 2; Kelp in nothing: -5 - 4 - 2, and is not asked for
    assertThat(blocking.dropped()).hasSize(1);
    Dropped lantern = blocking.dropped().get(0);
    assertThat(lantern.weight()).isCloseTo(1, within(1e-12));
    assertThat(lantern.left().texts()).containsExactly("LANTERN", "94103");
    assertThat(lantern.left().file() + lantern.left().row()).isEqualTo("reference2");
    assertThat(lantern.right().texts()).containsExactly("LANTERN", "94110");
    assertThat(lantern.right().truth()).isEqualTo("z2");
  }

  @Test
  void rowsOfTwoFiles_areOneSetOfMentions_andRepeatsAreNoPairs() throws IOException {
    Path a = file("a.csv", "id,name,zip\n1,Acme,94103\n2,ACME,94103\n3,Acme Inn,94103\n");
    Path b = file("b.csv", "id,name,zip\n4,acme,94103\n5,Acme,94110\n6,Ox,94110\n");
    Path links =
        file(
            "links.csv",
            LINKS
                + "A,1,1,E1,1,NEW\nA,2,2,E1,1,MATCH\nA,3,3,E1,0.9,MATCH\n"
                + "B,1,4,E1,1,MATCH\nB,2,5,E2,1,NEW\nB,3,6,E3,1,NEW\n");
    Path truth =
        file(
            "truth.csv",
            "file,row,business_id\nA,1,acme\nA,2,acme\nA,3,acme\nB,1,acme\nB,2,acme\nB,3,ox\n");

    BlockingQuality blocking =
        LinkEvaluation.evaluate(
                new LinkEvaluation.Inputs(
                    truth,
                    links,
                    Optional.of(a),
                    Optional.of(b),
                    0,
                    Optional.of(new BlockingInputs(SPEC, 5))))
            .blocking()
            .orElseThrow();

    // mentions: Acme of 94103, Acme Inn, Acme of 94110, Ox; the three Acmes are three true pairs
    assertThat(blocking.truePairs()).isEqualTo(3);
    assertThat(blocking.sharing()).isEqualTo(1);
    assertThat(blocking.candidatePairs()).isEqualTo(2);
    assertThat(blocking.allPairs()).isEqualTo(6);
    assertThat(blocking.dropped()).extracting(Dropped::weight).containsExactly(1.0, -11.0);
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content);
  }
}

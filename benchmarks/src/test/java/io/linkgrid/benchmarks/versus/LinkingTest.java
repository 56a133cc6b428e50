package io.linkgrid.benchmarks.versus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkgrid.evaluation.PairCounts;
import io.linkgrid.generate.Generator;
import io.linkgrid.generate.GeneratorSettings;
import io.linkgrid.generate.GeneratorSettings.Layout;
import io.linkgrid.model.LinkgridException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plain Java and DuckDB link by the same rules; neither may do so badly by a slip of ours. */
class LinkingTest {
  private static final int ENTITIES = 2_000;
  private static final int RECORDS = 3_000;

  @TempDir private Path directory;

  @Test
  void plainJava_linksNearlyAllRightly() throws Exception {
    assertThat(counts(link(new PlainLinking())).f1()).isGreaterThan(0.97);
  }

  @Test
  void duckDb_linksNearlyAllRightly_andAsPlainJavaDoes() throws Exception {
    FoundLinks duckDb = link(new DuckDbLinking());

    assertThat(counts(duckDb).f1()).isGreaterThan(0.97);
    // Jaro-Winkler is not the same in both libraries to the last bit.
    assertThat(counts(duckDb).f1())
        .isCloseTo(counts(link(new PlainLinking())).f1(), Offset.offset(0.005));
  }

  @Test
  void theSameEngineTwice_givesTheSameLinks() throws Exception {
    assertThat(link(new DuckDbLinking()).sha256()).isEqualTo(link(new DuckDbLinking()).sha256());
    assertThat(link(new PlainLinking()).sha256()).isEqualTo(link(new PlainLinking()).sha256());
  }

  @Test
  void recordsWithAHeader_areLinkedAsThoseWithout() throws Exception {
    FoundLinks without = link(new PlainLinking());
    Path records = directory.resolve("b.csv");
    Files.writeString(
        records, String.join(",", RecordFiles.COLUMNS) + "\n" + Files.readString(records));

    assertThat(linkAgain(new PlainLinking()).sha256()).isEqualTo(without.sha256());
    assertThat(linkAgain(new DuckDbLinking()).size())
        .isCloseTo(without.size(), Percentage.withPercentage(1));
  }

  @Test
  void linkgridsLinks_areReadBackToTheReferencesIds() throws Exception {
    Path file = directory.resolve("links.csv");
    Files.writeString(
        file,
        """
        file,row,record_id,entity_id,match_probability,decision
        reference,1,B1,e1,1,NEW
        reference,2,B2,e2,1,NEW
        records,1,I1,e2,0.99,MATCH
        records,2,I2,e3,1,NEW
        records,3,I3,e3,0.98,MATCH
        records,4,I4,,0.6,REVIEW
        """);
    Path truth = directory.resolve("truth.csv");
    Files.writeString(
        truth,
        """
        inspection_id,business_id,known
        I1,B2,1
        I2,B9,0
        I3,B9,0
        I4,B1,1
        """);

    FoundLinks links = FoundLinks.ofLinkgrid(file);

    assertThat(links.size()).isEqualTo(1);
    assertThat(links.against(FoundLinks.truth(truth))).isEqualTo(new PairCounts(1, 0, 1));
  }

  @Test
  void aTruthWithoutItsColumns_isToldBeforeAnythingStarts() throws Exception {
    Path truth = Files.writeString(directory.resolve("truth.csv"), "inspection_id,known\nI1,1\n");

    assertThatThrownBy(() -> FoundLinks.truth(truth))
        .isInstanceOf(LinkgridException.class)
        .hasMessage(
            "truth.csv line 1: expected a header with inspection_id, business_id, known, but there is"
                + " no business_id. Give a file as 'linkgrid generate --layout reference' writes it;"
                + " nothing was started.");
  }

  private FoundLinks link(Linking.Engine engine) throws Exception {
    Generator.write(
        new GeneratorSettings(Layout.REFERENCE, ENTITIES, RECORDS, 1, 0.3, 0, 0.5), directory);
    return linkAgain(engine);
  }

  private FoundLinks linkAgain(Linking.Engine engine) throws Exception {
    Path links = directory.resolve("links.tsv");
    Files.deleteIfExists(links);
    engine.link(directory.resolve("clean.csv"), directory.resolve("b.csv"), links, new Stages());
    return FoundLinks.ofTabs(links);
  }

  private PairCounts counts(FoundLinks links) throws Exception {
    return links.against(FoundLinks.truth(directory.resolve("truth.csv")));
  }
}

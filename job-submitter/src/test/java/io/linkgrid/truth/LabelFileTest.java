package io.linkgrid.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.truth.LabelFile.Pair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person knows of pairs of records, as a table. */
class LabelFileTest {
  @TempDir Path directory;

  private List<Pair> read(String text, String... columns) throws IOException {
    Path file = Files.writeString(directory.resolve("labels.csv"), text);
    return LabelFile.read(file, Optional.of(List.of(columns)).filter(c -> !c.isEmpty()));
  }

  @Test
  void aTableOfTwoColumns_namesPairsThatAreTheSame() throws IOException {
    assertThat(read("reference,records\nf1,z1\nf2,records:7\n"))
        .containsExactly(new Pair(2, "f1", "z1", true), new Pair(3, "f2", "records:7", true));
  }

  @Test
  void columnsCanBeNamed_andComeInAnyOrder() throws IOException {
    assertThat(read("\uFEFFsame,b,a\nno,y,x\n", "a", "b"))
        .containsExactly(new Pair(2, "x", "y", false));
  }

  @ParameterizedTest
  @CsvSource({"yes,true", "Y,true", "1,true", "match,true", "no,false", "FALSE,false", "0,false"})
  void theColumnSame_saysWhetherTheyAre(String word, boolean same) throws IOException {
    assertThat(read("left,right,same\nA:1,B:2," + word + "\n"))
        .containsExactly(new Pair(2, "A:1", "B:2", same));
  }

  @Test
  void anotherWord_isToldWithItsLine() {
    assertThatThrownBy(() -> read("left,right,same\nA:1,B:2,no\nA:1,B:3,perhaps\n"))
        .isInstanceOf(LinkgridException.class)
        .hasMessage("labels.csv line 3: 'same' should be yes or no, but is 'perhaps'.");
  }

  @Test
  void aPairOfOne_isToldWithItsLine() {
    assertThatThrownBy(() -> read("left,right\nA:1,\n"))
        .hasMessage("labels.csv line 2: a pair names two records, but one of them is empty.");
  }

  @Test
  void otherColumns_areToldWithThoseThatWereExpected() {
    assertThatThrownBy(() -> read("one,two\nA:1,B:1\n"))
        .hasMessage(
            "labels.csv line 1: the columns 'reference' and 'records', or 'left' and 'right', were"
                + " expected, but found one, two. Name the two columns with --label-columns.");
    assertThatThrownBy(() -> read("one,two\nA:1,B:1\n", "one", "three"))
        .hasMessage(
            "labels.csv line 1: the columns one and three were expected, but found one, two. Name"
                + " the two columns with --label-columns.");
  }

  @Test
  void aTableWithoutPairs_isRefused() {
    assertThatThrownBy(() -> read("left,right\n"))
        .hasMessage("labels.csv has no pairs: a header and a row for each were expected.");
  }
}

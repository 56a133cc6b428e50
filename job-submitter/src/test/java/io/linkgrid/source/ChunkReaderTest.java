package io.linkgrid.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkgrid.grid.FileSight;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.model.Provenance;
import io.linkgrid.model.RejectedRecord;
import io.linkgrid.spec.FileFormat;
import io.linkgrid.spec.FileFormat.Quoting;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node reads chunks of a file that may be bad in places, or not be there. */
class ChunkReaderTest {
  private static final List<String> DINERS = List.of("id", "name", "city");
  private static final FileFormat COMMA = new FileFormat(',', Quoting.DOUBLE_QUOTES, DINERS);

  @TempDir private Path directory;

  @Test
  void textAfterAClosingQuote_costsThatRowOnly() throws IOException {
    Reading read =
        read(
            "1,Acme,Oslo\n2,\"Bo\"bs,Bergen\n3,\"Ca\"fe\"x,Oslo\n4,Di\"n\"er,Oslo\n\"5\",\"\",\"a\"\n");
    assertThat(read.fields())
        .containsExactly(
            List.of("1", "Acme", "Oslo"), List.of("4", "Di\"n\"er", "Oslo"), List.of("5", "", "a"));
    assertThat(read.rejects())
        .extracting(RejectedRecord::raw)
        .containsExactly("2,\"Bo\"bs,Bergen", "3,\"Ca\"fe\"x,Oslo");
    assertThat(read.rejects())
        .extracting(RejectedRecord::reason)
        .containsOnly(
            "text after the closing double quote of a field; a quote inside a quoted field must be"
                + " doubled");
  }

  @Test
  void rowThatSwallowedLines_saysHowFarItWent() throws IOException {
    Reading read = read("1,Acme,Oslo\n2,\"Bobs,Bergen\r\n3,\"Cafe,Oslo\n4,Diner,Oslo\n");
    assertThat(read.rows()).hasSize(2);
    assertThat(read.rejects())
        .singleElement()
        .satisfies(
            reject -> {
              assertThat(reject.origin().line()).isEqualTo(2);
              assertThat(reject.reason())
                  .endsWith(
                      "; the row goes on to line 3, perhaps because a double quote is missing");
            });
  }

  @Test
  void wrongCounts_areRejectedInGoodEnglish() throws IOException {
    Reading read = read("1,Acme,Oslo\n2\n3,Bobs\n4,a,b,c\n5,Cafe,Oslo\n6,Diner,\n7,,\n");
    assertThat(read.rejects())
        .extracting(reject -> reject.origin().row() + " " + reject.reason())
        .containsExactly(
            "2 1 column, but 3 were expected",
            "3 2 columns, but 3 were expected",
            "4 4 columns, but 3 were expected");
    assertThat(read.places()).containsExactly("1:1", "5:5", "6:6", "7:7");
  }

  @Test
  void rowOfManyMegabytes_costsThatRowOnly() throws IOException {
    Reading read = read("1,Acme,Oslo\n2," + "x".repeat(17 << 20) + ",Oslo\n3,Cafe,Oslo\n");
    assertThat(read.places()).containsExactly("1:1", "3:3");
    assertThat(read.rejects())
        .singleElement()
        .satisfies(
            reject -> {
              assertThat(reject.origin().line()).isEqualTo(2);
              assertThat(reject.reason())
                  .isEqualTo("a row of 17.0 MB, but at most 16.0 MB were expected");
              assertThat(reject.raw()).hasSize(10_000).startsWith("2,xxx");
            });
  }

  @Test
  void rejectedTextOfAnyLength_isCutBetweenCharacters() throws IOException {
    Reading read = read("1,Acme,Oslo\n2" + "😀".repeat(6_000) + "\n");
    assertThat(read.rejects())
        .singleElement()
        .extracting(RejectedRecord::raw)
        .isEqualTo("2" + "😀".repeat(4_999));
  }

  @Test
  void rowOfVeryManyColumnsWithQuotes_isRead() throws IOException {
    String columns = "\"x, y\",".repeat(100_000);
    Path file = write("id,name,city," + "c,".repeat(100_000) + "\n1,Acme,Oslo," + columns + "\n");
    assertThat(Reading.of(survey(file), DINERS).fields())
        .containsExactly(List.of("1", "Acme", "Oslo"));
  }

  @Test
  void nul_isRejectedBecausePostgresCannotKeepIt() throws IOException {
    Reading read = read("1,Acme,Oslo\n2,\"Bo\0bs\",Bergen\n3,Cafe,Oslo\n");
    assertThat(read.rows()).hasSize(2);
    assertThat(read.rejects())
        .singleElement()
        .isEqualTo(
            new RejectedRecord(
                new Provenance("A", 2, 2),
                "a NUL character, which no text may hold",
                "2,\"Bo␀bs\",Bergen"));
  }

  @Test
  void bytesWithoutCharacter_areRejectedInSingleByteSetsToo() throws IOException {
    Path file =
        Files.write(
            directory.resolve("d.csv"),
            "1,Café,Oslo\n2,Bo\u0081bs,Oslo\n3,Zoë,Oslo\n".getBytes(StandardCharsets.ISO_8859_1));
    Reading read = Reading.of(survey(file));
    assertThat(read.fields()).extracting(fields -> fields.get(1)).containsExactly("Café", "Zoë");
    assertThat(read.rejects())
        .extracting(RejectedRecord::reason)
        .containsExactly("bytes that are not windows-1252");
  }

  @Test
  void wantedColumns_comeInTheWantedOrder() throws IOException {
    SurveyedFile surveyed = survey(write("1,Acme,Oslo\n2,\"Bobs\",\"Bergen\"\n"));
    assertThat(Reading.of(surveyed, List.of("CITY", "id")).fields())
        .containsExactly(List.of("Oslo", "1"), List.of("Bergen", "2"));
    assertThat(Reading.of(surveyed, List.of("zip", "id")).fields())
        .as("what the file lacks is absent")
        .containsExactly(List.of("", "1"), List.of("", "2"));
    assertThatThrownBy(() -> new ChunkReader(surveyed, List.of("id", "ID")))
        .hasMessage("The column 'ID' is wanted twice");
  }

  @Test
  void surveyThatTravelled_isEnoughToRead() throws Exception {
    SurveyedFile surveyed = survey(write("1,Acme,Oslo\n"));
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(wire)) {
      out.writeObject(surveyed);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(wire.toByteArray()))) {
      SurveyedFile arrived = (SurveyedFile) in.readObject();
      assertThat(Reading.of(arrived).fields()).containsExactly(List.of("1", "Acme", "Oslo"));
    }
  }

  @Test
  void fileThatIsGone_isSaidSo() throws IOException {
    Path file = write("1,Acme,Oslo\n");
    SurveyedFile surveyed = survey(file);
    assertThat(new FileSight(surveyed.path(), surveyed.bytes()).call()).isTrue();
    Files.delete(file);
    assertThat(new FileSight(surveyed.path(), surveyed.bytes()).call()).isFalse();
    refused(
        surveyed,
        "d.csv is not at "
            + file
            + " any more, where the survey found it. Put it back, or run again with the path where"
            + " it is now.");
  }

  @Test
  void fileThatGrew_isSaidSo() throws IOException {
    Path file = write("1,Acme,Oslo\n");
    SurveyedFile surveyed = survey(file);
    write("1,Acme,Oslo\n2,Bobs,Bergen\n");
    assertThat(new FileSight(surveyed.path(), surveyed.bytes()).call()).isFalse();
    refused(
        surveyed,
        "d.csv ("
            + file
            + ") has changed during the run: it had 12 bytes when it was surveyed, and has 26 now."
            + " Leave the file alone and run again.");
  }

  @Test
  void fileWithOtherRowsOfTheSameLength_isSaidSo() throws IOException {
    Path file = write("1,Acme,Oslo\n");
    SurveyedFile surveyed = survey(file);
    write("1,a,b\n2,c,d\n");
    refused(
        surveyed,
        "d.csv ("
            + file
            + ") has changed during the run: of its rows from line 1 on, 1 were expected and 2 found."
            + " Leave the file alone and run again.");
  }

  private void refused(SurveyedFile surveyed, String message) {
    assertThatThrownBy(() -> Reading.of(surveyed))
        .isInstanceOfSatisfying(
            LinkgridException.class, problem -> assertThat(problem.kind()).isEqualTo(Kind.DATA))
        .hasMessage(message);
  }

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("d.csv"), text);
  }

  private SurveyedFile survey(Path file) {
    return FileSurvey.survey(file, "A", COMMA, directory.resolve("spool"), n -> {});
  }

  private Reading read(String text) throws IOException {
    return Reading.of(survey(write(text)));
  }
}

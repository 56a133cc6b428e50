package io.linkgrid.source;

import static io.linkgrid.source.PackedBytes.gzip;
import static io.linkgrid.source.PackedBytes.zip;
import static io.linkgrid.source.SurveyDirectory.ANY;
import static io.linkgrid.source.SurveyDirectory.COMMA;
import static io.linkgrid.source.SurveyDirectory.DINERS;
import static io.linkgrid.source.SurveyDirectory.TWO_DINERS;
import static io.linkgrid.source.SurveyDirectory.TWO_DINERS_READ;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.spec.FileFormat;
import io.linkgrid.spec.FileFormat.Quoting;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are fine, whatever they look like, and files that are asked for by header. */
class FileSurveyTest {
  private SurveyDirectory directory;

  @BeforeEach
  void inADirectory(@TempDir Path path) {
    directory = new SurveyDirectory(path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void everyKindOfLineEnd_separatesRows(String lineEnd) throws IOException {
    Reading read = directory.read("d.csv", TWO_DINERS.replace("\n", lineEnd));
    assertThat(read.fields()).isEqualTo(TWO_DINERS_READ);
    assertThat(read.places()).containsExactly("1:1", "2:2");
  }

  @ParameterizedTest
  @ValueSource(strings = {",", "\t", ";", "|"})
  void separator_isFound(String separator) throws IOException {
    Path file = directory.write("d.csv", TWO_DINERS.replace(",", separator));
    SurveyedFile surveyed = directory.survey(file, ANY);
    assertThat(surveyed.separator()).isEqualTo(separator.charAt(0));
    assertThat(surveyed.quoting())
        .isEqualTo(separator.equals("\t") ? Quoting.NONE : Quoting.DOUBLE_QUOTES);
    assertThat(Reading.of(surveyed).fields()).isEqualTo(TWO_DINERS_READ);
  }

  @Test
  void separatorInsideTexts_doesNotMislead() throws IOException {
    String text = "1;Acme, Diner;Oslo\n2;Bobs, Grill;Bergen\n3;Cafe, Bar;Oslo\n";
    assertThat(directory.survey(directory.write("d.csv", text), ANY).separator()).isEqualTo(';');
  }

  @Test
  void missingFinalLineEnd_losesNothing() throws IOException {
    assertThat(directory.read("d.csv", TWO_DINERS.strip()).fields()).isEqualTo(TWO_DINERS_READ);
  }

  @Test
  void byteOrderMark_isNoPartOfTheFirstName() throws IOException {
    SurveyedFile surveyed =
        directory.survey(directory.write("d.csv", "\ufeffid,name,city\n" + TWO_DINERS), ANY);
    assertThat(surveyed.columns()).isEqualTo(DINERS);
    assertThat(surveyed.charset()).isEqualTo("UTF-8");
    assertThat(Reading.of(surveyed).fields()).isEqualTo(TWO_DINERS_READ);
  }

  @Test
  void byteOrderMark_isNoPartOfTheFirstQuotedField() throws IOException {
    Reading read = directory.read("d.csv", "\ufeff\"1\",\"Acme, Diner\",Oslo\n");
    assertThat(read.fields()).containsExactly(List.of("1", "Acme, Diner", "Oslo"));
  }

  @Test
  void blankLines_areNoRowsButCountAsLines() throws IOException {
    Reading read =
        directory.read(
            "d.csv", "\n\r\nid,name,city\n\n1,Acme Diner,Oslo\n\r\r\n\n2,Bobs Grill,Bergen\n\n");
    assertThat(read.fields()).isEqualTo(TWO_DINERS_READ);
    assertThat(read.places()).containsExactly("1:5", "2:9");
  }

  @Test
  void lineEndsInsideQuotes_belongToTheField() throws IOException {
    Reading read =
        directory.read(
            "d.csv", "1,\"Acme\nDiner \"\"Nr 1\"\"\r\nOslo\",\"a\rb\"\n2,Bobs Grill,Bergen\n");
    assertThat(read.fields())
        .containsExactly(
            List.of("1", "Acme\nDiner \"Nr 1\"\r\nOslo", "a\rb"),
            List.of("2", "Bobs Grill", "Bergen"));
    assertThat(read.places()).containsExactly("1:1", "2:5");
  }

  @Test
  void tabSeparatedFile_keepsItsDoubleQuotes() throws IOException {
    Reading read = directory.read("d.tsv", "1\t\"Acme\" Diner\tOslo\n2\t\"Bobs\tBergen\n");
    assertThat(read.fields())
        .containsExactly(List.of("1", "\"Acme\" Diner", "Oslo"), List.of("2", "\"Bobs", "Bergen"));
  }

  @Test
  void latin1_isAcceptedAndKeepsItsAccents() throws IOException {
    Path file =
        directory.write("d.csv", "1,Café Zoë,Málaga\n".getBytes(StandardCharsets.ISO_8859_1));
    SurveyedFile surveyed = directory.survey(file, ANY);
    assertThat(surveyed.charset()).isEqualTo("windows-1252");
    assertThat(Reading.of(surveyed).fields()).containsExactly(List.of("1", "Café Zoë", "Málaga"));
  }

  @Test
  void germanGreetings_areNotTakenForCyrillic() throws IOException {
    Path file =
        directory.write("d.csv", "1,Grüße aus Köln,Köln\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(Reading.of(directory.survey(file, ANY)).fields())
        .containsExactly(List.of("1", "Grüße aus Köln", "Köln"));
  }

  @Test
  void russianInOneByteACharacter_isRecognised() throws IOException {
    String text = "1,Столовая номер один у вокзала,Москва\n2,Ресторан на набережной,Казань\n";
    Path file = directory.write("d.csv", text.getBytes(Charset.forName("windows-1251")));
    SurveyedFile surveyed = directory.survey(file, ANY);
    assertThat(surveyed.charset()).isEqualTo("windows-1251");
    assertThat(surveyed.path()).isEqualTo(file.toString());
    assertThat(Reading.of(surveyed).fields().get(0))
        .containsExactly("1", "Столовая номер один у вокзала", "Москва");
  }

  @Test
  void japaneseInTwoBytesACharacter_isRewrittenAsUtf8() throws IOException {
    String text = "1|東京の食堂はとてもおいしいです|東京都\n2|ソースの表示能力|大阪府\n".repeat(20);
    Path file = directory.write("d.csv", text.getBytes(Charset.forName("Shift_JIS")));
    SurveyedFile surveyed = directory.survey(file, ANY);
    assertThat(surveyed.charset()).isEqualTo("UTF-8");
    assertThat(Path.of(surveyed.path()).getParent()).isEqualTo(directory.spool());
    assertThat(Reading.of(surveyed).fields().get(1)).containsExactly("2", "ソースの表示能力", "大阪府");
  }

  @ParameterizedTest
  @ValueSource(strings = {"windows-1252", "Shift_JIS"})
  void lettersThatComeLate_stillDecideTheCharacterSet(String charset) throws IOException {
    String late = charset.equals("Shift_JIS") ? "東京の食堂はとてもおいしいです" : "Café Zoë";
    String text = TWO_DINERS.repeat(50_000) + ("3," + late + ",Oslo\n").repeat(20);
    SurveyedFile surveyed =
        directory.survey(directory.write("d.csv", text.getBytes(Charset.forName(charset))), ANY);
    assertThat(surveyed.charset()).isEqualTo(charset.equals("Shift_JIS") ? "UTF-8" : charset);
    Reading read = Reading.of(surveyed);
    assertThat(read.rows()).hasSize(100_020);
    assertThat(read.fields().get(100_019)).containsExactly("3", late, "Oslo");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE"})
  void unicodeOfSeveralBytesWithMark_isRewrittenAsUtf8(String charset) throws IOException {
    // More than a buffer, with pairs of surrogates at every offset.
    String text = "\ufeff" + "1,Café 😀😀 €,Oslo\n22,😀,Bergen\n".repeat(20_000);
    SurveyedFile surveyed =
        directory.survey(directory.write("d.csv", text.getBytes(Charset.forName(charset))), ANY);
    Reading read = Reading.of(surveyed);
    assertThat(surveyed.rows()).isEqualTo(40_000);
    assertThat(read.rejects()).isEmpty();
    assertThat(read.fields().get(39_998)).containsExactly("1", "Café 😀😀 €", "Oslo");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
  void theCharacterOfAMarkBehindTheMark_belongsToTheFirstField(String charset) throws IOException {
    byte[] bytes = "\ufeff\ufeffa,Acme,Oslo\n".getBytes(Charset.forName(charset));
    SurveyedFile surveyed = directory.survey(directory.write("d.csv", bytes), ANY);
    assertThat(Reading.of(surveyed).fields()).containsExactly(List.of("\ufeffa", "Acme", "Oslo"));
  }

  @Test
  void headerInAnotherOrderWithMoreColumns_isReadByName() throws IOException {
    SurveyedFile surveyed =
        directory.survey(
            directory.write("d.csv", "City, rating ,NAME,Id\nOslo,5,Acme Diner,1\n"), ANY);
    assertThat(surveyed.columns()).containsExactly("city", "rating", "name", "id");
    assertThat(surveyed.rows()).isEqualTo(1);
    assertThat(Reading.of(surveyed, DINERS).fields())
        .containsExactly(List.of("1", "Acme Diner", "Oslo"));
  }

  @Test
  void aColumnThatIsCalledOtherwise_hasTheNameOfTheSpec() throws IOException {
    FileFormat named =
        new FileFormat(
            FileFormat.DETECT,
            Quoting.DETECT,
            DINERS,
            FileFormat.Header.REQUIRED,
            Map.of("Diner Name", "name", "town", "city", "title", "id"));

    SurveyedFile surveyed =
        directory.survey(
            directory.write("d.csv", "TOWN,id,title,diner name\nOslo,1,Dr,Acme Diner\n"), named);

    assertThat(surveyed.columns())
        .as("a title is no id where an id is")
        .containsExactly("city", "id", "title", "name");
    assertThat(Reading.of(surveyed, DINERS).fields())
        .containsExactly(List.of("1", "Acme Diner", "Oslo"));
  }

  @Test
  void blanksAfterCommas_areKeptInFieldsButNotInNames() throws IOException {
    SurveyedFile surveyed =
        directory.survey(directory.write("d.csv", "id, name, city\n1, Acme Diner, Oslo\n"), ANY);
    assertThat(surveyed.columns()).isEqualTo(DINERS);
    assertThat(Reading.of(surveyed).fields()).containsExactly(List.of("1", " Acme Diner", " Oslo"));
  }

  @Test
  void oneColumn_needsNoSeparator() throws IOException {
    FileFormat names = new FileFormat(FileFormat.DETECT, Quoting.DETECT, List.of("name"));
    SurveyedFile surveyed =
        directory.survey(directory.write("d.csv", "\"Acme, Diner\"\nBobs Grill\n\"\"\n"), names);
    assertThat(Reading.of(surveyed).fields())
        .containsExactly(List.of("Acme, Diner"), List.of("Bobs Grill"), List.of(""));
  }

  @Test
  void badRowsInALongFile_areNoReasonToRefuseIt() throws IOException {
    StringBuilder text = new StringBuilder("id,name,city\n");
    for (int line = 2; line <= 5000; line++) {
      text.append(line).append(line == 4182 ? ",Acme,Diner,Oslo\n" : ",Acme Diner,Oslo\n");
    }
    SurveyedFile surveyed = directory.survey(directory.write("d.csv", text.toString()), ANY);
    Reading read = Reading.of(surveyed);
    assertThat(surveyed.rows()).isEqualTo(4999);
    assertThat(read.rows()).hasSize(4998);
    assertThat(read.rejects())
        .singleElement()
        .satisfies(
            reject -> {
              assertThat(reject.origin().row()).isEqualTo(4181);
              assertThat(reject.origin().line()).isEqualTo(4182);
              assertThat(reject.reason()).isEqualTo("4 columns, but 3 were expected");
              assertThat(reject.raw()).isEqualTo("4182,Acme,Diner,Oslo");
            });
  }

  @Test
  void nulInOneRowOfMany_isNoBinaryFile() throws IOException {
    Reading read = directory.read("d.csv", TWO_DINERS + "3,Ca\0fe,Oslo\n");
    assertThat(read.fields()).isEqualTo(TWO_DINERS_READ);
    assertThat(read.rejects()).singleElement().extracting("raw").isEqualTo("3,Ca␀fe,Oslo");
  }

  @Test
  void aFewDamagedBytesInUtf8_doNotTurnItIntoLatin1() throws IOException {
    byte[] good = "1,Café Zoë,Málaga\n2,Crêperie,Orléans\n".getBytes(StandardCharsets.UTF_8);
    byte[] bad = "3,Caf\u00e9,Paris\n".getBytes(StandardCharsets.ISO_8859_1);
    SurveyedFile surveyed = directory.survey(directory.write("d.csv", good, bad), ANY);
    assertThat(surveyed.charset()).isEqualTo("UTF-8");
    Reading read = Reading.of(surveyed);
    assertThat(read.fields().get(1)).containsExactly("2", "Crêperie", "Orléans");
    assertThat(read.rejects())
        .singleElement()
        .satisfies(
            reject -> {
              assertThat(reject.reason()).isEqualTo("bytes that are not UTF-8");
              assertThat(reject.raw()).isEqualTo("3,Caf\ufffd,Paris");
            });
  }

  @Test
  void headerOfMoreThanAMegabyte_isReadToItsEnd() throws IOException {
    StringBuilder header = new StringBuilder("id,name");
    for (int i = 0; i < 120_000; i++) {
      header.append(",further_").append(i);
    }
    String commas = ",".repeat(120_001);
    Path file = directory.write("d.csv", header + ",city\n1,Acme Diner" + commas + "Oslo\n");
    SurveyedFile surveyed = directory.survey(file, COMMA);
    assertThat(surveyed.columns()).hasSize(120_003);
    assertThat(Reading.of(surveyed, DINERS).fields())
        .containsExactly(List.of("1", "Acme Diner", "Oslo"));
  }

  @Test
  void halfOfTheRowsWrong_isStillReadRowByRow() throws IOException {
    Reading read = directory.read("d.csv", TWO_DINERS + "3,x\n4,y\n");
    assertThat(read.rows()).hasSize(2);
    assertThat(read.rejects()).extracting("reason").containsOnly("2 columns, but 3 were expected");
  }

  // ---- By header.

  @Test
  void tripsOfBothKinds_areReadByName() throws IOException {
    Path plain =
        directory.write("jan.csv", "duration_sec,start_time,end_time\n60,2018-01-01,2018-01-02\n");
    Path quoted =
        directory.write(
            "mar.csv",
            "\"bike\",\"end_time\",\"duration_sec\",\"x\"\n\"7\",\"2018-03-02\",\"61\",\"\"\n");
    List<String> wanted = List.of("duration_sec", "end_time");
    assertThat(Reading.of(directory.byHeader(plain, wanted), wanted).fields())
        .containsExactly(List.of("60", "2018-01-02"));
    assertThat(Reading.of(directory.byHeader(quoted, wanted), wanted).fields())
        .containsExactly(List.of("61", "2018-03-02"));
  }

  @Test
  void tripsWithoutHeader_areRefused() throws IOException {
    Path file = directory.write("jan.csv", "60,2018-01-01,2018-01-02\n61,2018-01-01,2018-01-02\n");
    assertThatThrownBy(() -> directory.byHeader(file, List.of("duration_sec", "end_time")))
        .isInstanceOf(LinkgridException.class)
        .hasMessage(
            "jan.csv line 1: a header with the columns duration_sec, end_time was expected, but the"
                + " first row names none of them: 60, 2018-01-01, 2018-01-02. Add a header, or check"
                + " that this is the right file.");
  }

  @Test
  void tripsWithoutAColumn_areRefused() throws IOException {
    Path file = directory.write("jan.csv", "duration_sec,endtime\n60,2018-01-01\n");
    assertThatThrownBy(() -> directory.byHeader(file, List.of("duration_sec", "end_time")))
        .hasMessage(
            "jan.csv line 1: the header lacks columns that are needed: 'end_time' (nearest found:"
                + " 'endtime'). Rename the columns in the file, or check that this is the right"
                + " file.");
  }

  // ---- What the survey says about a good file.

  @Test
  void fileId_isTheHashOfRoleAndContent() throws Exception {
    Path file = directory.write("d.csv", TWO_DINERS);
    byte[] hash =
        MessageDigest.getInstance("SHA-256")
            .digest(("A\0" + TWO_DINERS).getBytes(StandardCharsets.UTF_8));
    long first63Bits = ByteBuffer.wrap(hash).getLong() >>> 1;
    assertThat(directory.survey(file, ANY).fileId()).isEqualTo(first63Bits).isNotNegative();
    assertThat(FileSurvey.survey(file, "B", ANY, directory.spool(), n -> {}).fileId())
        .isNotEqualTo(first63Bits);
  }

  @Test
  void chunks_areWholeRowsOfAboutTheGivenSize() throws IOException {
    Path file = directory.write("d.csv", "id,name,city\n" + TWO_DINERS.repeat(100));
    SurveyedFile surveyed = FileSurvey.survey(file, "A", COMMA, directory.spool(), n -> {}, 100);
    assertThat(surveyed.rows()).isEqualTo(200);
    assertThat(surveyed.chunks()).hasSize(34);
    assertThat(surveyed.chunks().get(0)).isEqualTo(new Chunk(13, 113, 1, 2));
    assertThat(surveyed.chunks().get(1).firstRow()).isEqualTo(7);
    assertThat(surveyed.chunks().get(1).firstLine()).isEqualTo(8);
  }

  @Test
  void progress_endsWithTheSizeOnTheDisk() throws IOException {
    List<Long> seen = new ArrayList<>();
    Path plain = directory.write("d.csv", TWO_DINERS.repeat(20_000));
    FileSurvey.survey(plain, "A", ANY, directory.spool(), seen::add);
    assertThat(seen).isSorted().hasSizeGreaterThan(2).endsWith(Files.size(plain));

    for (byte[] packed : List.of(gzip(TWO_DINERS), zip("d.csv", TWO_DINERS))) {
      seen.clear();
      Path file = directory.write("d.packed", packed);
      FileSurvey.survey(file, "A", ANY, directory.spool(), seen::add);
      assertThat(seen).endsWith(Files.size(file));
    }
  }
}

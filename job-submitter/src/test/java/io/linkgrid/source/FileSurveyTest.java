package io.linkgrid.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.spec.FileFormat;
import io.linkgrid.spec.FileFormat.Quoting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostile files, small: each is either read to the last row or refused with its sentence. */
class FileSurveyTest {
  private static final List<String> DINERS = List.of("id", "name", "city");
  private static final FileFormat ANY = format(FileFormat.DETECT, Quoting.DETECT);
  private static final FileFormat COMMA = format(',', Quoting.DOUBLE_QUOTES);
  private static final String TWO_DINERS = "1,Acme Diner,Oslo\n2,Bobs Grill,Bergen\n";
  private static final List<List<String>> TWO_DINERS_READ =
      List.of(List.of("1", "Acme Diner", "Oslo"), List.of("2", "Bobs Grill", "Bergen"));

  @TempDir private Path directory;

  // ---- Files that are fine, whatever they look like.

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void everyKindOfLineEnd_separatesRows(String lineEnd) throws IOException {
    Reading read = read("d.csv", TWO_DINERS.replace("\n", lineEnd));
    assertThat(read.fields()).isEqualTo(TWO_DINERS_READ);
    assertThat(read.places()).containsExactly("1:1", "2:2");
  }

  @ParameterizedTest
  @ValueSource(strings = {",", "\t", ";", "|"})
  void separator_isFound(String separator) throws IOException {
    Path file = write("d.csv", TWO_DINERS.replace(",", separator));
    SurveyedFile surveyed = survey(file, ANY);
    assertThat(surveyed.separator()).isEqualTo(separator.charAt(0));
    assertThat(surveyed.quoting())
        .isEqualTo(separator.equals("\t") ? Quoting.NONE : Quoting.DOUBLE_QUOTES);
    assertThat(Reading.of(surveyed).fields()).isEqualTo(TWO_DINERS_READ);
  }

  @Test
  void separatorInsideTexts_doesNotMislead() throws IOException {
    String text = "1;Acme, Diner;Oslo\n2;Bobs, Grill;Bergen\n3;Cafe, Bar;Oslo\n";
    assertThat(survey(write("d.csv", text), ANY).separator()).isEqualTo(';');
  }

  @Test
  void missingFinalLineEnd_losesNothing() throws IOException {
    assertThat(read("d.csv", TWO_DINERS.strip()).fields()).isEqualTo(TWO_DINERS_READ);
  }

  @Test
  void byteOrderMark_isNoPartOfTheFirstName() throws IOException {
    SurveyedFile surveyed = survey(write("d.csv", "\ufeffid,name,city\n" + TWO_DINERS), ANY);
    assertThat(surveyed.columns()).isEqualTo(DINERS);
    assertThat(surveyed.charset()).isEqualTo("UTF-8");
    assertThat(Reading.of(surveyed).fields()).isEqualTo(TWO_DINERS_READ);
  }

  @Test
  void byteOrderMark_isNoPartOfTheFirstQuotedField() throws IOException {
    Reading read = read("d.csv", "\ufeff\"1\",\"Acme, Diner\",Oslo\n");
    assertThat(read.fields()).containsExactly(List.of("1", "Acme, Diner", "Oslo"));
  }

  @Test
  void blankLines_areNoRowsButCountAsLines() throws IOException {
    Reading read =
        read("d.csv", "\n\r\nid,name,city\n\n1,Acme Diner,Oslo\n\r\r\n\n2,Bobs Grill,Bergen\n\n");
    assertThat(read.fields()).isEqualTo(TWO_DINERS_READ);
    assertThat(read.places()).containsExactly("1:5", "2:9");
  }

  @Test
  void lineEndsInsideQuotes_belongToTheField() throws IOException {
    Reading read =
        read("d.csv", "1,\"Acme\nDiner \"\"Nr 1\"\"\r\nOslo\",\"a\rb\"\n2,Bobs Grill,Bergen\n");
    assertThat(read.fields())
        .containsExactly(
            List.of("1", "Acme\nDiner \"Nr 1\"\r\nOslo", "a\rb"),
            List.of("2", "Bobs Grill", "Bergen"));
    assertThat(read.places()).containsExactly("1:1", "2:5");
  }

  @Test
  void tabSeparatedFile_keepsItsDoubleQuotes() throws IOException {
    Reading read = read("d.tsv", "1\t\"Acme\" Diner\tOslo\n2\t\"Bobs\tBergen\n");
    assertThat(read.fields())
        .containsExactly(List.of("1", "\"Acme\" Diner", "Oslo"), List.of("2", "\"Bobs", "Bergen"));
  }

  @Test
  void latin1_isAcceptedAndKeepsItsAccents() throws IOException {
    Path file = write("d.csv", "1,Café Zoë,Málaga\n".getBytes(StandardCharsets.ISO_8859_1));
    SurveyedFile surveyed = survey(file, ANY);
    assertThat(surveyed.charset()).isEqualTo("windows-1252");
    assertThat(Reading.of(surveyed).fields()).containsExactly(List.of("1", "Café Zoë", "Málaga"));
  }

  @Test
  void germanGreetings_areNotTakenForCyrillic() throws IOException {
    Path file = write("d.csv", "1,Grüße aus Köln,Köln\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(Reading.of(survey(file, ANY)).fields())
        .containsExactly(List.of("1", "Grüße aus Köln", "Köln"));
  }

  @Test
  void russianInOneByteACharacter_isRecognised() throws IOException {
    String text = "1,Столовая номер один у вокзала,Москва\n2,Ресторан на набережной,Казань\n";
    Path file = write("d.csv", text.getBytes(Charset.forName("windows-1251")));
    SurveyedFile surveyed = survey(file, ANY);
    assertThat(surveyed.charset()).isEqualTo("windows-1251");
    assertThat(surveyed.path()).isEqualTo(file.toString());
    assertThat(Reading.of(surveyed).fields().get(0))
        .containsExactly("1", "Столовая номер один у вокзала", "Москва");
  }

  @Test
  void japaneseInTwoBytesACharacter_isRewrittenAsUtf8() throws IOException {
    String text = "1|東京の食堂はとてもおいしいです|東京都\n2|ソースの表示能力|大阪府\n".repeat(20);
    Path file = write("d.csv", text.getBytes(Charset.forName("Shift_JIS")));
    SurveyedFile surveyed = survey(file, ANY);
    assertThat(surveyed.charset()).isEqualTo("UTF-8");
    assertThat(Path.of(surveyed.path()).getParent()).isEqualTo(spool());
    assertThat(Reading.of(surveyed).fields().get(1)).containsExactly("2", "ソースの表示能力", "大阪府");
  }

  @ParameterizedTest
  @ValueSource(strings = {"windows-1252", "Shift_JIS"})
  void lettersThatComeLate_stillDecideTheCharacterSet(String charset) throws IOException {
    String late = charset.equals("Shift_JIS") ? "東京の食堂はとてもおいしいです" : "Café Zoë";
    String text = TWO_DINERS.repeat(50_000) + ("3," + late + ",Oslo\n").repeat(20);
    SurveyedFile surveyed = survey(write("d.csv", text.getBytes(Charset.forName(charset))), ANY);
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
    SurveyedFile surveyed = survey(write("d.csv", text.getBytes(Charset.forName(charset))), ANY);
    Reading read = Reading.of(surveyed);
    assertThat(surveyed.rows()).isEqualTo(40_000);
    assertThat(read.rejects()).isEmpty();
    assertThat(read.fields().get(39_998)).containsExactly("1", "Café 😀😀 €", "Oslo");
  }

  @Test
  void headerInAnotherOrderWithMoreColumns_isReadByName() throws IOException {
    SurveyedFile surveyed =
        survey(write("d.csv", "City, rating ,NAME,Id\nOslo,5,Acme Diner,1\n"), ANY);
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
        survey(write("d.csv", "TOWN,id,title,diner name\nOslo,1,Dr,Acme Diner\n"), named);

    assertThat(surveyed.columns())
        .as("a title is no id where an id is")
        .containsExactly("city", "id", "title", "name");
    assertThat(Reading.of(surveyed, DINERS).fields())
        .containsExactly(List.of("1", "Acme Diner", "Oslo"));
  }

  @Test
  void blanksAfterCommas_areKeptInFieldsButNotInNames() throws IOException {
    SurveyedFile surveyed = survey(write("d.csv", "id, name, city\n1, Acme Diner, Oslo\n"), ANY);
    assertThat(surveyed.columns()).isEqualTo(DINERS);
    assertThat(Reading.of(surveyed).fields()).containsExactly(List.of("1", " Acme Diner", " Oslo"));
  }

  @Test
  void oneColumn_needsNoSeparator() throws IOException {
    FileFormat names = new FileFormat(FileFormat.DETECT, Quoting.DETECT, List.of("name"));
    SurveyedFile surveyed = survey(write("d.csv", "\"Acme, Diner\"\nBobs Grill\n\"\"\n"), names);
    assertThat(Reading.of(surveyed).fields())
        .containsExactly(List.of("Acme, Diner"), List.of("Bobs Grill"), List.of(""));
  }

  @Test
  void badRowsInALongFile_areNoReasonToRefuseIt() throws IOException {
    StringBuilder text = new StringBuilder("id,name,city\n");
    for (int line = 2; line <= 5000; line++) {
      text.append(line).append(line == 4182 ? ",Acme,Diner,Oslo\n" : ",Acme Diner,Oslo\n");
    }
    SurveyedFile surveyed = survey(write("d.csv", text.toString()), ANY);
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
    Reading read = read("d.csv", TWO_DINERS + "3,Ca\0fe,Oslo\n");
    assertThat(read.fields()).isEqualTo(TWO_DINERS_READ);
    assertThat(read.rejects()).singleElement().extracting("raw").isEqualTo("3,Ca␀fe,Oslo");
  }

  @Test
  void aFewDamagedBytesInUtf8_doNotTurnItIntoLatin1() throws IOException {
    byte[] good = "1,Café Zoë,Málaga\n2,Crêperie,Orléans\n".getBytes(StandardCharsets.UTF_8);
    byte[] bad = "3,Caf\u00e9,Paris\n".getBytes(StandardCharsets.ISO_8859_1);
    SurveyedFile surveyed = survey(write("d.csv", join(good, bad)), ANY);
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

  // ---- Packed files.

  @Test
  void gzip_isUnpackedOnceWhateverItsName() throws IOException {
    Path file = write("d.csv", gzip(TWO_DINERS));
    SurveyedFile surveyed = survey(file, ANY);
    Path unpacked = Path.of(surveyed.path());
    assertThat(unpacked)
        .isEqualTo(spool().resolve(String.format("d.csv-%016x", surveyed.fileId())))
        .hasContent(TWO_DINERS);
    assertThat(surveyed.name()).isEqualTo("d.csv");
    assertThat(surveyed.bytes()).isEqualTo(TWO_DINERS.length());
    assertThat(Reading.of(surveyed).fields()).isEqualTo(TWO_DINERS_READ);

    Object firstKey = Files.readAttributes(unpacked, "unix:ino").get("ino");
    assertThat(survey(file, ANY)).isEqualTo(surveyed);
    assertThat(Files.readAttributes(unpacked, "unix:ino").get("ino")).isEqualTo(firstKey);
    assertThat(spooled()).containsExactly(unpacked);
  }

  @Test
  void gzipAndPlain_areTheSameContent() throws IOException {
    long plain = survey(write("d.csv", TWO_DINERS), ANY).fileId();
    assertThat(survey(write("d.csv.gz", gzip(TWO_DINERS)), ANY).fileId()).isEqualTo(plain);
  }

  @Test
  void gzipInSeveralPieces_isReadToItsEnd() throws IOException {
    byte[] pieces = join(gzip("1,Acme Diner,Oslo\n"), gzip("2,Bobs Grill,Bergen\n"));
    assertThat(Reading.of(survey(write("d.csv.gz", pieces), ANY)).fields())
        .isEqualTo(TWO_DINERS_READ);
  }

  @Test
  void zip_isUnpackedAndTheFileManagersOwnFilesAreIgnored() throws IOException {
    byte[] zip =
        zip(
            "data/",
            "",
            "data/d.csv",
            TWO_DINERS,
            "__MACOSX/data/._d.csv",
            "\0",
            "data/.DS_Store",
            "x");
    assertThat(Reading.of(survey(write("d.zip", zip), ANY)).fields()).isEqualTo(TWO_DINERS_READ);
  }

  @Test
  void zipOfTwoFiles_namesThem() throws IOException {
    Path file = write("d.zip", zip("a.csv", TWO_DINERS, "b.csv", TWO_DINERS));
    refused(
        file,
        ANY,
        "d.zip holds 2 files, but one data file was expected: a.csv, b.csv. Unpack it and name the"
            + " file that you mean.");
  }

  @Test
  void zipOfNothing_isRefused() throws IOException {
    refused(
        write("d.zip", zip("data/", "")),
        ANY,
        "d.zip is a zip file with nothing in it, but one data file was expected. Pack it again.");
  }

  @Test
  void spreadsheet_isRefusedAsOne() throws IOException {
    refused(
        write("d.xlsx", zip("[Content_Types].xml", "x", "xl/workbook.xml", "x")),
        ANY,
        "d.xlsx is an office document, but text in rows and columns was expected. Open it and save"
            + " the sheet as CSV (UTF-8).");
  }

  @Test
  void truncatedGzip_isRefusedAndLeavesNothingBehind() throws IOException {
    byte[] whole = gzip(TWO_DINERS.repeat(100));
    refused(
        write("d.csv.gz", Arrays.copyOf(whole, whole.length - 9)),
        ANY,
        "d.csv.gz is a damaged gzip file: it ends too early, after "
            + (whole.length - 9)
            + " bytes. Fetch it again, or pack it again.");
    assertThat(spooled()).isEmpty();
  }

  @Test
  void gzipWithAWrongByte_isRefused() throws IOException {
    byte[] bytes = gzip(TWO_DINERS);
    bytes[bytes.length - 6] ^= 1;
    refused(
        write("d.csv.gz", bytes),
        ANY,
        "d.csv.gz is a damaged gzip file: Corrupt GZIP trailer. Fetch it again, or pack it"
            + " again.");
  }

  @Test
  void gzipWhoseSecondPieceIsDamaged_isRefused_notCutShort() throws IOException {
    byte[] second = gzip("2,Bobs Grill,Bergen\n");
    second[0] ^= 1;
    refused(
        write("d.csv.gz", join(gzip("1,Acme Diner,Oslo\n"), second)),
        ANY,
        "d.csv.gz is a damaged gzip file: the "
            + second.length
            + " bytes at its end are no piece of gzip. Fetch it again, or pack it again.");
  }

  @Test
  void gzipFilledUpWithZeros_isFine() throws IOException {
    Path file = write("d.csv.gz", join(gzip(TWO_DINERS), new byte[512]));
    assertThat(Reading.of(survey(file, ANY)).fields()).isEqualTo(TWO_DINERS_READ);
  }

  @Test
  void namesInAZip_cannotSteerATerminal() throws IOException {
    refused(
        write("d.zip", zip("a\u001b[31m\n.csv", "x", "b".repeat(90), "x")),
        ANY,
        "d.zip holds 2 files, but one data file was expected: a [31m .csv, "
            + "b".repeat(50)
            + "…. Unpack it and name the file that you mean.");
  }

  @Test
  void namesInAHeader_cannotSteerATerminal_norFillIt() throws IOException {
    refused(
        write("d.csv", "id,na\u001b[1mme\u202e," + "city".repeat(40) + "\n1,Acme Diner,Oslo\n"),
        new FileFormat(',', Quoting.DOUBLE_QUOTES, DINERS, FileFormat.Header.REQUIRED),
        "d.csv line 1: the header lacks columns that are needed: 'name' (nearest found: 'na [1mme"
            + " '), 'city' (nearest found: 'na [1mme '). Rename the columns in the file, or check"
            + " that this is the right file.");
  }

  @Test
  void packedFileOfTheLongestName_isUnpackedUnderAShorterOne() throws IOException {
    Path file = write("é".repeat(120) + ".csv.gz", gzip(TWO_DINERS));
    SurveyedFile surveyed = survey(file, ANY);
    assertThat(Path.of(surveyed.path())).hasParent(spool());
    assertThat(Reading.of(surveyed).fields()).isEqualTo(TWO_DINERS_READ);
  }

  @Test
  void headerOfMoreThanAMegabyte_isReadToItsEnd() throws IOException {
    StringBuilder header = new StringBuilder("id,name");
    for (int i = 0; i < 120_000; i++) {
      header.append(",further_").append(i);
    }
    String commas = ",".repeat(120_001);
    Path file = write("d.csv", header + ",city\n1,Acme Diner" + commas + "Oslo\n");
    SurveyedFile surveyed = survey(file, COMMA);
    assertThat(surveyed.columns()).hasSize(120_003);
    assertThat(Reading.of(surveyed, DINERS).fields())
        .containsExactly(List.of("1", "Acme Diner", "Oslo"));
  }

  @Test
  void firstLineOfManyMegabytes_isRefused() throws IOException {
    refused(
        write("d.csv", "id,name,city" + ",more".repeat(3_500_000) + "\n1,Acme Diner,Oslo\n"),
        COMMA,
        "d.csv line 1: the first line is longer than 16.0 MB, but a header or a row of data was"
            + " expected there. Check that this is a text file whose lines end with LF, CRLF or"
            + " CR.");
  }

  @Test
  void zipWithAWrongByte_isRefused() throws IOException {
    byte[] bytes = storedZip("d.csv", TWO_DINERS);
    bytes[30 + "d.csv".length() + 3] ^= 1;
    refused(
        write("d.zip", bytes),
        ANY,
        "d.zip is a damaged zip file: the checksum of d.csv is wrong. Fetch it again, or pack it"
            + " again.");
  }

  @Test
  void truncatedZip_isRefused() throws IOException {
    byte[] whole = zip("d.csv", TWO_DINERS);
    assertThatThrownBy(() -> survey(write("d.zip", Arrays.copyOf(whole, whole.length - 30)), ANY))
        .isInstanceOf(LinkgridException.class)
        .hasMessageStartingWith("d.zip is a damaged zip file: ");
  }

  @Test
  void bomb_isRefusedBeforeItFillsTheDisk() throws IOException {
    Path file = write("bomb.gz", gzip("0".repeat(1_000_000)));
    assertThatThrownBy(
            () -> {
              try (SpoolFile to = SpoolFile.in(spool(), "bomb.gz", 0)) {
                Packing.GZIP.unpack(file, to, new Packing.Limits(20, 100_000), n -> {});
              }
            })
        .isInstanceOf(LinkgridException.class)
        .hasMessage(
            "bomb.gz becomes more than 20 times its size when it is unpacked (128.0 kB from "
                + Files.size(file)
                + " bytes so far); no data does. If you trust it, unpack it yourself and name the"
                + " unpacked file.");
    assertThat(spooled()).isEmpty();
  }

  @Test
  void fullDisk_isRefusedBeforeItIsFull() throws IOException {
    Path file = write("d.csv.gz", gzip(TWO_DINERS));
    assertThatThrownBy(
            () -> {
              try (SpoolFile to = SpoolFile.in(spool(), "d.csv.gz", Long.MAX_VALUE / 2)) {
                Packing.GZIP.unpack(file, to, Packing.Limits.USUAL, n -> {});
              }
            })
        .isInstanceOf(LinkgridException.class)
        .hasMessageStartingWith("d.csv.gz needs 16.0 MB in " + spool() + " when it is unpacked")
        .hasMessageEndingWith("Make room, or name a directory on a larger disk.");
    assertThat(spooled()).isEmpty();
  }

  @Test
  void spoolDirectoryThatIsAFile_isRefused() throws IOException {
    Path notADirectory = write("spool-file", "x");
    Path file = write("d.csv.gz", gzip(TWO_DINERS));
    assertThatThrownBy(() -> FileSurvey.survey(file, "A", ANY, notADirectory, n -> {}))
        .isInstanceOf(LinkgridException.class)
        .hasMessageStartingWith("Cannot unpack d.csv.gz into " + notADirectory)
        .hasMessageEndingWith("Make the directory writable, or name another one.");
  }

  // ---- Files that cannot be used.

  @Test
  void missingFile_isRefused() {
    Path file = directory.resolve("d.csv");
    refused(file, ANY, file + " does not exist. Check the name and the directory.");
  }

  @Test
  void directory_isRefused() {
    refused(
        directory,
        ANY,
        directory + " is a directory, but a file was expected. Name the file in it.");
  }

  @Test
  void fileWithoutPermission_isRefused() throws IOException {
    Path file = write("d.csv", TWO_DINERS);
    assertThat(file.toFile().setReadable(false)).isTrue();
    assumeFalse(Files.isReadable(file), "the superuser may read everything");
    refused(
        file,
        ANY,
        file + " cannot be read: permission denied. Give this user the right to read it.");
  }

  @Test
  void emptyFile_isRefused() throws IOException {
    refused(
        write("d.csv", ""),
        ANY,
        "d.csv is empty (0 bytes), but rows of data were expected. Check how it was made.");
  }

  @Test
  void emptyFileInGzip_isRefused() throws IOException {
    refused(
        write("d.csv.gz", gzip("")),
        ANY,
        "d.csv.gz is empty (0 bytes), but rows of data were expected. Check how it was made.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n\n\r", "\ufeff", "\ufeff\n"})
  void blankLinesOnly_areRefused(String text) throws IOException {
    String blanks =
        "d.csv holds nothing but blank lines, but rows of data were expected. Check how it was"
            + " made.";
    refused(write("d.csv", text), COMMA, blanks);
    refused(write("d.csv", text), ANY, blanks);
  }

  @Test
  void headerOnly_isRefused() throws IOException {
    refused(
        write("d.csv", "id,name,city\n\n"),
        ANY,
        "d.csv holds a header and no rows of data, but at least one row was expected. Check how it"
            + " was made.");
  }

  @Test
  void binaryFile_isRefused() throws IOException {
    byte[] bytes = new byte[5000];
    new Random(17).nextBytes(bytes);
    refused(
        write("d.csv", bytes),
        ANY,
        "d.csv is binary (it holds NUL bytes), but text in rows and columns was expected. Export"
            + " the data as CSV in UTF-8; gzip and zip are fine.");
  }

  @Test
  void controlCharactersWithoutNul_areBinaryToo() throws IOException {
    assertThatThrownBy(() -> survey(write("d.csv", "\1\2\3,\4\5\6,\7"), ANY))
        .hasMessageStartingWith("d.csv is binary (it is full of control characters), but");
  }

  @Test
  void utf16WithoutMark_isNamed() throws IOException {
    assertThatThrownBy(
            () -> survey(write("d.csv", TWO_DINERS.getBytes(StandardCharsets.UTF_16LE)), ANY))
        .hasMessageStartingWith("d.csv is UTF-16 without a byte order mark, but text");
  }

  @Test
  void utf16CutInTheMiddle_isRefused() throws IOException {
    byte[] bytes = ("\ufeff" + TWO_DINERS).getBytes(StandardCharsets.UTF_16LE);
    refused(
        write("d.csv", Arrays.copyOf(bytes, bytes.length - 1)),
        ANY,
        "d.csv begins with the byte order mark of UTF-16LE, but is damaged: some of its bytes are"
            + " no characters of it. Save it again as UTF-8.");
  }

  @Test
  void quoteThatIsNeverClosed_isReportedWhereItOpens() throws IOException {
    refused(
        write(
            "d.csv",
            "id,name,city\n1,Acme,Oslo\n2,\"a\nb\n\",\"Oslo\n3,Bobs,Bergen\n4,Cafe,Oslo\n"),
        ANY,
        "d.csv line 5: a double quote opens a field there and is never closed, so the rest of the"
            + " file would be one row. Close it; or, if double quotes are ordinary characters in"
            + " this file, say in the spec that it has no quoting.");
  }

  @Test
  void quoteThatIsNotClosedInALargeFile_isReportedBeforeItsEnd() throws IOException {
    refused(
        write("d.csv", "1,Acme Diner,Oslo\n2,\"Bobs,Bergen\n" + "3,Cafe,Oslo\n".repeat(12_000_000)),
        COMMA,
        "d.csv line 2: a row begins there that is longer than 128.0 MB, the most that a row may"
            + " have. A double quote opens on line 2 and seems never to be closed. Close it; or, if"
            + " double quotes are ordinary characters in this file, say in the spec that it has no"
            + " quoting.");
  }

  @Test
  void lineWithoutEnd_isRefused() throws IOException {
    refused(
        write("d.csv", TWO_DINERS + "3,Cafe,Oslo".repeat(13_000_000)),
        COMMA,
        "d.csv line 3: a row begins there that is longer than 128.0 MB, the most that a row may"
            + " have. Check that this is a text file whose lines end with LF, CRLF or CR.");
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";"})
  void quoteThatIsNeverClosedInTheFirstRow_isReportedToo(String separator) throws IOException {
    Path file = write("d.csv", ("\"1,Acme Diner,Oslo\n" + TWO_DINERS).replace(",", separator));
    assertThatThrownBy(() -> survey(file, ANY))
        .hasMessageStartingWith("d.csv line 1: a double quote opens a field there and is never");
  }

  @Test
  void noSeparator_isRefused() throws IOException {
    refused(
        write("d.csv", "Acme Diner\nBobs Grill\n"),
        ANY,
        "d.csv line 1: cannot tell what separates the columns; 3 columns separated by comma, tab,"
            + " semicolon or '|' were expected. Name the separator in the spec, or check that this"
            + " is the right file.");
  }

  @Test
  void missingColumns_areNamedWithTheNearestFound() throws IOException {
    refused(
        write("d.csv", "ID,nmae,zip,town\n1,Acme Diner,0150,Oslo\n"),
        ANY,
        "d.csv line 1: the header lacks columns of the spec: 'name' (nearest found: 'nmae'),"
            + " 'city' (nearest found: 'zip'). Rename the columns in the file, or in the spec.");
  }

  @Test
  void columnNamedTwice_isRefused() throws IOException {
    refused(
        write("d.csv", "id,name,city,Name\n1,Acme Diner,Oslo,x\n"),
        ANY,
        "d.csv line 1: the header names the column 'name' twice. Rename or remove one of the"
            + " two.");
  }

  @Test
  void anotherSchemaWithoutHeader_isRefusedWithBothCounts() throws IOException {
    refused(
        write("d.csv", "1,Acme Diner,Oslo\n\n2,Acme,Diner,Oslo\n3,Bobs,Grill,Oslo\n"),
        COMMA,
        "d.csv line 3: 4 columns, but the spec has 3 (id, name, city). So it is in 2 of the first 3"
            + " rows, and there is no header. Correct the columns in the spec, or check that this"
            + " is the right file.");
  }

  @Test
  void anotherSeparator_isSuggested() throws IOException {
    refused(
        write("d.csv", TWO_DINERS.replace(',', ';')),
        COMMA,
        "d.csv line 1: 1 column, but the spec has 3 (id, name, city). So it is in 2 of the first 2"
            + " rows, and there is no header. With semicolon as the separator it has 3. Correct the"
            + " columns in the spec, or check that this is the right file.");
  }

  @Test
  void halfOfTheRowsWrong_isStillReadRowByRow() throws IOException {
    Reading read = read("d.csv", TWO_DINERS + "3,x\n4,y\n");
    assertThat(read.rows()).hasSize(2);
    assertThat(read.rejects()).extracting("reason").containsOnly("2 columns, but 3 were expected");
  }

  // ---- By header.

  @Test
  void tripsOfBothKinds_areReadByName() throws IOException {
    Path plain = write("jan.csv", "duration_sec,start_time,end_time\n60,2018-01-01,2018-01-02\n");
    Path quoted =
        write(
            "mar.csv",
            "\"bike\",\"end_time\",\"duration_sec\",\"x\"\n\"7\",\"2018-03-02\",\"61\",\"\"\n");
    List<String> wanted = List.of("duration_sec", "end_time");
    assertThat(Reading.of(byHeader(plain, wanted), wanted).fields())
        .containsExactly(List.of("60", "2018-01-02"));
    assertThat(Reading.of(byHeader(quoted, wanted), wanted).fields())
        .containsExactly(List.of("61", "2018-03-02"));
  }

  @Test
  void tripsWithoutHeader_areRefused() throws IOException {
    Path file = write("jan.csv", "60,2018-01-01,2018-01-02\n61,2018-01-01,2018-01-02\n");
    assertThatThrownBy(() -> byHeader(file, List.of("duration_sec", "end_time")))
        .isInstanceOf(LinkgridException.class)
        .hasMessage(
            "jan.csv line 1: a header with the columns duration_sec, end_time was expected, but the"
                + " first row names none of them: 60, 2018-01-01, 2018-01-02. Add a header, or check"
                + " that this is the right file.");
  }

  @Test
  void tripsWithoutAColumn_areRefused() throws IOException {
    Path file = write("jan.csv", "duration_sec,endtime\n60,2018-01-01\n");
    assertThatThrownBy(() -> byHeader(file, List.of("duration_sec", "end_time")))
        .hasMessage(
            "jan.csv line 1: the header lacks columns that are needed: 'end_time' (nearest found:"
                + " 'endtime'). Rename the columns in the file, or check that this is the right"
                + " file.");
  }

  // ---- What the survey says about a good file.

  @Test
  void fileId_isTheHashOfRoleAndContent() throws Exception {
    Path file = write("d.csv", TWO_DINERS);
    byte[] hash =
        MessageDigest.getInstance("SHA-256")
            .digest(("A\0" + TWO_DINERS).getBytes(StandardCharsets.UTF_8));
    long first63Bits = ByteBuffer.wrap(hash).getLong() >>> 1;
    assertThat(survey(file, ANY).fileId()).isEqualTo(first63Bits).isNotNegative();
    assertThat(FileSurvey.survey(file, "B", ANY, spool(), n -> {}).fileId())
        .isNotEqualTo(first63Bits);
  }

  @Test
  void chunks_areWholeRowsOfAboutTheGivenSize() throws IOException {
    Path file = write("d.csv", "id,name,city\n" + TWO_DINERS.repeat(100));
    SurveyedFile surveyed = FileSurvey.survey(file, "A", COMMA, spool(), n -> {}, 100);
    assertThat(surveyed.rows()).isEqualTo(200);
    assertThat(surveyed.chunks()).hasSize(34);
    assertThat(surveyed.chunks().get(0)).isEqualTo(new Chunk(13, 113, 1, 2));
    assertThat(surveyed.chunks().get(1).firstRow()).isEqualTo(7);
    assertThat(surveyed.chunks().get(1).firstLine()).isEqualTo(8);
  }

  @Test
  void progress_endsWithTheSizeOnTheDisk() throws IOException {
    List<Long> seen = new ArrayList<>();
    Path plain = write("d.csv", TWO_DINERS.repeat(20_000));
    FileSurvey.survey(plain, "A", ANY, spool(), seen::add);
    assertThat(seen).isSorted().hasSizeGreaterThan(2).endsWith(Files.size(plain));

    for (byte[] packed : List.of(gzip(TWO_DINERS), zip("d.csv", TWO_DINERS))) {
      seen.clear();
      Path file = write("d.packed", packed);
      FileSurvey.survey(file, "A", ANY, spool(), seen::add);
      assertThat(seen).endsWith(Files.size(file));
    }
  }

  // ---- Helpers.

  private static FileFormat format(char separator, Quoting quoting) {
    return new FileFormat(separator, quoting, DINERS);
  }

  private Path spool() {
    return directory.resolve("spool");
  }

  private List<Path> spooled() throws IOException {
    try (Stream<Path> files = Files.list(spool())) {
      return files.toList();
    }
  }

  private Path write(String name, String text) throws IOException {
    return write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(directory.resolve(name), bytes);
  }

  private SurveyedFile survey(Path file, FileFormat format) {
    return FileSurvey.survey(file, "A", format, spool(), n -> {});
  }

  private SurveyedFile byHeader(Path file, List<String> columns) {
    return FileSurvey.surveyByHeader(file, "trips", columns, spool(), n -> {});
  }

  private Reading read(String name, String text) throws IOException {
    return Reading.of(survey(write(name, text), ANY));
  }

  private void refused(Path file, FileFormat format, String message) {
    assertThatThrownBy(() -> survey(file, format))
        .isInstanceOfSatisfying(
            LinkgridException.class, problem -> assertThat(problem.kind()).isEqualTo(Kind.DATA))
        .hasMessage(message);
  }

  private static byte[] gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] zip(String... namesAndTexts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (int i = 0; i < namesAndTexts.length; i += 2) {
        out.putNextEntry(new ZipEntry(namesAndTexts[i]));
        out.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] storedZip(String name, String text) throws IOException {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      out.putNextEntry(entry);
      out.write(content);
    }
    return bytes.toByteArray();
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}

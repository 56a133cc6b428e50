package io.linkgrid.source;

import static io.linkgrid.source.PackedBytes.gzip;
import static io.linkgrid.source.PackedBytes.storedZip;
import static io.linkgrid.source.PackedBytes.zip;
import static io.linkgrid.source.SurveyDirectory.ANY;
import static io.linkgrid.source.SurveyDirectory.TWO_DINERS;
import static io.linkgrid.source.SurveyDirectory.TWO_DINERS_READ;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkgrid.model.LinkgridException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files in gzip and zip: each is unpacked whole, or refused with its sentence. */
class PackedFilesTest {
  private SurveyDirectory directory;

  @BeforeEach
  void inADirectory(@TempDir Path path) {
    directory = new SurveyDirectory(path);
  }

  @Test
  void gzip_isUnpackedOnceWhateverItsName() throws IOException {
    Path file = directory.write("d.csv", gzip(TWO_DINERS));
    SurveyedFile surveyed = directory.survey(file, ANY);
    Path unpacked = Path.of(surveyed.path());
    assertThat(unpacked)
        .isEqualTo(directory.spool().resolve(String.format("d.csv-%016x", surveyed.fileId())))
        .hasContent(TWO_DINERS);
    assertThat(surveyed.name()).isEqualTo("d.csv");
    assertThat(surveyed.bytes()).isEqualTo(TWO_DINERS.length());
    assertThat(Reading.of(surveyed).fields()).isEqualTo(TWO_DINERS_READ);

    Object firstKey = Files.readAttributes(unpacked, "unix:ino").get("ino");
    assertThat(directory.survey(file, ANY)).isEqualTo(surveyed);
    assertThat(Files.readAttributes(unpacked, "unix:ino").get("ino")).isEqualTo(firstKey);
    assertThat(directory.spooled()).containsExactly(unpacked);
  }

  @Test
  void gzipAndPlain_areTheSameContent() throws IOException {
    long plain = directory.survey(directory.write("d.csv", TWO_DINERS), ANY).fileId();
    assertThat(directory.survey(directory.write("d.csv.gz", gzip(TWO_DINERS)), ANY).fileId())
        .isEqualTo(plain);
  }

  @Test
  void gzipInSeveralPieces_isReadToItsEnd() throws IOException {
    Path file =
        directory.write("d.csv.gz", gzip("1,Acme Diner,Oslo\n"), gzip("2,Bobs Grill,Bergen\n"));
    assertThat(Reading.of(directory.survey(file, ANY)).fields()).isEqualTo(TWO_DINERS_READ);
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
    assertThat(Reading.of(directory.survey(directory.write("d.zip", zip), ANY)).fields())
        .isEqualTo(TWO_DINERS_READ);
  }

  @Test
  void zipOfTwoFiles_namesThem() throws IOException {
    Path file = directory.write("d.zip", zip("a.csv", TWO_DINERS, "b.csv", TWO_DINERS));
    directory.assertRefused(
        file,
        ANY,
        "d.zip holds 2 files, but one data file was expected: a.csv, b.csv. Unpack it and name the"
            + " file that you mean.");
  }

  @Test
  void zipOfNothing_isRefused() throws IOException {
    directory.assertRefused(
        directory.write("d.zip", zip("data/", "")),
        ANY,
        "d.zip is a zip file with nothing in it, but one data file was expected. Pack it again.");
  }

  @Test
  void spreadsheet_isRefusedAsOne() throws IOException {
    directory.assertRefused(
        directory.write("d.xlsx", zip("[Content_Types].xml", "x", "xl/workbook.xml", "x")),
        ANY,
        "d.xlsx is an office document, but text in rows and columns was expected. Open it and save"
            + " the sheet as CSV (UTF-8).");
  }

  @Test
  void truncatedGzip_isRefusedAndLeavesNothingBehind() throws IOException {
    byte[] whole = gzip(TWO_DINERS.repeat(100));
    directory.assertRefused(
        directory.write("d.csv.gz", Arrays.copyOf(whole, whole.length - 9)),
        ANY,
        "d.csv.gz is a damaged gzip file: it ends too early, after "
            + (whole.length - 9)
            + " bytes. Fetch it again, or pack it again.");
    assertThat(directory.spooled()).isEmpty();
  }

  @Test
  void gzipWithAWrongByte_isRefused() throws IOException {
    byte[] bytes = gzip(TWO_DINERS);
    bytes[bytes.length - 6] ^= 1;
    directory.assertRefused(
        directory.write("d.csv.gz", bytes),
        ANY,
        "d.csv.gz is a damaged gzip file: Corrupt GZIP trailer. Fetch it again, or pack it"
            + " again.");
  }

  @Test
  void gzipWhoseSecondPieceIsDamaged_isRefused_notCutShort() throws IOException {
    byte[] second = gzip("2,Bobs Grill,Bergen\n");
    second[0] ^= 1;
    directory.assertRefused(
        directory.write("d.csv.gz", gzip("1,Acme Diner,Oslo\n"), second),
        ANY,
        "d.csv.gz is a damaged gzip file: the "
            + second.length
            + " bytes at its end are no piece of gzip. Fetch it again, or pack it again.");
  }

  @Test
  void gzipFilledUpWithZeros_isFine() throws IOException {
    Path file = directory.write("d.csv.gz", gzip(TWO_DINERS), new byte[512]);
    assertThat(Reading.of(directory.survey(file, ANY)).fields()).isEqualTo(TWO_DINERS_READ);
  }

  @Test
  void namesInAZip_cannotSteerATerminal() throws IOException {
    directory.assertRefused(
        directory.write("d.zip", zip("a\u001b[31m\n.csv", "x", "b".repeat(90), "x")),
        ANY,
        "d.zip holds 2 files, but one data file was expected: a [31m .csv, "
            + "b".repeat(50)
            + "…. Unpack it and name the file that you mean.");
  }

  @Test
  void packedFileOfTheLongestName_isUnpackedUnderAShorterOne() throws IOException {
    Path file = directory.write("é".repeat(120) + ".csv.gz", gzip(TWO_DINERS));
    SurveyedFile surveyed = directory.survey(file, ANY);
    assertThat(Path.of(surveyed.path())).hasParent(directory.spool());
    assertThat(Reading.of(surveyed).fields()).isEqualTo(TWO_DINERS_READ);
  }

  @Test
  void zipWithAWrongByte_isRefused() throws IOException {
    byte[] bytes = storedZip("d.csv", TWO_DINERS);
    bytes[30 + "d.csv".length() + 3] ^= 1;
    directory.assertRefused(
        directory.write("d.zip", bytes),
        ANY,
        "d.zip is a damaged zip file: the checksum of d.csv is wrong. Fetch it again, or pack it"
            + " again.");
  }

  @Test
  void truncatedZip_isRefused() throws IOException {
    byte[] whole = zip("d.csv", TWO_DINERS);
    assertThatThrownBy(
            () ->
                directory.survey(
                    directory.write("d.zip", Arrays.copyOf(whole, whole.length - 30)), ANY))
        .isInstanceOf(LinkgridException.class)
        .hasMessageStartingWith("d.zip is a damaged zip file: ");
  }

  @Test
  void bomb_isRefusedBeforeItFillsTheDisk() throws IOException {
    Path file = directory.write("bomb.gz", gzip("0".repeat(1_000_000)));
    assertThatThrownBy(
            () -> {
              try (SpoolFile to = SpoolFile.in(directory.spool(), "bomb.gz", 0)) {
                Packing.GZIP.unpack(file, to, new Packing.Limits(20, 100_000), n -> {});
              }
            })
        .isInstanceOf(LinkgridException.class)
        .hasMessage(
            "bomb.gz becomes more than 20 times its size when it is unpacked (128.0 kB from "
                + Files.size(file)
                + " bytes so far); no data does. If you trust it, unpack it yourself and name the"
                + " unpacked file.");
    assertThat(directory.spooled()).isEmpty();
  }

  @Test
  void fullDisk_isRefusedBeforeItIsFull() throws IOException {
    Path file = directory.write("d.csv.gz", gzip(TWO_DINERS));
    assertThatThrownBy(
            () -> {
              try (SpoolFile to = SpoolFile.in(directory.spool(), "d.csv.gz", Long.MAX_VALUE / 2)) {
                Packing.GZIP.unpack(file, to, Packing.Limits.USUAL, n -> {});
              }
            })
        .isInstanceOf(LinkgridException.class)
        .hasMessageStartingWith(
            "d.csv.gz needs 16.0 MB in " + directory.spool() + " when it is unpacked")
        .hasMessageEndingWith("Make room, or name a directory on a larger disk.");
    assertThat(directory.spooled()).isEmpty();
  }

  @Test
  void spoolDirectoryThatIsAFile_isRefused() throws IOException {
    Path notADirectory = directory.write("spool-file", "x");
    Path file = directory.write("d.csv.gz", gzip(TWO_DINERS));
    assertThatThrownBy(() -> FileSurvey.survey(file, "A", ANY, notADirectory, n -> {}))
        .isInstanceOf(LinkgridException.class)
        .hasMessageStartingWith("Cannot unpack d.csv.gz into " + notADirectory)
        .hasMessageEndingWith("Make the directory writable, or name another one.");
  }

  @Test
  void emptyFileInGzip_isRefused() throws IOException {
    directory.assertRefused(
        directory.write("d.csv.gz", gzip("")),
        ANY,
        "d.csv.gz is empty (0 bytes), but rows of data were expected. Check how it was made.");
  }
}

package io.linkgrid.source;

import static io.linkgrid.source.SurveyDirectory.ANY;
import static io.linkgrid.source.SurveyDirectory.COMMA;
import static io.linkgrid.source.SurveyDirectory.DINERS;
import static io.linkgrid.source.SurveyDirectory.TWO_DINERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.linkgrid.spec.FileFormat;
import io.linkgrid.spec.FileFormat.Quoting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostile files, small, that cannot be used: each is refused with its sentence. */
class RefusedFilesTest {
  private SurveyDirectory directory;

  @BeforeEach
  void inADirectory(@TempDir Path path) {
    directory = new SurveyDirectory(path);
  }

  @Test
  void missingFile_isRefused() {
    Path file = directory.path("d.csv");
    directory.assertRefused(file, ANY, file + " does not exist. Check the name and the directory.");
  }

  @Test
  void directory_isRefused() {
    directory.assertRefused(
        directory.path(),
        ANY,
        directory.path() + " is a directory, but a file was expected. Name the file in it.");
  }

  @Test
  void fileWithoutPermission_isRefused() throws IOException {
    Path file = directory.write("d.csv", TWO_DINERS);
    assertThat(file.toFile().setReadable(false)).isTrue();
    assumeFalse(Files.isReadable(file), "the superuser may read everything");
    directory.assertRefused(
        file,
        ANY,
        file + " cannot be read: permission denied. Give this user the right to read it.");
  }

  @Test
  void emptyFile_isRefused() throws IOException {
    directory.assertRefused(
        directory.write("d.csv", ""),
        ANY,
        "d.csv is empty (0 bytes), but rows of data were expected. Check how it was made.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n\n\r", "\ufeff", "\ufeff\n"})
  void blankLinesOnly_areRefused(String text) throws IOException {
    String blanks =
        "d.csv holds nothing but blank lines, but rows of data were expected. Check how it was"
            + " made.";
    directory.assertRefused(directory.write("d.csv", text), COMMA, blanks);
    directory.assertRefused(directory.write("d.csv", text), ANY, blanks);
  }

  @Test
  void headerOnly_isRefused() throws IOException {
    directory.assertRefused(
        directory.write("d.csv", "id,name,city\n\n"),
        ANY,
        "d.csv holds a header and no rows of data, but at least one row was expected. Check how it"
            + " was made.");
  }

  @Test
  void binaryFile_isRefused() throws IOException {
    byte[] bytes = new byte[5000];
    new Random(17).nextBytes(bytes);
    directory.assertRefused(
        directory.write("d.csv", bytes),
        ANY,
        "d.csv is binary (it holds NUL bytes), but text in rows and columns was expected. Export"
            + " the data as CSV in UTF-8; gzip and zip are fine.");
  }

  @Test
  void controlCharactersWithoutNul_areBinaryToo() throws IOException {
    assertThatThrownBy(() -> directory.survey(directory.write("d.csv", "\1\2\3,\4\5\6,\7"), ANY))
        .hasMessageStartingWith("d.csv is binary (it is full of control characters), but");
  }

  @Test
  void utf16WithoutMark_isNamed() throws IOException {
    assertThatThrownBy(
            () ->
                directory.survey(
                    directory.write("d.csv", TWO_DINERS.getBytes(StandardCharsets.UTF_16LE)), ANY))
        .hasMessageStartingWith("d.csv is UTF-16 without a byte order mark, but text");
  }

  @Test
  void utf16CutInTheMiddle_isRefused() throws IOException {
    byte[] bytes = ("\ufeff" + TWO_DINERS).getBytes(StandardCharsets.UTF_16LE);
    directory.assertRefused(
        directory.write("d.csv", Arrays.copyOf(bytes, bytes.length - 1)),
        ANY,
        "d.csv begins with the byte order mark of UTF-16LE, but is damaged: some of its bytes are"
            + " no characters of it. Save it again as UTF-8.");
  }

  @Test
  void quoteThatIsNeverClosed_isReportedWhereItOpens() throws IOException {
    directory.assertRefused(
        directory.write(
            "d.csv",
            "id,name,city\n1,Acme,Oslo\n2,\"a\nb\n\",\"Oslo\n3,Bobs,Bergen\n4,Cafe,Oslo\n"),
        ANY,
        "d.csv line 5: a double quote opens a field there and is never closed, so the rest of the"
            + " file would be one row. Close it; or, if double quotes are ordinary characters in"
            + " this file, say in the spec that it has no quoting.");
  }

  @Test
  void quoteThatIsNotClosedInALargeFile_isReportedBeforeItsEnd() throws IOException {
    directory.assertRefused(
        directory.write(
            "d.csv", "1,Acme Diner,Oslo\n2,\"Bobs,Bergen\n" + "3,Cafe,Oslo\n".repeat(12_000_000)),
        COMMA,
        "d.csv line 2: a row begins there that is longer than 128.0 MB, the most that a row may"
            + " have. A double quote opens on line 2 and seems never to be closed. Close it; or, if"
            + " double quotes are ordinary characters in this file, say in the spec that it has no"
            + " quoting.");
  }

  @Test
  void lineWithoutEnd_isRefused() throws IOException {
    directory.assertRefused(
        directory.write("d.csv", TWO_DINERS + "3,Cafe,Oslo".repeat(13_000_000)),
        COMMA,
        "d.csv line 3: a row begins there that is longer than 128.0 MB, the most that a row may"
            + " have. Check that this is a text file whose lines end with LF, CRLF or CR.");
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";"})
  void quoteThatIsNeverClosedInTheFirstRow_isReportedToo(String separator) throws IOException {
    Path file =
        directory.write("d.csv", ("\"1,Acme Diner,Oslo\n" + TWO_DINERS).replace(",", separator));
    assertThatThrownBy(() -> directory.survey(file, ANY))
        .hasMessageStartingWith("d.csv line 1: a double quote opens a field there and is never");
  }

  @Test
  void noSeparator_isRefused() throws IOException {
    directory.assertRefused(
        directory.write("d.csv", "Acme Diner\nBobs Grill\n"),
        ANY,
        "d.csv line 1: cannot tell what separates the columns; 3 columns separated by comma, tab,"
            + " semicolon or '|' were expected. Name the separator in the spec, or check that this"
            + " is the right file.");
  }

  @Test
  void missingColumns_areNamedWithTheNearestFound() throws IOException {
    directory.assertRefused(
        directory.write("d.csv", "ID,nmae,zip,town\n1,Acme Diner,0150,Oslo\n"),
        ANY,
        "d.csv line 1: the header lacks columns of the spec: 'name' (nearest found: 'nmae'),"
            + " 'city' (nearest found: 'zip'). Rename the columns in the file, or in the spec.");
  }

  @Test
  void columnNamedTwice_isRefused() throws IOException {
    directory.assertRefused(
        directory.write("d.csv", "id,name,city,Name\n1,Acme Diner,Oslo,x\n"),
        ANY,
        "d.csv line 1: the header names the column 'name' twice. Rename or remove one of the"
            + " two.");
  }

  @Test
  void anotherSchemaWithoutHeader_isRefusedWithBothCounts() throws IOException {
    directory.assertRefused(
        directory.write("d.csv", "1,Acme Diner,Oslo\n\n2,Acme,Diner,Oslo\n3,Bobs,Grill,Oslo\n"),
        COMMA,
        "d.csv line 3: 4 columns, but the spec has 3 (id, name, city). So it is in 2 of the first 3"
            + " rows, and there is no header. Correct the columns in the spec, or check that this"
            + " is the right file.");
  }

  @Test
  void anotherSeparator_isSuggested() throws IOException {
    directory.assertRefused(
        directory.write("d.csv", TWO_DINERS.replace(',', ';')),
        COMMA,
        "d.csv line 1: 1 column, but the spec has 3 (id, name, city). So it is in 2 of the first 2"
            + " rows, and there is no header. With semicolon as the separator it has 3. Correct the"
            + " columns in the spec, or check that this is the right file.");
  }

  @Test
  void namesInAHeader_cannotSteerATerminal_norFillIt() throws IOException {
    directory.assertRefused(
        directory.write(
            "d.csv", "id,na\u001b[1mme\u202e," + "city".repeat(40) + "\n1,Acme Diner,Oslo\n"),
        new FileFormat(',', Quoting.DOUBLE_QUOTES, DINERS, FileFormat.Header.REQUIRED),
        "d.csv line 1: the header lacks columns that are needed: 'name' (nearest found: 'na [1mme"
            + " '), 'city' (nearest found: 'na [1mme '). Rename the columns in the file, or check"
            + " that this is the right file.");
  }

  @Test
  void firstLineOfManyMegabytes_isRefused() throws IOException {
    directory.assertRefused(
        directory.write(
            "d.csv", "id,name,city" + ",more".repeat(3_500_000) + "\n1,Acme Diner,Oslo\n"),
        COMMA,
        "d.csv line 1: the first line is longer than 16.0 MB, but a header or a row of data was"
            + " expected there. Check that this is a text file whose lines end with LF, CRLF or"
            + " CR.");
  }
}

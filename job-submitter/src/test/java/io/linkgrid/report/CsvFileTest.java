package io.linkgrid.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkgrid.model.LinkgridException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFileTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {"=1+1", "+1+2", "-2+3", "@SUM(A1)", "\tx", "\rx", "-cmd|x", "+", "-", "-1 2 3"})
  void formula_isMadeText(String value) {
    assertThat(SpreadsheetText.harmless(value)).isEqualTo("'" + value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-12", "+4.5", "-1.5e-7", "-33.86,151.21", "-33.86 -70.1", "a=b", "'", " =1"})
  void numbersAndOrdinaryTexts_stayAsTheyAre(String value) {
    assertThat(SpreadsheetText.harmless(value)).isEqualTo(value);
  }

  @Test
  void decimals_agreeWithTheFormatter() {
    assertThat(Decimals.six(Double.NaN)).isEmpty();
    assertThat(Decimals.six(1)).isEqualTo("1.000000");
    assertThat(Decimals.six(-0.0000004)).isEqualTo("0.000000");
    assertThat(Decimals.six(-12.3)).isEqualTo("-12.300000");
    assertThat(Decimals.six(Double.POSITIVE_INFINITY)).isEqualTo("Infinity");
    Random random = new Random(4711);
    for (int i = 0; i < 10_000; i++) {
      double value = random.nextDouble(-60, 60);
      assertThat(Decimals.six(value)).isEqualTo(String.format(Locale.ROOT, "%.6f", value));
    }
  }

  @Test
  void completeFile_hasQuotingAndTheHashOfItsBytes() throws Exception {
    Path file = directory.resolve("new/links.csv");
    try (CsvFile csv = new CsvFile(file, List.of("name", "rows"))) {
      csv.text("Joe \"Fat\" Grill, Bar").number(3).endRow();
      csv.text("two\nlines").number(4).endRow();
      String hash = csv.complete();
      assertThat(file).doesNotExist();
      csv.publish();
      assertThat(file)
          .content()
          .isEqualTo(
              """
          name,rows
          "Joe ""Fat"" Grill, Bar",3
          "two
          lines",4
          """);
      assertThat(hash)
          .isEqualTo(
              HexFormat.of()
                  .formatHex(
                      MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file))));
    }
    assertThat(directory.resolve("new")).isDirectoryContaining("glob:**links.csv");
    assertThat(directory.resolve("new")).isDirectoryNotContaining("glob:**.partial");
  }

  @Test
  void fileThatIsNotCompleted_leavesTheOldOneAlone() throws Exception {
    Path file = directory.resolve("links.csv");
    Files.writeString(file, "as before", StandardCharsets.UTF_8);
    try (CsvFile csv = new CsvFile(file, List.of("name"))) {
      csv.text("half").endRow();
    }
    assertThat(file).hasContent("as before");
    assertThat(directory).isDirectoryNotContaining("glob:**.partial");
  }

  @Test
  void directoryThatIsAFile_isSaidSo() throws Exception {
    Path file = Files.writeString(directory.resolve("out"), "");
    assertThatThrownBy(() -> new CsvFile(file.resolve("links.csv"), List.of("name")))
        .isInstanceOf(LinkgridException.class)
        .hasMessage(
            "Cannot write "
                + file.resolve("links.csv")
                + ": "
                + file
                + " is a file, not a directory. The results are safe in the database; make room or"
                + " choose another directory, and run again.");
  }
}

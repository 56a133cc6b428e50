package io.linkgrid.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkgrid.review.ReviewItem;
import io.linkgrid.review.ReviewSheet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sheet of the review defuses what the result files defuse, and nothing else. */
class ReviewSheetFormulasTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "@sum",
        "+1 415 555 0100",
        "+14155550100",
        "-4",
        "-x",
        "-1.5,2",
        "-1 -2",
        "-1e5",
        "'quoted",
        "plain",
        "+",
        "a=b",
        "1",
        "\tx"
      })
  void aText_isWrittenAsInTheResultFiles(String text) throws Exception {
    Path sheet = directory.resolve("sheet.csv");
    ReviewItem item =
        new ReviewItem(
            7, text, "B:1", 1, List.of(), 0.5, Optional.empty(), List.of(), Optional.empty(), 0);
    ReviewSheet.write(sheet, List.of(), List.of(item));

    Path result = directory.resolve("result.csv");
    try (CsvFile csv =
        new CsvFile(
            result,
            List.of("mention_id", "probability", "best_entity_id", "record_id", "answer"))) {
      csv.number(7).word(Decimals.six(0.5)).word("").text(text).word("").endRow();
      csv.complete();
      csv.publish();
    }

    assertThat(sheet).hasContent(Files.readString(result));
  }
}

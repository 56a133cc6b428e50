package io.linkgrid.clean;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkgrid.model.CleanRecord;
import io.linkgrid.model.Provenance;
import io.linkgrid.model.RejectedRecord;
import io.linkgrid.model.SourceRecord;
import io.linkgrid.spec.SpecReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordCleanerTest {
  private final RecordCleaner cleaner =
      new RecordCleaner(
          SpecReader.parse(
              """
              name: diners
              columns: [id, name, zip, note]
              record-id: id
              attributes:
                name: {column: name, type: text}
                zip: {column: zip, type: us-zip}
              blocking:
                - {name: zip, key: [zip]}
              """,
              "diners.yaml"));
  private final List<CleanRecord> records = new ArrayList<>();
  private final List<RejectedRecord> rejects = new ArrayList<>();

  @Test
  void aTextTooLongToBeCompared_rejectsItsRow() {
    clean("1", "x".repeat(10_001), "94110", "");

    assertThat(records).isEmpty();
    assertThat(rejects)
        .singleElement()
        .extracting(RejectedRecord::reason)
        .isEqualTo("the text of 'name' has 10,001 characters, but at most 10,000 were expected");
  }

  @Test
  void aColumnThatIsNotCompared_mayBeLong() {
    clean("1", "x".repeat(10_000), "94110", "y".repeat(100_000));

    assertThat(records).hasSize(1);
    assertThat(rejects).isEmpty();
  }

  @Test
  void aRowWithNothingToCompare_isRejected() {
    clean("1", " ", "none", "a note");

    assertThat(rejects)
        .containsExactly(
            new RejectedRecord(
                new Provenance("B", 1, 2),
                "none of the columns by which records are linked holds anything usable",
                "1\t \tnone\ta note"));
  }

  private void clean(String... fields) {
    cleaner.clean(
        new SourceRecord(new Provenance("B", 1, 2), List.of(fields)), records::add, rejects::add);
  }
}

package io.linkgrid.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkgrid.model.Provenance;
import io.linkgrid.model.RejectedRecord;
import io.linkgrid.model.SourceRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What queues hold is bounded by their batches, so no batch of long rows may be large. */
class RowBatchesTest {
  private final List<RowBatch> given = new ArrayList<>();
  private final RowBatches batches = new RowBatches(given::add);

  @Test
  void shortRows_fillABatchByTheirNumber() {
    List<SourceRecord> rows = rows(1_200, "short");

    rows.forEach(batches::add);
    batches.flush();

    assertThat(given).extracting(batch -> batch.rows().size()).containsExactly(500, 500, 200);
    assertThat(given.stream().flatMap(batch -> batch.rows().stream()))
        .containsExactlyElementsOf(rows);
  }

  @Test
  void longRows_fillABatchByTheirCharacters_andNoneIsLost() {
    List<SourceRecord> rows = rows(1_200, "long ".repeat(400));

    rows.forEach(batches::add);
    batches.flush();

    assertThat(given)
        .allSatisfy(
            batch -> assertThat(characters(batch)).isLessThan(RowBatches.MOST_CHARACTERS + 2_100));
    assertThat(given).hasSizeBetween(18, 20);
    assertThat(given.stream().flatMap(batch -> batch.rows().stream()))
        .containsExactlyElementsOf(rows);
  }

  @Test
  void aRowLongerThanABatch_isABatch() {
    batches.add(row(1, "x"));
    batches.add(row(2, "x".repeat(300_000)));
    batches.add(row(3, "x"));
    batches.flush();

    assertThat(given).extracting(batch -> batch.rows().size()).containsExactly(2, 1);
  }

  @Test
  void rejectsCountAsRowsDo() {
    RejectedRecord reject =
        new RejectedRecord(new Provenance("b", 1, 2), "too long", "y".repeat(9_000));

    IntStream.range(0, 14).forEach(i -> batches.add(reject));
    assertThat(given).isEmpty();
    batches.add(reject);

    assertThat(given).extracting(batch -> batch.rejects().size()).containsExactly(15);
  }

  @Test
  void whereThereIsNothing_nothingIsGiven() {
    batches.flush();

    assertThat(given).isEmpty();
  }

  private static long characters(RowBatch batch) {
    return batch.rows().stream()
        .flatMap(row -> row.fields().stream())
        .mapToLong(String::length)
        .sum();
  }

  private static List<SourceRecord> rows(int count, String text) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> row(i, text)).toList();
  }

  private static SourceRecord row(int number, String text) {
    return new SourceRecord(new Provenance("b", number, number + 1), List.of("a", text));
  }
}

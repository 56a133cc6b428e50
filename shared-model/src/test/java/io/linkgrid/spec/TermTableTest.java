package io.linkgrid.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Of a hundred restaurants, 40 are called SUBWAY, 10 STARBUCKS, and 50 by names of their own. */
class TermTableTest {
  private static final TermTable NAMES =
      new TermTable(
          100, Map.of("SUBWAY", 40, "STARBUCKS", 10), Map.of("SUBWAY", 41, "CAFE", 20, "THE", 100));

  @Test
  void otherRecords_areTheCountLessOne_andHalfARecordThatNobodySaw() {
    assertThat(NAMES.others("SUBWAY")).isEqualTo(39.5);
    assertThat(NAMES.others("STARBUCKS")).isEqualTo(9.5);
    assertThat(NAMES.others("ACME DINER")).isEqualTo(0.5);
    assertThat(TermTable.EMPTY.others("SUBWAY")).isEqualTo(0.5);
  }

  @Test
  void onAverage_aRandomRecordSharesItsNameWithSo() {
    assertThat(NAMES.othersOnAverage()).isEqualTo((40 * 39 + 10 * 9 + 50 * 0) / 100.0 + 0.5);
    assertThat(TermTable.EMPTY.othersOnAverage()).isEqualTo(0.5);
  }

  @Test
  void aVeryFrequentValue_overflowsNothing() {
    TermTable blank =
        new TermTable(2_000_000_000L, Map.of("SAN FRANCISCO", 2_000_000_000), Map.of());

    assertThat(blank.othersOnAverage()).isCloseTo(2e9, within(1.0));
  }

  @Test
  void aWord_weighsTheMoreTheRarerItIs() {
    assertThat(NAMES.wordWeight("ACME")).as("in one record").isEqualTo(1);
    assertThat(NAMES.wordWeight("CAFE")).isBetween(0.3, 0.5);
    assertThat(NAMES.wordWeight("SUBWAY")).isLessThan(NAMES.wordWeight("CAFE"));
    assertThat(NAMES.wordWeight("THE")).as("in all records").isBetween(0.0, 0.01);
    assertThat(NAMES.wordCount("THE")).isEqualTo(100);
    assertThat(NAMES.wordCount("ACME")).isEqualTo(1);
  }

  @Test
  void aWeight_isAboveZeroAndAtMostOne_forEachCountThereCanBe() {
    for (int records : new int[] {2, 3, 10, 1_000}) {
      double before = 2;
      for (int count = 1; count <= records; count++) {
        double weight = new TermTable(records, Map.of(), Map.of("X", count)).wordWeight("X");
        assertThat(weight).isGreaterThan(0).isLessThanOrEqualTo(1).isLessThan(before);
        before = weight;
      }
    }
  }

  @Test
  void withoutATable_eachWordWeighsOne() {
    assertThat(TermTable.EMPTY.wordWeight("THE")).isEqualTo(1);
    assertThat(new TermTable(1, Map.of(), Map.of()).wordWeight("THE")).isEqualTo(1);
  }

  @Test
  void aTable_staysAsItWas() {
    Map<String, Integer> counts = new HashMap<>(Map.of("SUBWAY", 40));
    TermTable table = new TermTable(100, counts, counts);
    counts.put("SUBWAY", 1);

    assertThat(table.others("SUBWAY")).isEqualTo(39.5);
    assertThat(table.wordCount("SUBWAY")).isEqualTo(40);
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> table.values().clear());
  }
}

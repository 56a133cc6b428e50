package io.linkgrid.clean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkgrid.clean.AddressWords.Suffix;
import io.linkgrid.clean.AddressWords.SuffixKind;
import io.linkgrid.model.LinkgridException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceTableTest {

  @Test
  void aMissingTable_isNamed() {
    assertThatThrownBy(() -> ResourceTable.rows("no-such.tsv", 1))
        .isInstanceOf(LinkgridException.class)
        .hasMessage("Table no-such.tsv is missing. The build is damaged; install it again.");
  }

  @Test
  void aRowWithTooFewColumns_isNamedWithItsLine() {
    assertThatThrownBy(() -> ResourceTable.rows("states.tsv", 2))
        .isInstanceOf(LinkgridException.class)
        .hasMessage(
            "Table states.tsv line 2: 1 columns, but the table has 2."
                + " The build is damaged; install it again.");
  }

  @Test
  void theSuffixTable_isLoadedWhole() {
    assertThat(AddressWords.INSTANCE.suffix("STREET")).isEqualTo(new Suffix("ST", SuffixKind.MAIN));
    assertThat(AddressWords.INSTANCE.suffix("PT")).isEqualTo(new Suffix("POINT", SuffixKind.NOUN));
    assertThat(AddressWords.INSTANCE.suffix("MISSION")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "street-suffixes.tsv,3,2",
    "unit-designators.tsv,4,3",
    "directions.tsv,2,1",
    "months.tsv,2,1"
  })
  void noSpelling_standsForTwoThings(String table, int columns, int variants) {
    Map<String, String> meanings = new HashMap<>();
    for (List<String> row : ResourceTable.rows(table, columns)) {
      assertThat(meanings.put(row.get(0), row.get(0))).as(row.get(0)).isNull();
      ResourceTable.words(row.get(variants))
          .forEach(variant -> assertThat(meanings.put(variant, row.get(0))).as(variant).isNull());
    }
    assertThat(meanings).isNotEmpty();
  }
}

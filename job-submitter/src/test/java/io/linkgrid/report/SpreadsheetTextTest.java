package io.linkgrid.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpreadsheetTextTest {
  @ParameterizedTest
  @ValueSource(strings = {"＝1+1", "＠x", "\nx", "'=1", "''=1", "'-x"})
  void whatIsRunOrLooksQuoted_isMadeText(String text) {
    assertThat(SpreadsheetText.harmless(text)).isEqualTo("'" + text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"'t Hooft", "'-12", "''", "'"})
  void aQuoteBeforeAnythingElse_staysAsItIs(String text) {
    assertThat(SpreadsheetText.harmless(text)).isEqualTo(text);
    assertThat(SpreadsheetText.plain(text)).isEqualTo(text);
  }

  @Test
  void everyText_comesBackAsItWas() {
    String characters = "'=+-@\t\r\n1.,e xé＝";
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(6); length > 0; length--) {
        text.append(characters.charAt(random.nextInt(characters.length())));
      }
      String written = SpreadsheetText.harmless(text.toString());
      assertThat(SpreadsheetText.plain(written)).isEqualTo(text.toString());
      assertThat(written).doesNotStartWith("=").doesNotStartWith("@").doesNotStartWith("\t");
    }
  }
}

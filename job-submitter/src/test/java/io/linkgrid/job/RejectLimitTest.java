package io.linkgrid.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkgrid.model.LinkgridException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RejectLimitTest {
  @Test
  void aLimit_isANumberOrAShare() {
    assertThat(RejectLimit.parse("500").of(1_000_000)).isEqualTo(500);
    assertThat(RejectLimit.parse("2.5%").of(1_000)).isEqualTo(25);
    assertThat(RejectLimit.parse("0%").of(1_000)).isZero();
    assertThat(RejectLimit.parse("100 %").of(1_000)).isEqualTo(1_000);
    assertThat(RejectLimit.USUAL.of(19)).isEqualTo(1);
    assertThat(RejectLimit.USUAL).hasToString("10%");
    assertThat(RejectLimit.parse("2.5%")).hasToString("2.5%");
    assertThat(RejectLimit.parse("500")).hasToString("500");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "101%", "ten", "1.5", "%", "1e9", "5%%"})
  void anythingElse_isRefused(String text) {
    assertThatThrownBy(() -> RejectLimit.parse(text))
        .isInstanceOf(LinkgridException.class)
        .hasMessage(
            "--max-rejects is '"
                + text
                + "', but a number of rows such as 500, or a share from 0% to 100% such as 2.5%,"
                + " was expected.");
  }
}

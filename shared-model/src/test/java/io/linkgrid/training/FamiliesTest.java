package io.linkgrid.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Names of one house are alike more often than names of one city. */
class FamiliesTest {
  @Test
  void atOnePlace_oneInTwentyIsOfAFamily_andEachLevelMoreAlikeHalfAsFrequent() {
    double[] shares = Families.atOnePlace(new double[] {0, 0, 0, 1});

    assertThat(shares)
        .containsExactly(
            new double[] {0.05 / 15, 0.05 * 2 / 15, 0.05 * 4 / 15, 0.95 + 0.05 * 8 / 15},
            within(1e-12));
  }

  @Test
  void atOnePlace_whatIsCommonAnywhere_staysSo() {
    double[] anywhere = {0.2, 0.3, 0.1, 0.4};

    double[] shares = Families.atOnePlace(anywhere);

    assertThat(Arrays.stream(shares).sum()).isCloseTo(1, within(1e-12));
    assertThat(shares).containsExactly(anywhere, within(0.02));
  }
}

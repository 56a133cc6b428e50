package io.linkgrid.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void ofThreeRuns_theMedianIsTheOneInTheMiddle_whateverTheOrder() {
    assertThat(Spread.of(List.of(9.0, 1.0, 2.0))).isEqualTo(new Spread(2, 1, 9));
  }

  @Test
  void ofFourRuns_theMedianLiesBetweenTheTwoInTheMiddle() {
    assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 100.0))).isEqualTo(new Spread(3, 1, 100));
  }

  @Test
  void ofOneRun_allThreeAreIt() {
    assertThat(Spread.of(List.of(7.5))).isEqualTo(new Spread(7.5, 7.5, 7.5));
  }

  @Test
  void ofNothing_thereIsNoMedian() {
    assertThatThrownBy(() -> Spread.of(List.of())).hasMessage("Nothing was measured");
    assertThatThrownBy(() -> Spread.of(List.of(1.0, Double.NaN)))
        .hasMessage("A measurement is a number: [1.0, NaN]");
  }
}

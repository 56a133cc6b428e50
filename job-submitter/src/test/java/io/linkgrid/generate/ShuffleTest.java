package io.linkgrid.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShuffleTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 63, 64, 65, 1000, 4097})
  void everyPlaceIsTakenOnce(long size) {
    Shuffle shuffle = new Shuffle(42, 0, size);

    assertThat(LongStream.range(0, size).map(shuffle::of).sorted().toArray())
        .containsExactly(LongStream.range(0, size).toArray());
  }

  @Test
  void anotherSeedOrNumberIsAnotherOrder() {
    List<Long> order = order(new Shuffle(42, 0, 100));

    assertThat(order(new Shuffle(42, 0, 100))).isEqualTo(order);
    assertThat(order(new Shuffle(43, 0, 100))).isNotEqualTo(order);
    assertThat(order(new Shuffle(42, 1, 100))).isNotEqualTo(order);
    assertThat(order).isNotEqualTo(LongStream.range(0, 100).boxed().toList());
  }

  @Test
  void positionOutside_isRefused() {
    assertThatThrownBy(() -> new Shuffle(42, 0, 10).of(10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A position is from 0 to 9, but found 10");
  }

  private static List<Long> order(Shuffle shuffle) {
    return LongStream.range(0, 100).map(shuffle::of).boxed().toList();
  }
}

package io.linkgrid.grid;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReferenceRoomTest {
  @Test
  void itsText_isThreeNumbers_andNoLimitIsTheLargest() {
    assertThat(new ReferenceRoom(1000, 700, 1).text()).isEqualTo("1000 700 1");
    assertThat(new ReferenceRoom(1000, 700, 1).isUnlimited()).isFalse();
    assertThat(new ReferenceRoom(1000, Long.MAX_VALUE, 2).isUnlimited()).isTrue();
    assertThat(ReferenceRoom.parse("1000 700 1")).isEqualTo(new ReferenceRoom(1000, 700, 1));
  }
}

package io.linkgrid.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkgrid.grid.ReferenceRoom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceLimitTest {
  private static final long HEAP = 1000L << 20;

  @ParameterizedTest
  @CsvSource({"70%, 734003200", "100%, 1048576000", "1%, 10485760"})
  void aShare_isRoomInBytes(String text, long room) {
    assertThat(ReferenceLimit.parse(text).orElseThrow().of(HEAP, 1))
        .isEqualTo(new ReferenceRoom(HEAP, room, 1));
  }

  @Test
  void off_isWithoutLimit() {
    assertThat(ReferenceLimit.parse("off").orElseThrow().of(HEAP, 1).isUnlimited()).isTrue();
    assertThat(ReferenceLimit.USUAL.of(HEAP, 1).isUnlimited()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0%", "101%", "70", "-1%", "off ", "1.5%", "600m"})
  void anythingElse_isNone(String text) {
    assertThat(ReferenceLimit.parse(text)).isEmpty();
  }
}

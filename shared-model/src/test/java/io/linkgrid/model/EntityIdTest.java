package io.linkgrid.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class EntityIdTest {
  @Test
  void everyNumberComesBack_andTextsSortAsUnsignedNumbersDo() {
    Random random = new Random(11);
    for (int i = 0; i < 10_000; i++) {
      long a = random.nextLong();
      long b = random.nextLong();
      assertThat(EntityId.parse(EntityId.text(a))).isEqualTo(a);
      assertThat(Integer.signum(EntityId.text(a).compareTo(EntityId.text(b))))
          .isEqualTo(Integer.signum(Long.compareUnsigned(a, b)));
    }
  }

  @Test
  void anythingElse_isRefusedWithAnExample() {
    assertThatThrownBy(() -> EntityId.parse("E12"))
        .hasMessage("'E12' is no entity id; one looks like E0A1B2C3D4E5F6");
    assertThatThrownBy(() -> EntityId.parse("E000000000000!"))
        .hasMessage("'E000000000000!' is no entity id; one looks like E0A1B2C3D4E5F6");
  }
}

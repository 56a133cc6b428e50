package io.linkgrid.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SharedTest {
  @Test
  void equalTexts_areMadeOnce_untilThereIsNoRoom() {
    Shared<Text> shared = new Shared<>(Text::new);

    Text first = shared.of("MAIN");
    for (int i = 0; i < 100_000; i++) {
      assertThat(shared.of("STREET" + i).string).isEqualTo("STREET" + i);
    }

    assertThat(shared.of("MAIN")).isSameAs(first);
    Text late = shared.of("LATE");
    assertThat(shared.of("LATE")).isNotSameAs(late);
    assertThat(late.is(shared.of("LATE"))).isTrue();
  }
}

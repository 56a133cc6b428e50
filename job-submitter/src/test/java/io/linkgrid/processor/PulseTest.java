package io.linkgrid.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class PulseTest {
  private static final UUID NODE = UUID.randomUUID();

  @Test
  void whoeverSeesNobodyForLong_isAlone() {
    Pulse pulse = Pulse.join(NODE, 1);
    pulse.enter();
    Pulse.Watch watch = pulse.watch();
    pulse.leave();

    assertThat(looks(watch, Pulse.LONELY_LOOKS)).isFalse();
    assertThat(watch.seesNoLife()).isTrue();
    pulse.part();
  }

  @Test
  void aVertexThatWorks_isLife_howeverLongItTakes() {
    Pulse pulse = Pulse.join(NODE, 2);
    pulse.enter();

    assertThat(looks(pulse.watch(), 3 * Pulse.LONELY_LOOKS)).isFalse();
    pulse.part();
  }

  @Test
  void aVertexThatIsCalledNowAndThen_isLife() {
    Pulse pulse = Pulse.join(NODE, 3);
    Pulse.Watch watch = pulse.watch();

    for (int i = 0; i < 3; i++) {
      assertThat(looks(watch, Pulse.LONELY_LOOKS - 1)).isFalse();
      pulse.beat();
    }
    pulse.part();
  }

  @Test
  void whenOneHasFailed_nobodyWaitsAnyMore() {
    Pulse pulse = Pulse.join(NODE, 6);
    pulse.enter();
    pulse.end();

    assertThat(pulse.watch().seesNoLife()).isTrue();
    pulse.part();
  }

  @Test
  void verticesOfOneExecutionOnANode_shareAPulse_untilTheLastHasParted() {
    Pulse first = Pulse.join(NODE, 4);
    Pulse second = Pulse.join(NODE, 4);

    assertThat(second).isSameAs(first);
    assertThat(Pulse.join(NODE, 5)).isNotSameAs(first);
    assertThat(Pulse.join(UUID.randomUUID(), 4)).isNotSameAs(first);

    first.part();
    assertThat(Pulse.join(NODE, 4)).isSameAs(first);
    first.part();
    second.part();
    assertThat(Pulse.join(NODE, 4)).isNotSameAs(first);
  }

  /** Looks so often; returns whether any of them saw no life. */
  private static boolean looks(Pulse.Watch watch, int times) {
    boolean alone = false;
    for (int i = 0; i < times; i++) {
      alone |= watch.seesNoLife();
    }
    return alone;
  }
}

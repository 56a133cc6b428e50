package io.linkgrid.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class PulseTest {
  private static final UUID NODE = UUID.randomUUID();

  @Test
  void whoeverSeesNobodyForLong_isAlone() {
    Pulse pulse = Pulse.join(NODE, 1, PulseTest::nobodyLeft);
    pulse.enter();
    Pulse.Watch watch = pulse.watch();
    pulse.leave();

    assertThat(looks(watch, Pulse.LONELY_LOOKS)).isFalse();
    assertThat(watch.seesNoLife()).isTrue();
    pulse.part();
  }

  @Test
  void aVertexThatWorks_isLife_howeverLongItTakes() {
    Pulse pulse = Pulse.join(NODE, 2, PulseTest::nobodyLeft);
    pulse.enter();

    assertThat(looks(pulse.watch(), 3 * Pulse.LONELY_LOOKS)).isFalse();
    pulse.part();
  }

  @Test
  void aVertexThatIsCalledNowAndThen_isLife() {
    Pulse pulse = Pulse.join(NODE, 3, PulseTest::nobodyLeft);
    Pulse.Watch watch = pulse.watch();

    for (int i = 0; i < 3; i++) {
      assertThat(looks(watch, Pulse.LONELY_LOOKS - 1)).isFalse();
      pulse.beat();
    }
    pulse.part();
  }

  @Test
  void whenOneHasFailed_nobodyWaitsAnyMore() {
    Pulse pulse = Pulse.join(NODE, 6, PulseTest::nobodyLeft);
    pulse.enter();
    pulse.end();

    assertThat(pulse.watch().seesNoLife()).isTrue();
    pulse.part();
  }

  @Test
  void aNodeThatLeft_isSeenByAllWhoWait_howeverBusyTheOthersAre() {
    AtomicBoolean gone = new AtomicBoolean();
    Pulse pulse = Pulse.join(NODE, 7, gone::get);
    pulse.enter();
    Pulse.Watch first = pulse.watch();
    Pulse.Watch second = pulse.watch();

    assertThat(looksAtAll(first, 3 * Pulse.LOOKS_A_ROLL_CALL)).isFalse();
    gone.set(true);

    assertThat(looksAtAll(first, Pulse.LOOKS_A_ROLL_CALL)).isTrue();
    assertThat(second.seesSomeoneGone()).isTrue();
    assertThat(first.seesNoLife()).isFalse();
    pulse.part();
  }

  @Test
  void verticesOfOneExecutionOnANode_shareAPulse_untilTheLastHasParted() {
    Pulse first = Pulse.join(NODE, 4, PulseTest::nobodyLeft);
    Pulse second = Pulse.join(NODE, 4, PulseTest::nobodyLeft);

    assertThat(second).isSameAs(first);
    assertThat(Pulse.join(NODE, 5, PulseTest::nobodyLeft)).isNotSameAs(first);
    assertThat(Pulse.join(UUID.randomUUID(), 4, PulseTest::nobodyLeft)).isNotSameAs(first);

    first.part();
    assertThat(Pulse.join(NODE, 4, PulseTest::nobodyLeft)).isSameAs(first);
    first.part();
    second.part();
    assertThat(Pulse.join(NODE, 4, PulseTest::nobodyLeft)).isNotSameAs(first);
  }

  private static boolean nobodyLeft() {
    return false;
  }

  /** Looks so often; returns whether any of them saw no life. */
  private static boolean looks(Pulse.Watch watch, int times) {
    boolean alone = false;
    for (int i = 0; i < times; i++) {
      alone |= watch.seesNoLife();
    }
    return alone;
  }

  private static boolean looksAtAll(Pulse.Watch watch, int times) {
    boolean gone = false;
    for (int i = 0; i < times; i++) {
      gone |= watch.seesSomeoneGone();
    }
    return gone;
  }
}

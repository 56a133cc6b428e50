package io.linkgrid.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.linkgrid.grid.ReferenceRoom;
import io.linkgrid.job.ReferenceMemory.Asked;
import io.linkgrid.job.ReferenceMemory.Sampled;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A million diners, each under five keys, of 100 bytes in a block and 2,000 prepared. */
class ReferenceMemoryTest {
  private static final long MILLION = 1_000_000;
  private static final long GIGABYTE = 1L << 30;
  private static final ReferenceRoom ROOM = new ReferenceRoom(GIGABYTE, GIGABYTE / 100 * 70, 1);

  private final ReferenceMemory diners =
      new ReferenceMemory(List.of(new Sampled(5, 100, 2_000), new Sampled(5, 100, 2_000)));

  @Test
  void oneNode_holdsAll_andHasNobodyForACopy() {
    assertThat(diners.onEachOf(1, 1, MILLION)).isEqualTo(MILLION * (500 + 2_000));
  }

  @Test
  void severalNodes_shareTheBlocks_keepCopies_andPrepareMostMentionsEach() {
    // Of five keys one of two nodes owns none in one case of 32.
    assertThat(diners.onEachOf(2, 1, MILLION))
        .isCloseTo(MILLION * (500 + 2_000 * 31 / 32), within(MILLION));
    assertThat(diners.onEachOf(2, 0, MILLION))
        .isCloseTo(MILLION * (250 + 2_000 * 31 / 32), within(MILLION));
    assertThat(diners.onEachOf(8, 1, MILLION)).isLessThan(MILLION * 1_250);
  }

  @Test
  void withoutMentions_nothingIsNeeded() {
    assertThat(new ReferenceMemory(List.of()).onEachOf(2, 1, 0)).isZero();
  }

  @Test
  void whatFits_isLoaded() {
    assertThatCode(() -> refuse(asked(280_000, 0, 1), ROOM)).doesNotThrowAnyException();
    assertThatCode(
            () -> refuse(asked(MILLION, 0, 1), new ReferenceRoom(GIGABYTE, Long.MAX_VALUE, 1)))
        .doesNotThrowAnyException();
  }

  @Test
  void whatDoesNotFit_isRefused_withTheHeapOrTheNodesThatWouldDo() {
    assertThatThrownBy(() -> refuse(asked(MILLION, 0, 2), ROOM))
        .isInstanceOfSatisfying(
            LinkgridException.class, e -> assertThat(e.kind()).isEqualTo(Kind.GRID))
        .hasMessage(
            "The reference of 'diners', 1,000,000 mentions, needs about 2,325 MB on each of 2 nodes,"
                + " and 10.1.1.1:5701 has room for 716 MB of its heap of 1,024 MB. It was not loaded,"
                + " and what was written is kept. Give each node a heap of 3328m (--heap 3328m with"
                + " --nodes, else LINKGRID_JAVA_OPTS=-Xmx3328m), or start 13 nodes of this size, and"
                + " run again. LINKGRID_MAX_REFERENCE=off on the nodes does without this check.");
  }

  @Test
  void otherSchemasOnTheSameNodes_count_andTooFewNodesAreNotRecommended() {
    ReferenceRoom small = new ReferenceRoom(GIGABYTE / 8, GIGABYTE / 16, 1);

    assertThatThrownBy(() -> refuse(asked(MILLION, 2 * MILLION, 1), small))
        .hasMessageStartingWith(
            "The reference of 'diners', 1,000,000 mentions (and 2,000,000 of other schemas), needs"
                + " about 7,153 MB on each of 1 node, and 10.1.1.1:5701 has room for 64 MB of its heap"
                + " of 128 MB. ")
        .hasMessageContaining(
            " (--heap 14336m with --nodes, else LINKGRID_JAVA_OPTS=-Xmx14336m),"
                + " and run again.");
  }

  private static Asked asked(long mentions, long others, int nodes) {
    return new Asked("diners", mentions, others, nodes, "10.1.1.1:5701");
  }

  private void refuse(Asked asked, ReferenceRoom room) {
    diners.refuseTooLarge(asked, room);
  }
}

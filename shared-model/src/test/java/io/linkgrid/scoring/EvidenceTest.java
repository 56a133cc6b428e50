package io.linkgrid.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Evidence is about entities, and the way in which it was collected does not show. */
class EvidenceTest {
  private static final long SEED = 7;
  private static final int TRIALS = 500;

  private static Candidate candidate(long entity, double weight) {
    return new Candidate(entity, weight);
  }

  @Test
  void nothingFound_changesNothing() {
    Evidence evidence = Evidence.NONE.with(List.of(candidate(1, 3)));

    assertThat(evidence.with(List.of())).isSameAs(evidence);
  }

  @Test
  void anEntity_countsOnce_withItsMostAlikeMention() {
    Evidence evidence =
        Evidence.NONE
            .with(List.of(candidate(1, 3), candidate(2, 4), candidate(1, 9)))
            .with(List.of(candidate(2, 1), candidate(1, 5)));

    assertThat(evidence.best()).containsExactly(candidate(1, 9), candidate(2, 4));
    assertThat(evidence.otherOdds()).isZero();
  }

  @Test
  void ofEquallyHeavyOnes_theSmallerIdIsFirst_asUnsignedNumbersGo() {
    assertThat(
            Evidence.NONE.with(List.of(candidate(-1, 3), candidate(7, 3), candidate(2, 3))).best())
        .containsExactly(candidate(2, 3), candidate(7, 3), candidate(-1, 3));
  }

  @Test
  void whoIsNotKept_isKeptInTheSumOfOdds() {
    List<Candidate> found = new ArrayList<>();
    for (int entity = 1; entity <= Evidence.KEPT; entity++) {
      found.add(candidate(entity, 10));
    }
    found.add(candidate(100, 3));
    found.add(candidate(101, 1));

    Evidence evidence = Evidence.NONE.with(found);

    assertThat(evidence.best()).hasSize(Evidence.KEPT).allMatch(c -> c.weight() == 10);
    assertThat(evidence.otherOdds()).isEqualTo(8 + 2);
  }

  @Test
  void anEntityOfManyMentions_thatIsNotKept_countsOnceAsWell() {
    List<Candidate> found = new ArrayList<>();
    for (int entity = 1; entity <= Evidence.KEPT; entity++) {
      found.add(candidate(entity, 10));
    }
    for (int mention = 0; mention < 50; mention++) {
      found.add(candidate(100, 3));
    }

    assertThat(Evidence.NONE.with(found).otherOdds()).isEqualTo(8);
  }

  @Test
  void theOrderWithinABlock_doesNotShow() {
    Random random = new Random(SEED);
    for (int trial = 0; trial < TRIALS; trial++) {
      List<Candidate> found = candidates(random, random.nextInt(40), 20);
      Evidence expected = Evidence.NONE.with(found);
      Collections.shuffle(found, random);

      assertThat(Evidence.NONE.with(found)).isEqualTo(expected);
    }
  }

  @Test
  void theWayInWhichBlocksCutIt_doesNotShow_asLongAsAllAreKept() {
    Random random = new Random(SEED);
    for (int trial = 0; trial < TRIALS; trial++) {
      List<Candidate> found = candidates(random, random.nextInt(30), Evidence.KEPT);
      Evidence expected = Evidence.NONE.with(found);
      Collections.shuffle(found, random);

      assertThat(inTwoBlocks(found, random)).isEqualTo(expected);
    }
  }

  @Test
  void theWayInWhichBlocksCutIt_doesNotShow_whenEachEntityHasOneMention() {
    Random random = new Random(SEED);
    for (int trial = 0; trial < TRIALS; trial++) {
      List<Candidate> found = new ArrayList<>();
      for (int entity = 0; entity < 30; entity++) {
        found.add(candidate(entity, random.nextInt(40) / 2.0));
      }
      Evidence expected = Evidence.NONE.with(found);
      Collections.shuffle(found, random);
      Evidence cut = inTwoBlocks(found, random);

      assertThat(cut.best()).isEqualTo(expected.best());
      assertThat(cut.otherOdds()).isCloseTo(expected.otherOdds(), within(1e-6));
    }
  }

  private static Evidence inTwoBlocks(List<Candidate> found, Random random) {
    int cut = random.nextInt(found.size() + 1);
    return Evidence.NONE.with(found.subList(0, cut)).with(found.subList(cut, found.size()));
  }

  private static List<Candidate> candidates(Random random, int count, int entities) {
    List<Candidate> found = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      found.add(candidate(random.nextInt(entities), random.nextInt(40) / 2.0 - 6));
    }
    return found;
  }

  @Test
  void anEntityToWhichTheMentionDoesNotBelong_isAsIfItHadNotBeenFound() {
    Evidence evidence =
        Evidence.NONE.with(List.of(new Candidate(1, 9), new Candidate(2, 7), new Candidate(3, 5)));

    assertThat(evidence.without(Set.of(1L, 4L)))
        .isEqualTo(Evidence.NONE.with(List.of(new Candidate(2, 7), new Candidate(3, 5))));
    assertThat(evidence.without(Set.of())).isEqualTo(evidence);
  }
}

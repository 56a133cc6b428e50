package io.linkgrid.evaluation;

import static io.linkgrid.evaluation.Evaluation.NONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.linkgrid.evaluation.Evaluation.Mistake;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluationTest {
  private static final int ACME = 10;
  private static final int BLUE_LANTERN = 11;
  private static final int E1 = 1;
  private static final int E2 = 2;

  @Test
  void everythingFound_isPerfect() {
    int[] truth = {ACME, BLUE_LANTERN, ACME, ACME};
    int[] found = {E2, E1, E2, E2};

    PairCounts counts = Evaluation.rowPairs(truth, found);

    assertThat(counts).isEqualTo(new PairCounts(3, 0, 0));
    assertThat(counts.f1()).isEqualTo(1);
  }

  @Test
  void acmeTornApartAndOneLanternTakenIn_countsBothKindsOfMistake() {
    int[] truth = {ACME, ACME, ACME, BLUE_LANTERN, BLUE_LANTERN};
    int[] found = {E1, E1, E2, E1, E2};

    PairCounts counts = Evaluation.rowPairs(truth, found);

    // linked: 3 pairs in E1 and 1 in E2; only the two Acmes in E1 belong together
    assertThat(counts).isEqualTo(new PairCounts(1, 3, 3));
    assertThat(counts.precision()).isEqualTo(0.25);
    assertThat(counts.recall()).isEqualTo(0.25);
    assertThat(counts.f1()).isEqualTo(0.25);
  }

  @Test
  void rowsInReview_areAloneAndNotTogether() {
    int[] truth = {ACME, ACME, ACME};
    int[] found = {NONE, NONE, E1};

    assertThat(Evaluation.rowPairs(truth, found)).isEqualTo(new PairCounts(0, 0, 3));
  }

  @Test
  void nothingToLinkAndNothingLinked_isPerfect() {
    PairCounts counts = Evaluation.rowPairs(new int[0], new int[0]);

    assertThat(counts.precision()).isEqualTo(1);
    assertThat(counts.recall()).isEqualTo(1);
    assertThat(counts.f1()).isEqualTo(1);
  }

  @Test
  void nothingLinked_hasNoRecallAndNoF1() {
    PairCounts counts = new PairCounts(0, 0, 7);

    assertThat(counts.precision()).isEqualTo(1);
    assertThat(counts.recall()).isEqualTo(0);
    assertThat(counts.f1()).isEqualTo(0);
  }

  @Test
  void f1_isTheHarmonicMeanOfPrecisionAndRecall() {
    PairCounts counts = new PairCounts(6, 2, 4);

    assertThat(counts.f1())
        .isCloseTo(
            2 * counts.precision() * counts.recall() / (counts.precision() + counts.recall()),
            within(1e-12));
  }

  @Test
  void aMillionRowsInOneEntity_doNotOverflow() {
    int[] same = new int[1_000_000];

    assertThat(Evaluation.rowPairs(same, same)).isEqualTo(new PairCounts(499_999_500_000L, 0, 0));
  }

  @Test
  void exactRepeats_countOnceAmongMentions() {
    // Acme is written in two ways, the first of them five times
    int[] mentions = {0, 0, 0, 0, 0, 1};
    int[] truth = {ACME, ACME, ACME, ACME, ACME, ACME};
    int[] found = {E1, E1, E1, E1, E1, E2};

    assertThat(Evaluation.rowPairs(truth, found)).isEqualTo(new PairCounts(10, 0, 5));
    assertThat(Evaluation.mentionPairs(mentions, truth, found)).isEqualTo(new PairCounts(0, 0, 1));
  }

  @Test
  void twoOwnersWithTheSameTexts_areNoPairOfMentions() {
    int[] mentions = {0, 0, 1};
    int[] truth = {ACME, BLUE_LANTERN, ACME};
    int[] found = {E1, E1, E1};

    assertThat(Evaluation.mentionPairs(mentions, truth, found)).isEqualTo(new PairCounts(1, 1, 0));
    assertThat(Evaluation.indistinguishablePairs(mentions, truth, found)).isEqualTo(1);
  }

  @Test
  void mentionWhoseRowsDisagree_goesWithMostOfThem() {
    int[] mentions = {0, 0, 0, 1};
    int[] truth = {ACME, ACME, ACME, ACME};

    assertThat(Evaluation.mentionPairs(mentions, truth, new int[] {E1, E1, E2, E1}))
        .isEqualTo(new PairCounts(1, 0, 0));
    assertThat(Evaluation.mentionPairs(mentions, truth, new int[] {NONE, NONE, E1, E1}))
        .isEqualTo(new PairCounts(0, 0, 1));
  }

  @Test
  void recordsAgainstTheReference_aWrongLinkCountsTwice() {
    int[] referenceTruth = {ACME, BLUE_LANTERN};
    int[] referenceFound = {E1, E2};
    int unknown = 12;
    int founded = 3;

    // right; wrong; missed; rightly new; wrongly linked
    int[] recordTruth = {ACME, ACME, BLUE_LANTERN, unknown, unknown};
    int[] recordFound = {E1, E2, NONE, founded, E1};

    assertThat(Evaluation.linkPairs(referenceTruth, referenceFound, recordTruth, recordFound))
        .isEqualTo(new PairCounts(1, 2, 2));
  }

  @Test
  void worstMistakes_comeFirstAndNameTheMostFrequentTexts() {
    int[] mentions = {0, 1, 1, 2, 2, 3, 4};
    int[] truth = {ACME, ACME, ACME, BLUE_LANTERN, BLUE_LANTERN, 12, ACME};
    int[] found = {E1, E1, E1, E1, E1, E1, NONE};

    assertThat(Evaluation.worstFalseMerges(mentions, truth, found, 10))
        .containsExactly(new Mistake(1, 3, 6), new Mistake(1, 5, 3));
    assertThat(Evaluation.worstFalseMerges(mentions, truth, found, 1))
        .containsExactly(new Mistake(1, 3, 6));
    assertThat(Evaluation.worstMisses(mentions, truth, found, 10))
        .containsExactly(new Mistake(1, 6, 3));
  }

  @Test
  void acmeThatWasNeverLinked_isAMissOfEachOtherSpelling() {
    int[] mentions = {0, 1, 1};
    int[] truth = {ACME, ACME, ACME};
    int[] found = {NONE, NONE, NONE};

    assertThat(Evaluation.worstMisses(mentions, truth, found, 10))
        .containsExactly(new Mistake(1, 0, 2));
  }

  @Test
  void labelingsOfDifferentRows_areRefused() {
    assertThatThrownBy(() -> Evaluation.rowPairs(new int[3], new int[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Two labelings of the same rows have the same length, but found 3 and 2");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void countsFromGroupSizes_areThoseOfListingEveryPair(long seed) {
    Random random = new Random(seed);
    int rows = random.nextInt(120);
    int[] mentions = labels(random, rows, 25, 0);
    int[] truth = labels(random, rows, 12, 0.1);
    int[] found = labels(random, rows, 9, 0.2);

    assertThat(Evaluation.rowPairs(truth, found)).isEqualTo(listRowPairs(truth, found));
    assertThat(Evaluation.mentionPairs(mentions, truth, found))
        .isEqualTo(listMentionPairs(mentions, truth, found));
    assertThat(Evaluation.indistinguishablePairs(mentions, truth, found))
        .isEqualTo(listIndistinguishable(mentions, truth, found));
    int middle = rows / 3;
    assertThat(
            Evaluation.linkPairs(
                Arrays.copyOf(truth, middle),
                Arrays.copyOf(found, middle),
                Arrays.copyOfRange(truth, middle, rows),
                Arrays.copyOfRange(found, middle, rows)))
        .isEqualTo(listLinkPairs(truth, found, middle));
  }

  private static int[] labels(Random random, int rows, int different, double none) {
    return IntStream.range(0, rows)
        .map(row -> random.nextDouble() < none ? NONE : random.nextInt(different))
        .toArray();
  }

  private static boolean same(int[] labels, int i, int j) {
    return labels[i] != NONE && labels[i] == labels[j];
  }

  private static PairCounts count(boolean[]... belongingAndLinked) {
    long both = 0;
    long linkedOnly = 0;
    long belongingOnly = 0;
    for (boolean[] pair : belongingAndLinked) {
      both += pair[0] && pair[1] ? 1 : 0;
      linkedOnly += !pair[0] && pair[1] ? 1 : 0;
      belongingOnly += pair[0] && !pair[1] ? 1 : 0;
    }
    return new PairCounts(both, linkedOnly, belongingOnly);
  }

  private static PairCounts listRowPairs(int[] truth, int[] found) {
    List<boolean[]> pairs = new ArrayList<>();
    for (int i = 0; i < truth.length; i++) {
      for (int j = i + 1; j < truth.length; j++) {
        pairs.add(new boolean[] {same(truth, i, j), same(found, i, j)});
      }
    }
    return count(pairs.toArray(new boolean[0][]));
  }

  private static PairCounts listLinkPairs(int[] truth, int[] found, int middle) {
    List<boolean[]> pairs = new ArrayList<>();
    for (int i = 0; i < middle; i++) {
      for (int j = middle; j < truth.length; j++) {
        pairs.add(new boolean[] {same(truth, i, j), same(found, i, j)});
      }
    }
    return count(pairs.toArray(new boolean[0][]));
  }

  private record Spelling(int mention, int truth) {}

  private static PairCounts listMentionPairs(int[] mentions, int[] truth, int[] found) {
    Map<Spelling, TreeMap<Integer, Integer>> votes = new HashMap<>();
    for (int row = 0; row < truth.length; row++) {
      votes
          .computeIfAbsent(new Spelling(mentions[row], truth[row]), key -> new TreeMap<>())
          .merge(found[row], 1, Integer::sum);
    }
    List<Spelling> spellings = new ArrayList<>(votes.keySet());
    int[] entity = new int[spellings.size()];
    int[] trueLabel = new int[spellings.size()];
    for (int i = 0; i < entity.length; i++) {
      Map<Integer, Integer> vote = votes.get(spellings.get(i));
      int most = vote.values().stream().max(Integer::compare).orElseThrow();
      entity[i] =
          vote.entrySet().stream()
              .filter(entry -> entry.getValue() == most)
              .findFirst()
              .orElseThrow()
              .getKey();
      trueLabel[i] = spellings.get(i).truth();
    }
    List<boolean[]> pairs = new ArrayList<>();
    for (int i = 0; i < entity.length; i++) {
      for (int j = i + 1; j < entity.length; j++) {
        if (spellings.get(i).mention() != spellings.get(j).mention()) {
          pairs.add(new boolean[] {same(trueLabel, i, j), same(entity, i, j)});
        }
      }
    }
    return count(pairs.toArray(new boolean[0][]));
  }

  private static long listIndistinguishable(int[] mentions, int[] truth, int[] found) {
    long pairs = 0;
    for (int i = 0; i < truth.length; i++) {
      for (int j = i + 1; j < truth.length; j++) {
        pairs += mentions[i] == mentions[j] && same(found, i, j) && !same(truth, i, j) ? 1 : 0;
      }
    }
    return pairs;
  }
}

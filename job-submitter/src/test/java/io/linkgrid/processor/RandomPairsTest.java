package io.linkgrid.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkgrid.blocking.BlockingKey;
import io.linkgrid.blocking.KeyMaker;
import io.linkgrid.comparison.MentionComparison;
import io.linkgrid.model.Mention;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.SpecReader;
import io.linkgrid.spec.TermTable;
import io.linkgrid.training.Trained;
import io.linkgrid.training.Trainer;
import io.linkgrid.training.TrainingPairs;
import io.linkgrid.training.Untrained;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** Random pairs are what one would get who drew and compared them one after the other. */
class RandomPairsTest {
  private static final int DRAWS = 1_000_000;
  private static final int REFERENCE = 40;
  private static final String[] NAMES = {
    "BLUE WHALE CAFE", "BLUE WALE CAFE", "OLD MILL", "MILL OLD THE", "GOLDEN 7 STARS", ""
  };

  private static final LinkSpec SPEC =
      SpecReader.parse(
          """
          name: made
          record-id: id
          attributes:
            name: {column: name, type: business-name}
            code: {column: code, type: code}
            zip: {column: zip, type: us-zip}
          blocking:
            - {name: code, key: [code]}
          """,
          "made.yaml");

  private static final List<TermTable> TERMS =
      Collections.nCopies(SPEC.attributes().size(), TermTable.EMPTY);
  private static final LinkSpec COUNTED = Untrained.counted(SPEC, TERMS);

  private static List<Mention> mentions(int seed, long firstId, int count) {
    Random random = new Random(seed);
    List<Mention> mentions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      mentions.add(
          new Mention(
              firstId + 7L * i,
              List.of(
                  NAMES[random.nextInt(NAMES.length)],
                  "A" + (10 + random.nextInt(15)),
                  random.nextInt(4) == 0 ? "" : "9411" + random.nextInt(4))));
    }
    return mentions;
  }

  private static TrainingPairs atOnce(List<Mention> left, List<Mention> right) {
    TrainingPairs pairs = pairs();
    new RandomPairs(COUNTED, left, right).addTo(pairs);
    return pairs;
  }

  private static TrainingPairs oneByOne(List<Mention> left, List<Mention> right) {
    MentionComparison comparison = new MentionComparison(COUNTED);
    KeyMaker keyMaker = new KeyMaker(COUNTED);
    List<Mention> ones = left.stream().sorted(Comparator.comparingLong(Mention::id)).toList();
    List<Mention> others = right.stream().sorted(Comparator.comparingLong(Mention::id)).toList();
    TrainingPairs pairs = pairs();
    long state = 1;
    for (int i = 0; i < DRAWS; i++) {
      state = state * 6364136223846793005L + 1442695040888963407L;
      Mention one = ones.get((int) Long.remainderUnsigned(state >>> 33, ones.size()));
      state = state * 6364136223846793005L + 1442695040888963407L;
      Mention other = others.get((int) Long.remainderUnsigned(state >>> 33, others.size()));
      if (one.id() == other.id()) {
        continue;
      }
      List<Long> keys = keyMaker.keys(one).stream().map(BlockingKey::hash).toList();
      if (keyMaker.keys(other).stream().map(BlockingKey::hash).anyMatch(keys::contains)) {
        pairs.addRandomCandidates(1);
      } else {
        pairs.addRandom(comparison.pattern(comparison.prepare(one), comparison.prepare(other)), 1);
      }
    }
    return pairs;
  }

  /** With one candidate, so that there is something to learn. */
  private static TrainingPairs pairs() {
    TrainingPairs pairs = new TrainingPairs(REFERENCE);
    pairs.addCandidates(1, 0x111, 0, 1);
    return pairs;
  }

  private static Trained learnt(TrainingPairs pairs) {
    return Trainer.train(SPEC, TERMS, pairs, true);
  }

  @Test
  void drawnFirstAndComparedTogether_theyAreThoseOfOneAfterTheOther() {
    List<Mention> left = mentions(1, -100, 30);
    List<Mention> right = mentions(2, 1_000, REFERENCE);

    TrainingPairs pairs = atOnce(left, right);

    assertThat(pairs.randomPairs()).isEqualTo(DRAWS);
    assertThat(learnt(pairs)).isEqualTo(learnt(oneByOne(left, right)));
    assertThat(learnt(pairs)).isNotEqualTo(learnt(pairs()));
  }

  @Test
  void amongOneSet_noMentionMeetsItself_andTheOrderDoesNotMatter() {
    List<Mention> mentions = mentions(3, -50, REFERENCE);
    List<Mention> shuffled = new ArrayList<>(mentions);
    Collections.shuffle(shuffled, new Random(4));

    TrainingPairs pairs = atOnce(mentions, mentions);
    TrainingPairs again = atOnce(shuffled, mentions);

    assertThat(pairs.randomPairs()).isLessThan(DRAWS).isEqualTo(again.randomPairs());
    assertThat(learnt(pairs))
        .isEqualTo(learnt(again))
        .isEqualTo(learnt(oneByOne(mentions, mentions)));
  }

  @Test
  void whereOneSideIsEmpty_thereAreNone() {
    assertThat(atOnce(List.of(), mentions(5, 0, 3)).randomPairs()).isZero();
    assertThat(atOnce(mentions(5, 0, 3), List.of()).randomPairs()).isZero();
  }

  @Test
  void whoIsInterrupted_stopsAndSaysSo() {
    RandomPairs random = new RandomPairs(COUNTED, mentions(6, 0, 3), mentions(7, 100, 3));
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> random.addTo(pairs()))
          .isInstanceOf(CancellationException.class)
          .hasMessage("Interrupted while random pairs were compared.");
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      Thread.interrupted();
    }
  }
}

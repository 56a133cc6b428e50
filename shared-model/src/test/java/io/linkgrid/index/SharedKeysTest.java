package io.linkgrid.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkgrid.blocking.Keys;
import io.linkgrid.comparison.MentionComparison;
import io.linkgrid.comparison.PreparedMention;
import io.linkgrid.model.RandomMentions;
import io.linkgrid.spec.HandWeights;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who shares a key is counted as by a look at each. */
class SharedKeysTest {
  private static final long OF_ALL = 77L << 40;

  @ParameterizedTest
  @CsvSource({"1, 0", "300, 0", "300, 60", "2000, 1000"})
  void whoHasOneOfTheFirstKeys_countsOnce_behindAnyPlace(int size, int alikeAbove) {
    SplittableRandom random = new SplittableRandom(4);
    // Where some keys are alike in their upper halves, those are not the same.
    long[] vocabulary =
        LongStream.range(0, 500)
            .map(i -> i < alikeAbove ? (1 + i / 2) << 32 | i : random.nextLong())
            .toArray();
    PreparedMention values =
        new MentionComparison(HandWeights.restaurants().parse())
            .prepare(RandomMentions.of(1, 5).get(0));
    List<IndexedMention> mentions =
        IntStream.range(0, size)
            .mapToObj(i -> new IndexedMention(i, values, keys(random, vocabulary, true)))
            .toList();
    IndexedMention[] amongOthers = new IndexedMention[size + 7];
    Arrays.fill(amongOthers, mentions.get(0));
    IntStream.range(0, size).forEach(i -> amongOthers[3 + i] = mentions.get(i));
    SharedKeys shared = new SharedKeys(OF_ALL, amongOthers, 3, 3 + size);

    long sharing = 0;
    for (int i = 0; i < 500; i++) {
      long[] ofProbe = keys(random, vocabulary, false).hashes();
      int place = random.nextInt(-1, size);
      int count = random.nextInt(ofProbe.length + 1);
      long expected =
          mentions.stream()
              .skip(place + 1)
              .filter(m -> IndexedMention.shareOneOfTheFirst(count, ofProbe, m.keys().hashes()))
              .count();
      assertThat(shared.sharingBehind(place, count, ofProbe)).isEqualTo(expected);
      sharing += expected;
    }
    assertThat(sharing).as("those who share").isGreaterThan(size);
  }

  private static Keys keys(SplittableRandom random, long[] vocabulary, boolean withThatOfAll) {
    long[] some =
        random.ints(6, 0, vocabulary.length).mapToLong(i -> vocabulary[i]).distinct().toArray();
    if (withThatOfAll) {
      some[random.nextInt(some.length)] = OF_ALL;
    }
    return new Keys(some, new short[some.length]);
  }
}

package io.linkgrid.blocking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkgrid.blocking.FirstKeyPairs.Pairs;
import io.linkgrid.model.Mention;
import io.linkgrid.spec.BlockingRule;
import io.linkgrid.spec.KeyPart;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.SpecReader;
import io.linkgrid.spec.SpecText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyCountsTest {
  private static final int MENTIONS = 50_000;

  @Test
  void aTally_countsEachKeyByTurn_andNamesTheSmallestMention() {
    KeyTally tally = new KeyTally(2);
    Map<Long, String> expected = new HashMap<>();
    Map<Long, int[]> counts = new HashMap<>();
    Map<Long, Long> smallest = new HashMap<>();
    Random random = new Random(7);
    for (int i = 0; i < MENTIONS; i++) {
      long mention = random.nextLong();
      // Few of some keys and many of others, 0 among them.
      long key = random.nextInt(4) == 0 ? random.nextInt(3) : random.nextLong(10_000);
      int turn = random.nextInt(2);
      tally.add(turn, (int) (key % 3), key, mention);
      counts.computeIfAbsent(key, k -> new int[2])[turn]++;
      smallest.merge(key, mention, Math::min);
    }
    counts.forEach(
        (key, of) ->
            expected.put(key, key % 3 + ": " + List.of(of[0], of[1]) + " " + smallest.get(key)));

    Map<Long, String> found = new HashMap<>();
    tally.forEach(
        (rule, key, of, witness) ->
            assertThat(found.put(key, rule + ": " + List.of(of[0], of[1]) + " " + witness))
                .as("a key is given once")
                .isNull());

    assertThat(found).isEqualTo(expected).hasSize(tally.size());
  }

  @Test
  void aTallyWithoutTurns_isRefused() {
    assertThatThrownBy(() -> new KeyTally(0))
        .hasMessage("Mentions come in at least one turn, not in 0");
  }

  /** Few mentions are counted pair by pair, many by subsets; both against a plain loop. */
  @ParameterizedTest
  @CsvSource({"0,3,2", "5,4,3", "40,30,6", "0,700,4", "300,400,3", "500,500,9"})
  void pairs_countUnderTheirFirstCommonKeyAlone(int reference, int fresh, int mostEarlier) {
    Random random = new Random(reference * 31L + fresh);
    List<Set<Long>> known = keys(reference, mostEarlier, random);
    List<Set<Long>> came = keys(fresh, mostEarlier, random);
    FirstKeyPairs pairs = new FirstKeyPairs();
    known.forEach(earlier -> pairs.addReference(numbers(earlier)));
    came.forEach(earlier -> pairs.addNew(numbers(earlier)));
    long withReference = 0;
    long amongNew = 0;
    for (int i = 0; i < came.size(); i++) {
      for (Set<Long> other : known) {
        withReference += came.get(i).stream().noneMatch(other::contains) ? 1 : 0;
      }
      for (int j = i + 1; j < came.size(); j++) {
        amongNew += came.get(i).stream().noneMatch(came.get(j)::contains) ? 1 : 0;
      }
    }

    assertThat(pairs.count()).isEqualTo(new Pairs(withReference, amongNew));
  }

  @Test
  void aReferenceThatNobodyLooksFor_makesNoPairs() {
    FirstKeyPairs pairs = new FirstKeyPairs();
    pairs.addReference(new long[0]);
    pairs.addReference(new long[0]);

    assertThat(pairs.count()).isEqualTo(new Pairs(0, 0));
  }

  private static List<Set<Long>> keys(int mentions, int most, Random random) {
    List<Set<Long>> keys = new ArrayList<>();
    for (int i = 0; i < mentions; i++) {
      Set<Long> of = new TreeSet<>();
      int wanted = random.nextInt(most + 1);
      for (int k = 0; k < wanted; k++) {
        // Of each place among the keys some values are common and most are rare.
        of.add(k * 1_000_000L + (random.nextBoolean() ? random.nextInt(3) : random.nextInt(9_999)));
      }
      keys.add(of);
    }
    return keys;
  }

  private static long[] numbers(Set<Long> keys) {
    return keys.stream().mapToLong(Long::longValue).toArray();
  }

  @Test
  void aCappedKey_isLeftOut_andTheNextIsTheFirst() {
    LinkSpec restaurants = SpecReader.builtIn("restaurants").orElseThrow().parse();
    Mention acme = new Mention(1, List.of("ACME DINER", "12 MAIN ST", "94110", "4155550101", ""));
    List<BlockingKey> all = new KeyMaker(restaurants).keys(acme);

    List<BlockingKey> left =
        new KeyMaker(restaurants.withCappedKeys(Set.of(all.get(0).hash()))).keys(acme);

    assertThat(all.get(0).value()).isEqualTo("94110");
    assertThat(left).isEqualTo(all.subList(1, all.size()));
    assertThat(left.get(0).value()).isEqualTo("4155550101");
    assertThat(left.get(0).rule()).isEqualTo(1);
  }

  @Test
  void cappedKeys_travelWithTheTextOfASpec() {
    SpecText text = SpecReader.builtIn("restaurants").orElseThrow();

    SpecText capped = text.withCappedKeys(List.of(9L, -3L));

    assertThat(capped.cappedKeys()).as("the same keys are the same spec").containsExactly(-3L, 9L);
    assertThat(capped.parse().cappedKeys()).containsExactlyInAnyOrder(9L, -3L);
    assertThat(capped.parse().withCappedKeys(Set.of())).isEqualTo(text.parse());
  }

  @Test
  void aCapOfNothing_isRefused() {
    assertThatThrownBy(() -> new BlockingRule("zip", List.of(new KeyPart(0, "")), 0))
        .hasMessage("A key has at least one mention, but the cap is 0");
  }
}

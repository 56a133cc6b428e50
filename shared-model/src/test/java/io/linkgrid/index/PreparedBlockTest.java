package io.linkgrid.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkgrid.blocking.BlockingKey;
import io.linkgrid.blocking.KeyHashes;
import io.linkgrid.blocking.KeyMaker;
import io.linkgrid.comparison.MentionComparison;
import io.linkgrid.comparison.PreparedMention;
import io.linkgrid.model.Mention;
import io.linkgrid.model.RandomMentions;
import io.linkgrid.scoring.Candidate;
import io.linkgrid.scoring.Evidence;
import io.linkgrid.scoring.PairScorer;
import io.linkgrid.spec.HandWeights;
import io.linkgrid.spec.LinkSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * All blocks together, as the members of a grid hold them, against a loop over all pairs: whoever
 * shares a key is scored once, however many keys are shared, and nobody else is.
 */
class PreparedBlockTest {
  private static final long SEED = 20_181;
  private static final double ANY_WEIGHT = -1_000;

  private final LinkSpec spec = HandWeights.restaurants().parse();
  private final KeyMaker keyMaker = new KeyMaker(spec);
  private final MentionComparison comparison = new MentionComparison(spec);
  private final PairScorer scorer = new PairScorer(spec, comparison);
  private final List<Mention> mentions = RandomMentions.of(1_000, SEED);
  private final Map<Mention, PreparedMention> prepared = new HashMap<>();
  private final Map<Mention, Set<BlockingKey>> keys = new HashMap<>();

  /** A pair, the smaller id on the left, and the bits of its weight. */
  private record Scored(long left, long right, double weight) {
    static Scored of(long one, long other, double weight) {
      return new Scored(Math.min(one, other), Math.max(one, other), weight);
    }
  }

  @Test
  void amongThemselves_eachPairWithACommonKey_isScoredOnce() {
    List<Scored> found = new ArrayList<>();
    long pairs = 0;
    for (PreparedBlock block : blocks(mentions).values()) {
      pairs +=
          block.pairs(ANY_WEIGHT, scorer, (l, r, weight) -> found.add(Scored.of(l, r, weight)));
    }

    assertThat(inOrder(found)).isEqualTo(inOrder(pairsWithACommonKey()));
    assertThat(pairs).isEqualTo(found.size()).isGreaterThan(10_000);
    assertThat(pairsWithSeveralCommonKeys()).as("the hard ones").isGreaterThan(1_000);
  }

  @Test
  void onlyPairsAtOrAboveTheWeight_areGiven_withTheSameBits() {
    double atLeast = 2;
    List<Scored> found = new ArrayList<>();
    for (PreparedBlock block : blocks(mentions).values()) {
      block.pairs(atLeast, scorer, (l, r, weight) -> found.add(Scored.of(l, r, weight)));
    }

    assertThat(inOrder(found))
        .isNotEmpty()
        .isEqualTo(
            inOrder(
                pairsWithACommonKey().stream().filter(pair -> pair.weight() >= atLeast).toList()));
  }

  @Test
  void aProbe_meetsEachMentionWithACommonKey_onceOnItsWayThroughTheBlocks() {
    List<Mention> probes = mentions.subList(0, 300);
    List<Mention> reference = mentions.subList(300, mentions.size());
    Map<String, PreparedBlock> blocks = blocks(reference);
    for (Mention probe : probes) {
      List<BlockingKey> keys = keyMaker.keys(probe);
      Evidence evidence = Evidence.NONE;
      long pairs = 0;
      for (int position = 0; position < keys.size(); position++) {
        PreparedBlock block = blocks.get(keys.get(position).partitionKey());
        if (block != null) {
          PreparedBlock.Answer answer = block.probe(indexed(probe), position, evidence, scorer);
          evidence = answer.evidence();
          pairs += answer.pairs();
        }
      }
      List<Mention> partners = reference.stream().filter(m -> shareAKey(probe, m)).toList();
      List<Candidate> expected =
          partners.stream()
              .map(m -> new Candidate(m.id(), weight(probe, m)))
              .filter(c -> c.weight() >= Evidence.NEGLIGIBLE_WEIGHT)
              .sorted()
              .limit(Evidence.KEPT)
              .toList();

      assertThat(pairs).isEqualTo(partners.size());
      assertThat(evidence.best()).isEqualTo(expected);
    }
  }

  @Test
  void theOrderInWhichABlockWasGiven_doesNotShow() {
    List<Mention> shuffled = new ArrayList<>(mentions);
    Collections.shuffle(shuffled, new Random(SEED));
    Map<String, PreparedBlock> blocks = blocks(mentions);
    Map<String, PreparedBlock> others = blocks(shuffled);
    for (Mention probe : RandomMentions.of(200, SEED + 1)) {
      String zip = keyMaker.keys(probe).get(0).partitionKey();
      if (blocks.containsKey(zip)) {
        assertThat(others.get(zip).probe(indexed(probe), 0, Evidence.NONE, scorer))
            .isEqualTo(blocks.get(zip).probe(indexed(probe), 0, Evidence.NONE, scorer));
      }
    }
  }

  private static List<Scored> inOrder(List<Scored> pairs) {
    return pairs.stream()
        .sorted(Comparator.comparingLong(Scored::left).thenComparingLong(Scored::right))
        .toList();
  }

  /** As a grid does it: a block for each partition key, for those keys that lie under it. */
  private Map<String, PreparedBlock> blocks(List<Mention> all) {
    Map<String, List<IndexedMention>> lists = new HashMap<>();
    Map<String, KeyHashes> hashes = new HashMap<>();
    for (Mention mention : all) {
      Set<String> partitionKeys = new HashSet<>();
      for (BlockingKey key : keyMaker.keys(mention)) {
        hashes.computeIfAbsent(key.partitionKey(), k -> new KeyHashes()).add(key.hash());
        partitionKeys.add(key.partitionKey());
      }
      for (String partitionKey : partitionKeys) {
        lists.computeIfAbsent(partitionKey, k -> new ArrayList<>()).add(indexed(mention));
      }
    }
    Map<String, PreparedBlock> blocks = new HashMap<>();
    lists.forEach(
        (partitionKey, list) -> {
          KeyHashes here = hashes.get(partitionKey);
          blocks.put(partitionKey, new PreparedBlock(list, here::contains));
        });
    return blocks;
  }

  private IndexedMention indexed(Mention mention) {
    return new IndexedMention(mention.id(), comparison.prepare(mention), keyMaker.numbers(mention));
  }

  private List<Scored> pairsWithACommonKey() {
    List<Scored> pairs = new ArrayList<>();
    for (int i = 0; i < mentions.size(); i++) {
      for (int j = i + 1; j < mentions.size(); j++) {
        Mention one = mentions.get(i);
        Mention other = mentions.get(j);
        if (shareAKey(one, other)) {
          pairs.add(Scored.of(one.id(), other.id(), weight(one, other)));
        }
      }
    }
    return pairs;
  }

  private long pairsWithSeveralCommonKeys() {
    long pairs = 0;
    for (int i = 0; i < mentions.size(); i++) {
      for (int j = i + 1; j < mentions.size(); j++) {
        Set<BlockingKey> keysOfTheOther = keys(mentions.get(j));
        long common = keys(mentions.get(i)).stream().filter(keysOfTheOther::contains).count();
        pairs += common > 1 ? 1 : 0;
      }
    }
    return pairs;
  }

  private boolean shareAKey(Mention one, Mention other) {
    return !Collections.disjoint(keys(one), keys(other));
  }

  private Set<BlockingKey> keys(Mention mention) {
    return keys.computeIfAbsent(mention, m -> Set.copyOf(keyMaker.keys(m)));
  }

  private double weight(Mention one, Mention other) {
    return scorer.weight(prepared(one), prepared(other), Double.NEGATIVE_INFINITY);
  }

  private PreparedMention prepared(Mention mention) {
    return prepared.computeIfAbsent(mention, comparison::prepare);
  }
}

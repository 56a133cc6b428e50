package io.linkgrid.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkgrid.comparison.MentionComparison;
import io.linkgrid.comparison.PreparedMention;
import io.linkgrid.model.Mention;
import io.linkgrid.model.RandomMentions;
import io.linkgrid.spec.ComparisonWeights;
import io.linkgrid.spec.HandWeights;
import io.linkgrid.spec.LinkModel;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.SpecText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who reaches a floor by the documents, pair by pair, is found; and most others are not. */
class CandidateSearchTest {
  private static final long SEED = 90_210;
  private static final int GROUP = 800;
  private static final int PROBES = 120;
  private static final double[] FLOORS = {Evidence.NEGLIGIBLE_WEIGHT, 0};

  private static final LinkSpec BY_HAND = HandWeights.restaurants().parse();
  private static final LinkSpec WITH_RARITY = KernelAgainstBruteForceTest.withRarity(BY_HAND);

  @Test
  void inABlockOfOneZip_nobodyWhoReachesTheFloorIsMissed_andFewOthersAreFound() {
    List<Mention> mentions =
        DamagedMentions.of(GROUP + PROBES, SEED).stream()
            .map(mention -> withZip(mention, "94110"))
            .toList();

    for (double floor : FLOORS) {
      assertThat(foundBeside(BY_HAND, mentions, floor)).as("share of those found").isLessThan(0.2);
    }
  }

  @Test
  void inABlockOfMixedZips_nobodyIsMissedEither() {
    for (double floor : FLOORS) {
      foundBeside(WITH_RARITY, DamagedMentions.of(GROUP + PROBES, SEED + 1), floor);
    }
  }

  @Test
  void probesWithoutMostValues_findWhoMayReachTheFloor() {
    List<Mention> mentions = thinned(SEED + 2);

    for (double floor : FLOORS) {
      foundBeside(BY_HAND, mentions, floor);
    }
  }

  @Test
  void whereWeightsDependOnOtherLevels_nobodyIsMissedWhomTheyLift() {
    for (long seed = SEED; seed < SEED + 2; seed++) {
      LinkSpec spec = withConditions(seed);
      List<Mention> mixed = DamagedMentions.of(GROUP + PROBES, seed);
      List<Mention> ofOneZip = mixed.stream().map(mention -> withZip(mention, "94110")).toList();

      for (double floor : FLOORS) {
        foundBeside(spec, mixed, floor);
        foundBeside(spec, thinned(seed), floor);
        assertThat(foundBeside(spec, ofOneZip, floor)).as("share found in vain").isLessThan(0.3);
      }
    }
  }

  @Test
  void whereTwoComparisonsLookAtEach_nobodyIsMissedWhomOneOfThemAloneLifts() {
    LinkSpec twoOfWords =
        new SpecText(
                "two-of-words.yaml",
                HandWeights.restaurants()
                    .yaml()
                    .replace("type: us-address", "type: business-name")
                    .replaceFirst(".*address.number-digits.*\\n", ""))
            .parse();
    List<Mention> mentions = thinned(SEED + 3);

    for (double floor : FLOORS) {
      foundBeside(twoOfWords, mentions, floor);
    }
  }

  @Test
  void whereAlmostEverybodyMayReachTheFloor_thereIsNoSearch() {
    MentionComparison comparison = new MentionComparison(BY_HAND);
    PairScorer scorer = new PairScorer(BY_HAND, comparison);
    List<PreparedMention> group =
        RandomMentions.of(100, SEED).stream().map(comparison::prepare).toList();

    assertThat(scorer.search(-1_000, group)).isNull();
  }

  /** Looks for every probe, and returns the share of the group that was found in vain. */
  private static double foundBeside(LinkSpec spec, List<Mention> mentions, double floor) {
    MentionComparison comparison = new MentionComparison(spec);
    PairScorer scorer = new PairScorer(spec, comparison);
    StraightforwardScorer straightforward = new StraightforwardScorer(spec);
    List<PreparedMention> prepared = mentions.stream().map(comparison::prepare).toList();
    CandidateSearch search = scorer.search(floor, prepared.subList(0, GROUP));
    assertThat(search).isNotNull();
    long beside = 0;
    long reached = 0;
    for (int p = GROUP; p < GROUP + PROBES; p++) {
      int probe = p;
      int[] found = search.find(prepared.get(p));
      Set<Integer> set = new HashSet<>(Arrays.stream(found).boxed().toList());
      assertThat(set).hasSize(found.length);
      List<Integer> missed =
          IntStream.range(0, GROUP)
              .filter(i -> !set.contains(i))
              .filter(i -> straightforward.weight(mentions.get(probe), mentions.get(i)) >= floor)
              .boxed()
              .toList();
      assertThat(missed).as("missed by %s", mentions.get(probe)).isEmpty();
      long right =
          Arrays.stream(found)
              .filter(i -> straightforward.weight(mentions.get(probe), mentions.get(i)) >= floor)
              .count();
      reached += right;
      beside += found.length - right;
    }
    assertThat(reached).as("pairs that reach the floor").isGreaterThan(5);
    return (double) beside / ((long) GROUP * PROBES);
  }

  /**
   * The weights set by hand, which change at random with the levels that such comparisons depend on
   * where they are learnt.
   */
  private static LinkSpec withConditions(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    LinkModel byHand = BY_HAND.model().orElseThrow();
    List<List<Integer>> given =
        List.of(List.of(1), List.of(2, 4), List.of(), List.of(), List.of(2));
    List<ComparisonWeights> weights = new ArrayList<>();
    for (int c = 0; c < given.size(); c++) {
      int count = 1;
      for (int other : given.get(c)) {
        count *= BY_HAND.comparisons().get(other).levels().size() + 1;
      }
      double[] row = byHand.comparisons().get(c).weights()[0];
      double[][] rows = new double[count][];
      Arrays.setAll(
          rows, r -> Arrays.stream(row).map(weight -> weight + random.nextDouble(-3, 3)).toArray());
      weights.add(new ComparisonWeights(given.get(c), rows, new double[0], new double[0], 0));
    }
    return BY_HAND.with(new LinkModel(byHand.priorWeight(), weights, byHand.terms()));
  }

  private static Mention withZip(Mention mention, String zip) {
    return new Mention(
        mention.id(),
        List.of(
            mention.values().get(0),
            mention.values().get(1),
            zip,
            mention.values().get(3),
            mention.values().get(4)));
  }

  /** A group and probes of one zip that lack every third value. */
  private static List<Mention> thinned(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return DamagedMentions.of(GROUP + PROBES, seed).stream()
        .map(mention -> thinned(withZip(mention, "94110"), random))
        .toList();
  }

  private static Mention thinned(Mention mention, SplittableRandom random) {
    return new Mention(
        mention.id(),
        mention.values().stream().map(value -> random.nextInt(3) == 0 ? "" : value).toList());
  }
}

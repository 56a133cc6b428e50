package io.linkgrid.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.linkgrid.comparison.MentionComparison;
import io.linkgrid.comparison.PreparedMention;
import io.linkgrid.model.Mention;
import io.linkgrid.model.RandomMentions;
import io.linkgrid.spec.HandWeights;
import io.linkgrid.spec.LinkModel;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.SpecReader;
import io.linkgrid.spec.SpecText;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Weights are sums, and the floor saves work and changes nothing. */
class PairScorerTest {
  private static final long SEED = 4;
  private static final SpecText SPEC = HandWeights.restaurants();

  private static Mention mention(long id, String... values) {
    return new Mention(id, List.of(values));
  }

  @Test
  void aWeight_isThePriorAndTheWeightsOfTheLevels_absentValuesSayNothing() {
    LinkSpec spec = SPEC.parse();
    MentionComparison comparison = new MentionComparison(spec);
    PairScorer scorer = new PairScorer(spec, comparison);
    PreparedMention acme =
        comparison.prepare(mention(1, "ACME DINER", "12 ELM ST", "94110", "", ""));
    PreparedMention renamed =
        comparison.prepare(mention(2, "ACME DINER", "12 ELM ST", "94101", "4155550100", ""));

    double same =
        model(spec).priorWeight()
            + weightOf(spec, 0, 0)
            + weightOf(spec, 1, 0)
            + weightOf(spec, 2, 1);
    assertThat(scorer.weight(acme, renamed, Double.NEGATIVE_INFINITY)).isEqualTo(same);
    assertThat(scorer.weight(acme, renamed, same + 0.001)).isEqualTo(PairScorer.BELOW_FLOOR);
  }

  private static double weightOf(LinkSpec spec, int comparison, int level) {
    return model(spec).comparisons().get(comparison).weights()[0][level];
  }

  private static LinkModel model(LinkSpec spec) {
    return spec.model().orElseThrow();
  }

  @Test
  void withoutAModel_thereIsNothingToScoreBy() {
    LinkSpec unlearnt = SpecReader.builtIn("restaurants").orElseThrow().parse();
    MentionComparison comparison = new MentionComparison(unlearnt);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PairScorer(unlearnt, comparison))
        .withMessage("The model is still to be learnt");
  }

  @Test
  void theFloor_neverChangesTheBitsOfAWeightAtOrAboveIt() {
    assertFloorIsExact(SPEC.parse());
  }

  /**
   * Trained weights are no halves, so sums in another order differ in their last bits. It shows in
   * pairs that agree in everything: nothing is left between their weight and the bound.
   */
  @Test
  void theFloor_isExact_withWeightsThatRound() {
    Random random = new Random(SEED);
    for (int training = 0; training < 50; training++) {
      LinkSpec spec = trained(random);
      MentionComparison comparison = new MentionComparison(spec);
      PairScorer scorer = new PairScorer(spec, comparison);
      for (Mention mention : RandomMentions.of(50, SEED)) {
        PreparedMention acme = comparison.prepare(mention);
        double weight = scorer.weight(acme, acme, Double.NEGATIVE_INFINITY);

        assertThat(scorer.weight(acme, acme, weight)).isEqualTo(weight);
      }
    }
  }

  private static LinkSpec trained(Random random) {
    String yaml =
        Pattern.compile("weight: (-?[0-9.]+)")
            .matcher(SPEC.yaml())
            .replaceAll(
                weight ->
                    "weight: " + (Double.parseDouble(weight.group(1)) + random.nextDouble() / 5));
    return new SpecText("trained.yaml", yaml).parse();
  }

  private static void assertFloorIsExact(LinkSpec spec) {
    MentionComparison comparison = new MentionComparison(spec);
    PairScorer scorer = new PairScorer(spec, comparison);
    Random random = new Random(SEED);
    List<PreparedMention> mentions =
        RandomMentions.of(300, SEED).stream().map(comparison::prepare).toList();
    for (PreparedMention left : mentions) {
      for (int i = 0; i < 100; i++) {
        PreparedMention right = mentions.get(random.nextInt(mentions.size()));
        double weight = scorer.weight(left, right, Double.NEGATIVE_INFINITY);
        double floor = weight + random.nextInt(21) - 10;

        assertThat(scorer.weight(left, right, weight)).as("its own floor").isEqualTo(weight);
        assertThat(scorer.weight(left, right, floor))
            .isEqualTo(weight >= floor ? weight : PairScorer.BELOW_FLOOR);
        assertThat(scorer.weight(right, left, floor)).isEqualTo(scorer.weight(left, right, floor));
      }
    }
  }

  @Test
  void aWeight_isTheSmallestThatReachesItsProbability() {
    for (double probability = 0.01; probability < 1; probability += 0.01) {
      double weight = PairScorer.weight(probability);

      assertThat(PairScorer.probability(weight))
          .isGreaterThanOrEqualTo(probability)
          .isCloseTo(probability, within(1e-12));
      assertThat(PairScorer.probability(Math.nextDown(weight))).isLessThan(probability);
    }
  }

  /** Weights are often halves, so pairs lie on the threshold itself. */
  @Test
  void aPairOnTheThreshold_isAlikeForAllWhoDecide() {
    assertThat(PairScorer.weight(0.8)).isLessThanOrEqualTo(2);
    assertThat(PairScorer.probability(2)).isEqualTo(0.8);
    assertThat(PairScorer.probability(0)).isEqualTo(0.5);
    assertThat(PairScorer.probability(2_000)).isEqualTo(1);
  }
}

package io.linkgrid.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkgrid.comparison.MentionComparison;
import io.linkgrid.comparison.Outlines;
import io.linkgrid.comparison.PreparedMention;
import io.linkgrid.model.Mention;
import io.linkgrid.spec.ComparisonWeights;
import io.linkgrid.spec.HandWeights;
import io.linkgrid.spec.LinkModel;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.TermTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What outlines, bit masks, floors and early exits say of a pair against what the documents say of
 * it: the same bits at or above the floor, and nothing below it.
 */
class KernelAgainstBruteForceTest {
  private static final long SEED = 4_711;
  private static final int PROBES = 150;
  private static final int OTHERS = 500;
  private static final double[] FLOORS = {
    Evidence.NEGLIGIBLE_WEIGHT, 3, Double.NEGATIVE_INFINITY, -20
  };

  @Test
  void manyPairs_withWeightsSetByHand() {
    agree(HandWeights.restaurants().parse());
  }

  @Test
  void manyPairs_withRarityAndWeightsThatDependOnEachOther() {
    agree(withRarity(HandWeights.restaurants().parse()));
  }

  private static void agree(LinkSpec spec) {
    List<Mention> mentions = DamagedMentions.of(PROBES + OTHERS, SEED);
    MentionComparison comparison = new MentionComparison(spec);
    PairScorer scorer = new PairScorer(spec, comparison);
    StraightforwardScorer straightforward = new StraightforwardScorer(spec);
    List<PreparedMention> prepared = mentions.stream().map(comparison::prepare).toList();
    List<PreparedMention> others = prepared.subList(PROBES, PROBES + OTHERS);
    Outlines outlines = Outlines.of(others);
    int reached = 0;
    int ruledOut = 0;
    for (int p = 0; p < PROBES; p++) {
      PreparedMention probe = prepared.get(p);
      Outlines outline = Outlines.of(List.of(probe));
      for (int o = 0; o < OTHERS; o++) {
        PreparedMention other = others.get(o);
        double floor = FLOORS[(p + o) % FLOORS.length];
        double truth = straightforward.weight(mentions.get(p), mentions.get(PROBES + o));
        double expected = truth < floor ? PairScorer.BELOW_FLOOR : truth;
        boolean mayReach = scorer.mayReach(floor, outline, 0, outlines, o);
        // Plain equality first: so many descriptions take longer than the test.
        if (scorer.weight(probe, other, floor) != expected
            || scorer.weight(probe, other, floor, outline, 0, outlines, o) != expected
            || (!mayReach && expected != PairScorer.BELOW_FLOOR)) {
          assertThat(
                  List.of(
                      scorer.weight(probe, other, floor),
                      scorer.weight(probe, other, floor, outline, 0, outlines, o),
                      mayReach))
              .as("%s and %s, floor %s", mentions.get(p), mentions.get(PROBES + o), floor)
              .isEqualTo(List.of(expected, expected, true));
        }
        reached += truth >= floor ? 1 : 0;
        ruledOut += mayReach ? 0 : 1;
      }
    }
    assertThat(reached).as("pairs that reach their floor").isGreaterThan(1_000);
    assertThat(ruledOut).as("pairs that outlines rule out").isGreaterThan(1_000);
  }

  /** Counted words and values, and an address whose weights depend on the zip. */
  static LinkSpec withRarity(LinkSpec spec) {
    LinkModel byHand = spec.model().orElseThrow();
    List<ComparisonWeights> weights = new ArrayList<>();
    for (int c = 0; c < byHand.comparisons().size(); c++) {
      double[] row = byHand.comparisons().get(c).weights()[0];
      boolean isAddress = c == 1;
      double[][] rows = isAddress ? new double[4][] : new double[][] {row};
      for (int r = 0; r < rows.length; r++) {
        rows[r] = row.clone();
        rows[r][0] -= r;
      }
      weights.add(
          new ComparisonWeights(
              isAddress ? List.of(2) : List.of(), rows, new double[0], new double[0], 2.5));
    }
    Map<String, Integer> words = new HashMap<>(Map.of("ACME", 300, "DINER", 700, "GRILL", 20));
    Map<String, Integer> values = Map.of("ACME", 40, "94103", 200, "4155550120", 6);
    List<TermTable> terms = new ArrayList<>();
    spec.attributes().forEach(a -> terms.add(new TermTable(2_000, values, words)));
    return spec.with(new LinkModel(byHand.priorWeight(), weights, terms));
  }
}

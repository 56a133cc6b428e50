package io.linkgrid.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.linkgrid.comparison.MentionComparison;
import io.linkgrid.comparison.PreparedMention;
import io.linkgrid.model.Mention;
import io.linkgrid.model.RandomMentions;
import io.linkgrid.spec.ComparisonWeights;
import io.linkgrid.spec.LinkModel;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.SpecReader;
import io.linkgrid.spec.TermTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Scores by models as they are learnt, in which weights depend on levels found before and rare
 * values add to them, against a plain reading of the model.
 */
class LearntScoresTest {
  private static final long SEED = 1_969;
  private static final LinkSpec RESTAURANTS =
      SpecReader.builtIn("restaurants").orElseThrow().parse();
  private static final List<Mention> MENTIONS = RandomMentions.of(150, SEED);

  @ParameterizedTest(name = "model {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void aWeight_isWhatTheModelSays_whateverTheFloor(long seed) {
    Random random = new Random(seed);
    LinkSpec spec = RESTAURANTS.with(randomModel(random));
    MentionComparison comparison = new MentionComparison(spec);
    PairScorer scorer = new PairScorer(spec, comparison);
    List<PreparedMention> mentions = MENTIONS.stream().map(comparison::prepare).toList();
    for (PreparedMention left : mentions) {
      for (PreparedMention right : mentions) {
        double weight = scorer.weight(left, right, Double.NEGATIVE_INFINITY);

        assertThat(weight).isCloseTo(plainWeight(spec, comparison, left, right), within(1e-9));
        assertThat(weight).isEqualTo(sumOfParts(spec, scorer.parts(left, right)));
        assertThat(scorer.weight(right, left, Double.NEGATIVE_INFINITY)).isEqualTo(weight);
        assertThat(scorer.weight(left, right, weight)).as("its own floor").isEqualTo(weight);
        assertThat(scorer.weight(left, right, Math.nextUp(weight)))
            .isEqualTo(PairScorer.BELOW_FLOOR);
        double floor = weight + 20 * random.nextDouble() - 10;
        assertThat(scorer.weight(left, right, floor))
            .isEqualTo(weight >= floor ? weight : PairScorer.BELOW_FLOOR);
      }
    }
  }

  private static double sumOfParts(LinkSpec spec, List<PairScorer.Part> parts) {
    double sum = spec.model().orElseThrow().priorWeight();
    for (PairScorer.Part part : parts) {
      sum += part.weight();
      sum += part.rarity();
    }
    return sum;
  }

  /** As {@link ComparisonWeights} describes it, from the pattern of all levels. */
  private static double plainWeight(
      LinkSpec spec, MentionComparison comparison, PreparedMention left, PreparedMention right) {
    LinkModel model = spec.model().orElseThrow();
    long pattern = comparison.pattern(left, right);
    double sum = model.priorWeight();
    for (int c = 0; c < spec.comparisons().size(); c++) {
      int level = MentionComparison.level(pattern, c);
      if (level == MentionComparison.ABSENT) {
        continue;
      }
      ComparisonWeights weights = model.comparisons().get(c);
      int row = 0;
      int width = 1;
      for (int other : weights.given()) {
        row += width * (MentionComparison.level(pattern, other) + 1);
        width *= spec.comparisons().get(other).levels().size() + 1;
      }
      sum += weights.weights()[row][level];
      sum += level == 0 ? comparison.rarity(c, left, right) : 0;
    }
    return sum;
  }

  /** Weights for all levels of any comparisons before, and values counted among the mentions. */
  private static LinkModel randomModel(Random random) {
    List<Integer> before = new ArrayList<>();
    ComparisonWeights[] weights = new ComparisonWeights[RESTAURANTS.comparisons().size()];
    for (int c : RESTAURANTS.inOrderOfCost()) {
      List<Integer> given = before.stream().filter(other -> random.nextBoolean()).limit(2).toList();
      int rows = given.stream().mapToInt(other -> levels(other) + 1).reduce(1, (a, b) -> a * b);
      double[][] table = new double[rows][];
      for (int row = 0; row < rows; row++) {
        table[row] = random.doubles(levels(c), -8, 8).toArray();
      }
      double commonness = random.nextInt(3) == 0 ? 0 : 10 * random.nextDouble();
      weights[c] = new ComparisonWeights(given, table, new double[0], new double[0], commonness);
      before.add(c);
    }
    return new LinkModel(-10 * random.nextDouble(), List.of(weights), terms());
  }

  private static int levels(int comparison) {
    return RESTAURANTS.comparisons().get(comparison).levels().size();
  }

  private static List<TermTable> terms() {
    List<TermTable> terms = new ArrayList<>();
    for (int a = 0; a < RESTAURANTS.attributes().size(); a++) {
      int attribute = a;
      Map<String, Integer> counts =
          MENTIONS.stream()
              .map(mention -> mention.values().get(attribute))
              .filter(value -> !value.isEmpty())
              .collect(Collectors.toMap(Function.identity(), value -> 1, Integer::sum));
      long records = counts.values().stream().mapToInt(count -> count).sum();
      counts.values().removeIf(count -> count < 2);
      terms.add(new TermTable(records, counts, Map.of()));
    }
    return terms;
  }

  /** Rarity is log2 of how much rarer a value is than that of a random record. */
  @Test
  void aRareName_saysMore_aFrequentOneLess_andOfTwoTheSmallerCounts() {
    TermTable names = new TermTable(100, Map.of("SUBWAY", 41), Map.of());
    LinkSpec spec = RESTAURANTS.with(withCommonNames(names, 8));
    MentionComparison comparison = new MentionComparison(spec);
    PairScorer scorer = new PairScorer(spec, comparison);
    PreparedMention acme = comparison.prepare(named("ACME DINER"));
    PreparedMention subway = comparison.prepare(named("SUBWAY"));
    PreparedMention subWay = comparison.prepare(named("SUB WAY"));

    assertThat(scorer.weight(acme, acme, Double.NEGATIVE_INFINITY))
        .as("8 others on average, half a record has this one: 16 times as rare")
        .isEqualTo(4);
    assertThat(scorer.weight(subway, subway, Double.NEGATIVE_INFINITY))
        .isCloseTo(Math.log(8 / 40.5) / Math.log(2), within(1e-6));
    assertThat(scorer.weight(subway, subWay, Double.NEGATIVE_INFINITY))
        .as("equal but for a blank, and only one spelling is frequent")
        .isEqualTo(scorer.weight(subway, subway, Double.NEGATIVE_INFINITY));
    assertThat(scorer.weight(acme, subway, Double.NEGATIVE_INFINITY))
        .as("no value is shared")
        .isZero();
  }

  /** Nothing is left between the weight of such a pair and the bound. */
  @Test
  void theRarestPairThatAgreesInAll_reachesItsOwnFloor() {
    Random random = new Random(SEED);
    for (int i = 0; i < 100; i++) {
      LinkSpec spec =
          RESTAURANTS.with(withCommonNames(TermTable.EMPTY, 1 + 50 * random.nextDouble()));
      MentionComparison comparison = new MentionComparison(spec);
      PairScorer scorer = new PairScorer(spec, comparison);
      PreparedMention acme = comparison.prepare(named("ACME DINER"));
      double weight = scorer.weight(acme, acme, Double.NEGATIVE_INFINITY);

      assertThat(scorer.weight(acme, acme, weight)).isEqualTo(weight);
    }
  }

  private static Mention named(String name) {
    return new Mention(1, List.of(name, "", "", "", ""));
  }

  private static LinkModel withCommonNames(TermTable names, double commonness) {
    List<ComparisonWeights> weights = new ArrayList<>();
    List<TermTable> terms = new ArrayList<>();
    for (int c = 0; c < RESTAURANTS.comparisons().size(); c++) {
      weights.add(
          new ComparisonWeights(
              List.of(),
              new double[][] {new double[levels(c)]},
              new double[0],
              new double[0],
              c == 0 ? commonness : 0));
      terms.add(c == 0 ? names : TermTable.EMPTY);
    }
    return new LinkModel(0, weights, terms);
  }
}

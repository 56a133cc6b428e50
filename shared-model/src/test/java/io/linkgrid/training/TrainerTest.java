package io.linkgrid.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.linkgrid.comparison.MentionComparison;
import io.linkgrid.spec.ComparisonWeights;
import io.linkgrid.spec.LinkModel;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.SpecReader;
import io.linkgrid.spec.TermTable;
import io.linkgrid.training.MadePairs.Look;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was put into made pairs is what is learnt from them. */
class TrainerTest {
  private static final long SEED = 1_977;
  private static final int PROBES = 2_500;
  private static final int REFERENCE = 200;

  /** About three standard errors of a share among the matching pairs. */
  private static final double TOLERANCE = 0.03;

  /** Same, one slip, two slips, different, in four codes. */
  private static final double[][] M = {
    {0.80, 0.10, 0.04, 0.06},
    {0.70, 0.15, 0.05, 0.10},
    {0.90, 0.05, 0.02, 0.03},
    {0.50, 0.20, 0.10, 0.20}
  };

  private static final double[][] U = {
    {0.002, 0.004, 0.010, 0.984},
    {0.020, 0.020, 0.060, 0.900},
    {0.001, 0.002, 0.003, 0.994},
    {0.200, 0.100, 0.200, 0.500}
  };

  private static final LinkSpec CODES = spec("code", "code", "code", "code");

  private static LinkSpec spec(String... types) {
    StringBuilder yaml = new StringBuilder("name: made\nrecord-id: id\nattributes:\n");
    for (int i = 0; i < types.length; i++) {
      yaml.append("  a%d: {column: c%d, type: %s}\n".formatted(i, i, types[i]));
    }
    yaml.append("blocking:\n  - {name: first, key: [a0]}\n");
    return SpecReader.parse(yaml.toString(), "made.yaml");
  }

  private static Trained train(LinkSpec spec, TrainingPairs pairs, boolean atMostOne) {
    return Trainer.train(
        spec, Collections.nCopies(spec.attributes().size(), TermTable.EMPTY), pairs, atMostOne);
  }

  private static MadePairs codes(double share) {
    return new MadePairs(
        SEED, PROBES, REFERENCE, share, MadePairs.independent(M), MadePairs.independent(U));
  }

  @ParameterizedTest(name = "{0} of the probes match")
  @ValueSource(doubles = {0.2, 0.7, 0.95})
  void whereAProbeMatchesAtMostOne_theSharesAreFound(double share) {
    Trained trained = train(CODES, codes(share).asDrawn(), true);

    assertThat(trained.warnings()).isEmpty();
    assertThat(trained.matching()).isCloseTo(share, within(TOLERANCE));
    assertThat(trained.model().priorWeight())
        .as("the odds of a match over the size of the reference")
        .isCloseTo(log2(trained.matching() / (1 - trained.matching()) / REFERENCE), within(1e-9));
    assertShares(trained.model(), share < 0.5 ? 2 * TOLERANCE : TOLERANCE);
  }

  /** Matches are not taken away from the other pairs, so a few too few of them are believed. */
  @Test
  void whereEachPairIsJudgedByItself_theSharesAreFoundAsWell_onTheSafeSide() {
    Trained trained = train(CODES, codes(0.7).asDrawn(), false);

    assertThat(trained.warnings()).isEmpty();
    assertThat(trained.matching() * REFERENCE).isBetween(0.85 * 0.7, 0.7);
    assertThat(trained.model().priorWeight())
        .isCloseTo(log2(trained.matching() / (1 - trained.matching())), within(1e-9));
    assertShares(trained.model(), 2 * TOLERANCE);
  }

  private static void assertShares(LinkModel model, double tolerance) {
    for (int c = 0; c < M.length; c++) {
      ComparisonWeights weights = model.comparisons().get(c);
      assertThat(weights.m()).as("m of comparison %d", c).containsExactly(M[c], within(tolerance));
      assertThat(weights.u()).as("u of comparison %d", c).containsExactly(U[c], within(0.01));
      assertThat(weights.given()).isEmpty();
      assertThat(Arrays.stream(weights.m()).sum()).isCloseTo(1, within(1e-9));
      assertThat(Arrays.stream(weights.u()).sum()).isCloseTo(1, within(1e-9));
      assertThat(weights.weights()[0][0])
          .isCloseTo(log2(weights.m()[0] / weights.u()[0]), within(0.1));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theOrderInWhichPairsWereAdded_doesNotShow_toTheLastBit(boolean atMostOne) {
    MadePairs pairs =
        new MadePairs(SEED, 400, 50, 0.6, MadePairs.independent(M), MadePairs.independent(U));

    Trained trained = train(CODES, pairs.asDrawn(), atMostOne);

    assertThat(train(CODES, pairs.shuffled(1), atMostOne)).isEqualTo(trained);
    assertThat(train(CODES, pairs.shuffled(2), atMostOne)).isEqualTo(trained);
  }

  @Test
  void equalPairs_canBeAddedOneByOneOrTogether() {
    TrainingPairs oneByOne = new TrainingPairs(10);
    TrainingPairs together = new TrainingPairs(10);
    for (int i = 0; i < 5; i++) {
      oneByOne.addCandidates(1, 0x1111, 2.5f, 1);
    }
    together.addCandidates(1, 0x1111, 2.5f, 5);

    assertThat(oneByOne.candidates()).isEqualTo(together.candidates()).isEqualTo(5);
    assertThat(oneByOne.probes()).isEqualTo(1);
    assertThat(train(CODES, oneByOne, true)).isEqualTo(train(CODES, together, true));
  }

  @ParameterizedTest(name = "{0} probes, at most one: {1}")
  @CsvSource({"4, true", "4, false", "9, true"})
  void aModelFromHardlyAnyMatch_isTold(int probes, boolean atMostOne) {
    MadePairs few =
        new MadePairs(
            SEED, probes, REFERENCE, 1, MadePairs.independent(M), MadePairs.independent(U));

    assertThat(train(CODES, few.asDrawn(), atMostOne).warnings())
        .singleElement()
        .asString()
        .matches(
            "Only [0-9]\\.[0-9] matching pairs were expected in the sample;"
                + " the weights rest on hardly anything\\.");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void withoutAnyPair_theWeightsAreNumbersStill_andItIsTold(boolean atMostOne) {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      Trained trained = train(CODES, new TrainingPairs(0), atMostOne);

      assertThat(trained.warnings())
          .containsExactly(
              "Only 0.0 matching pairs were expected in the sample; the weights rest on hardly"
                  + " anything.");
      assertThat(trained.model().priorWeight()).isFinite();
      trained
          .model()
          .comparisons()
          .forEach(
              weights ->
                  assertThat(weights.weights()[0])
                      .satisfies(row -> Arrays.stream(row).forEach(w -> assertThat(w).isFinite())));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void eachStep_changesLess_untilNothingChanges() {
    List<Trained.Step> history = train(CODES, codes(0.7).asDrawn(), true).history();

    assertThat(history).hasSizeBetween(3, 200);
    assertThat(history.get(history.size() - 1).change()).isLessThanOrEqualTo(1e-6);
    assertThat(history.get(0).change()).isGreaterThan(1e-3);
  }

  /** One slip is rarer among others than no difference at all: by itself it would weigh more. */
  @Test
  void aLevelThatIsLessAlike_neverWeighsMore_andSharesTheMean() {
    double[][] rising = {{0.02, 0.001, 0.3, 0.679}, U[1], U[2], U[3]};
    MadePairs pairs =
        new MadePairs(
            SEED, PROBES, REFERENCE, 0.7, MadePairs.independent(M), MadePairs.independent(rising));

    LinkModel model = train(CODES, pairs.asDrawn(), true).model();

    model.comparisons().forEach(TrainerTest::assertNeverRising);
    ComparisonWeights weights = model.comparisons().get(0);
    double[] m = weights.m();
    double[] u = weights.u();
    assertThat(log2(m[1] / u[1])).as("by itself").isGreaterThan(log2(m[0] / u[0]) + 0.5);
    assertThat(weights.weights()[0][1]).isEqualTo(weights.weights()[0][0]);
    assertThat(weights.weights()[0][0])
        .isCloseTo(
            (m[0] * log2(m[0] / u[0]) + m[1] * log2(m[1] / u[1])) / (m[0] + m[1]), within(0.1));
  }

  private static void assertNeverRising(ComparisonWeights weights) {
    for (double[] row : weights.weights()) {
      for (int level = 1; level < row.length; level++) {
        assertThat(row[level]).isLessThanOrEqualTo(row[level - 1]);
      }
    }
  }

  /** A third of the matching pairs have quite other names: of a name, that is not believed. */
  @ParameterizedTest
  @CsvSource({"business-name, 0.05", "person-name, 0.05", "text, 0.3"})
  void namesOfOneThing_areAlike_asARule(String type, double unlike) {
    LinkSpec spec = spec(type, "code", "code", "code");
    double[][] m = {{0.5, 0.05, 0.05, 0.05, 0.05, 0.1, 0.2}, M[0], M[2], M[2]};
    double[][] u = {{0.001, 0.002, 0.002, 0.005, 0.01, 0.1, 0.88}, U[0], U[2], U[2]};
    MadePairs pairs =
        new MadePairs(
            SEED, PROBES, REFERENCE, 0.7, MadePairs.independent(m), MadePairs.independent(u));

    double[] learnt = train(spec, pairs.asDrawn(), true).model().comparisons().get(0).m();

    assertThat(learnt[5] + learnt[6])
        .isCloseTo(unlike, within(TOLERANCE / 3 * (unlike > 0.1 ? 3 : 1)));
    assertThat(learnt[0] / learnt[4]).as("the others in proportion").isBetween(7.0, 14.0);
    assertThat(Arrays.stream(learnt).sum()).isCloseTo(1, within(1e-9));
  }

  /** Two who share the zip often, and the zip always with the address. */
  @Test
  void placesThatGoTogether_areCountedTogether() {
    LinkSpec spec = spec("us-zip", "us-address", "code", "code");
    double[][] m = {{0.95, 0.02, 0.03}, {0.9, 0.05, 0.01, 0.01, 0.01, 0.01, 0.01}, M[2], M[0]};
    double[][] u = {{0.1, 0.05, 0.85}, {0, 0.01, 0.01, 0.01, 0.01, 0.01, 0.95}, U[2], U[0]};
    double neighbours = 0.05;
    Look apart = MadePairs.independent(u);
    Look inOneHouse =
        MadePairs.independent(new double[][] {{1, 0, 0}, {1, 0, 0, 0, 0, 0, 0}, U[2], U[0]});
    MadePairs pairs =
        new MadePairs(
            SEED,
            PROBES,
            REFERENCE,
            0.7,
            MadePairs.independent(m),
            random -> (random.nextDouble() < neighbours ? inOneHouse : apart).draw(random));

    LinkModel model = train(spec, pairs.asDrawn(), true).model();

    ComparisonWeights zip = model.comparisons().get(0);
    ComparisonWeights address = model.comparisons().get(1);
    assertThat(zip.given()).isEmpty();
    assertThat(address.given()).containsExactly(0);
    int sameZip = 1;
    assertThat(zip.weights()[0][0] + address.weights()[sameZip][0])
        .as("no more than the share of pairs in one house allows")
        .isCloseTo(log2(m[0][0] * m[1][0] / neighbours), within(0.2));
    assertThat(address.weights()[0][0])
        .as("without a zip")
        .isCloseTo(log2(m[1][0] / neighbours), within(0.2));
    model.comparisons().forEach(TrainerTest::assertNeverRising);
  }

  /** The kitchens of a hotel have its name and its address, and are not the same. */
  @Test
  void namesAtOnePlace_weighLess_thanNamesAnywhere() {
    LinkSpec spec = spec("us-address", "business-name");
    double[] addresses = {0.0005, 0.0002, 0.0002, 0.0001, 0.0001, 0.05, 0.9489};
    double[] names = {0.0002, 0.0002, 0.0002, 0.0006, 0.0068, 0.11, 0.882};
    double[] mOfNames = {0.5, 0.2, 0.15, 0.1, 0.03, 0.01, 0.01};
    MadePairs pairs =
        new MadePairs(
            SEED,
            PROBES,
            REFERENCE,
            0.7,
            MadePairs.independent(
                new double[][] {{0.9, 0.05, 0.01, 0.01, 0.01, 0.01, 0.01}, mOfNames}),
            MadePairs.independent(new double[][] {addresses, names}));

    ComparisonWeights learnt = train(spec, pairs.asDrawn(), true).model().comparisons().get(1);

    assertThat(learnt.given()).containsExactly(0);
    double[] noAddress = learnt.weights()[0];
    double[] sameAddress = learnt.weights()[1];
    double[] sameStreet = learnt.weights()[6];
    double[] elsewhere = learnt.weights()[7];
    assertThat(noAddress).containsExactly(sameStreet).containsExactly(elsewhere);
    // One pair in twenty is of a family, and of these one in sixteen has names that are alike.
    double alike = 0.95 * names[3] + 0.05 * 8 / 127;
    assertThat(sameAddress[3]).isCloseTo(log2(mOfNames[3] / alike), within(0.3));
    assertThat(noAddress[3]).isCloseTo(log2(mOfNames[3] / names[3]), within(0.3));
    assertThat(sameAddress[6])
        .as("names that differ say about the same anywhere")
        .isCloseTo(noAddress[6], within(0.1));
    assertNeverRising(learnt);
  }

  /** The family: who is not the same and has the same telephone has the same e-mail as well. */
  @Test
  void comparisonsThatGoTogetherAmongOthers_areFoundInTheData_andCountedTogether() {
    double families = 0.02;
    double[][] m = {{0.95, 0.02, 0.02, 0.01}, {0.97, 0.01, 0.01, 0.01}, M[2], M[3]};
    Look apart = MadePairs.independent(U);
    Look family = MadePairs.independent(new double[][] {{1, 0, 0, 0}, {1, 0, 0, 0}, U[2], U[3]});
    MadePairs pairs =
        new MadePairs(
            SEED,
            PROBES,
            REFERENCE,
            0.7,
            MadePairs.independent(m),
            random -> (random.nextDouble() < families ? family : apart).draw(random));

    LinkModel model = train(CODES, pairs.asDrawn(), true).model();

    List<Integer> order = CODES.inOrderOfCost();
    int first = order.indexOf(0) < order.indexOf(1) ? 0 : 1;
    int second = 1 - first;
    ComparisonWeights dependent = model.comparisons().get(second);
    assertThat(model.comparisons().get(first).given()).isEmpty();
    assertThat(dependent.given()).containsExactly(first);
    assertThat(model.comparisons().get(2).given()).isEmpty();
    assertThat(model.comparisons().get(3).given()).isEmpty();
    int sameBefore = 1;
    assertThat(model.comparisons().get(first).weights()[0][0] + dependent.weights()[sameBefore][0])
        .as("no more than the share of families allows")
        .isCloseTo(log2(m[0][0] * m[1][0] / families), within(0.3));
    model.comparisons().forEach(TrainerTest::assertNeverRising);
  }

  /** Where blocking brings together hardly anybody but matches, random pairs show the others. */
  @Test
  void pairsThatBlockingDoesNotBringTogether_areSeenThroughRandomPairs() {
    long same = pattern(0, 0, 0, 0);
    long different = pattern(3, 3, 3, 3);
    long sameSex = pattern(3, 3, 3, 0);
    TrainingPairs pairs = new TrainingPairs(1_000);
    for (long probe = 0; probe < 1_000; probe++) {
      pairs.addCandidates(probe, same, 0, 1);
    }
    for (int i = 0; i < 10_000; i++) {
      pairs.addRandom(i % 2 == 0 ? different : sameSex, 1);
    }

    LinkModel model = train(CODES, pairs, true).model();

    assertThat(pairs.randomPairs()).isEqualTo(10_000);
    assertThat(model.comparisons().get(3).u()[0]).isCloseTo(0.5, within(0.01));
    assertThat(model.comparisons().get(0).u()[0]).isLessThan(0.001);
    assertThat(model.comparisons().get(3).weights()[0][0]).isCloseTo(1, within(0.05));
    assertThat(model.comparisons().get(0).weights()[0][0]).isGreaterThan(9);
  }

  /** Two candidates look the same, but one of them shares a rare value. */
  @Test
  void theRarityOfValues_tellsCandidatesApart() {
    long same = pattern(0, 0, 0, 0);
    long different = pattern(3, 3, 3, 3);
    TrainingPairs alike = new TrainingPairs(1_000);
    TrainingPairs oneRare = new TrainingPairs(1_000);
    for (long probe = 0; probe < 500; probe++) {
      alike.addCandidates(probe, same, 0, 1);
      alike.addCandidates(probe, different, 0, 999);
      oneRare.addCandidates(probe, same, probe % 2 == 0 ? 10 : -60, 1);
      oneRare.addCandidates(probe, different, 0, 999);
    }
    for (int i = 0; i < 100_000; i++) {
      alike.addRandomCandidates(1);
      oneRare.addRandomCandidates(1);
    }

    assertThat(train(CODES, alike, true).matching()).isGreaterThan(0.95);
    assertThat(train(CODES, oneRare, true).matching()).isCloseTo(0.5, within(0.02));
  }

  private static long pattern(int... levels) {
    long pattern = 0;
    for (int c = 0; c < levels.length; c++) {
      pattern |= MentionComparison.inPattern(c, levels[c]);
    }
    return pattern;
  }

  @Test
  void beforeLearning_thereAreCounts_andAllWeightsAreZero() {
    LinkSpec restaurants = SpecReader.builtIn("restaurants").orElseThrow().parse();
    TermTable zips = new TermTable(10, Map.of("94110", 5), Map.of());
    TermTable names = new TermTable(10, Map.of("SUBWAY", 5), Map.of("SUBWAY", 6));

    LinkSpec counted =
        Untrained.counted(
            restaurants, List.of(names, TermTable.EMPTY, zips, TermTable.EMPTY, TermTable.EMPTY));

    LinkModel model = counted.model().orElseThrow();
    assertThat(counted.terms(0)).isEqualTo(names);
    assertThat(model.priorWeight()).isZero();
    assertThat(model.comparisons())
        .allSatisfy(weights -> assertThat(weights.weights()[0]).containsOnly(0));
    assertThat(model.comparisons().get(0).commonness()).isEqualTo(names.othersOnAverage());
    assertThat(model.comparisons().get(1).commonness()).as("no value occurs twice").isZero();
    assertThat(model.comparisons().get(2).commonness()).as("a zip names no thing").isZero();
  }

  private static double log2(double value) {
    return Math.log(value) / Math.log(2);
  }

  /** Twins: each probe has two candidates that look the same, and the first is the right one. */
  private static TrainingPairs twins() {
    TrainingPairs pairs = new TrainingPairs(REFERENCE);
    for (int probe = 0; probe < PROBES; probe++) {
      pairs.addCandidates(probe, 0x1111, 0, probe % 2 == 0 ? 2 : 1);
      pairs.addCandidates(probe, 0x4444, 0, REFERENCE - 2);
    }
    for (int i = 0; i < 10_000; i++) {
      pairs.addRandomCandidates(1);
    }
    return pairs;
  }

  @Test
  void aPairThatIsKnownToMatch_leavesNothingForTheOtherCandidatesOfItsProbe() {
    TrainingPairs known = twins();
    for (int probe = 0; probe < PROBES; probe++) {
      known.addLabel(probe, new TrainingPairs.Kind(0x4441, 0), true);
    }

    Trained without = train(CODES, twins(), true);
    Trained with = train(CODES, known, true);

    assertThat(known.labels()).isEqualTo(PROBES);
    assertThat(without.model().comparisons().get(1).m()[0]).isGreaterThan(0.99);
    assertThat(with.model().comparisons().get(1).m()[0])
        .as("those who match agree in the first code alone")
        .isLessThan(0.01);
    assertThat(with.model().comparisons().get(0).m()[0]).isGreaterThan(0.99);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void pairsThatAreKnownNotToMatch_areNoEvidenceForAMatch(boolean atMostOne) {
    MadePairs made = codes(0.5);
    TrainingPairs known = made.asDrawn();
    made.matching()
        .forEach(
            (probe, pattern) -> known.addLabel(probe, new TrainingPairs.Kind(pattern, 0), false));

    double without = train(CODES, made.asDrawn(), atMostOne).matching();
    double with = train(CODES, known, atMostOne).matching();

    assertThat(with).isLessThan(0.05 * without);
  }

  @Test
  void labelsOfPairsThatBlockingDidNotBring_countOnceMore() {
    TrainingPairs candidates = new TrainingPairs(REFERENCE);
    candidates.addLabel(7, new TrainingPairs.Kind(0x1111, 0), true);

    assertThat(candidates.columns().counts()).containsExactly(1);
    assertThat(candidates.columns().same()).containsExactly(1);
    assertThat(candidates.columns().open(0)).isZero();
    assertThat(candidates.probes()).isEqualTo(1);
  }

  @Test
  void aLevelThatNoPairReaches_isTold() {
    Look noSlips = MadePairs.independent(M[0], M[1], new double[] {0.95, 0, 0, 0.05}, M[3]);
    Look others = MadePairs.independent(U[0], U[1], new double[] {0.01, 0, 0, 0.99}, U[3]);

    Trained trained =
        train(CODES, new MadePairs(SEED, PROBES, REFERENCE, 0.7, noSlips, others).asDrawn(), true);

    String label = CODES.comparisons().get(2).levels().get(1).label();
    String next = CODES.comparisons().get(2).levels().get(2).label();
    assertThat(trained.warnings()).isEmpty();
    assertThat(trained.remarks())
        .containsExactly(
            "No pair reached these levels, so their weights are guesses: a2 '%s', a2 '%s'."
                .formatted(label, next));
  }

  @Test
  void aModelThatLinksNothing_isTold() {
    double[] alike = {0.25, 0.25, 0.25, 0.25};
    Look look = MadePairs.independent(alike, alike, alike, alike);

    Trained trained =
        train(CODES, new MadePairs(SEED, PROBES, REFERENCE, 0.7, look, look).asDrawn(), true);

    assertThat(trained.warnings())
        .anySatisfy(
            sentence ->
                assertThat(sentence)
                    .matches(
                        "By this model even two records that agree in everything match with a"
                            + " probability of 0\\.[0-9]{2} only, so nothing will be linked but by"
                            + " rare values\\. Compare more attributes, or set the weights by hand\\."));
  }

  @Test
  void aModelThatLinksEverything_isTold() {
    TrainingPairs pairs = new TrainingPairs(1);
    for (int probe = 0; probe < PROBES; probe++) {
      pairs.addCandidates(probe, probe % 2 == 0 ? 0x1111 : 0x4444, 0, 1);
      pairs.addLabel(probe, new TrainingPairs.Kind(probe % 2 == 0 ? 0x1111 : 0x4444, 0), true);
    }

    assertThat(train(CODES, pairs, true).warnings())
        .anySatisfy(
            sentence ->
                assertThat(sentence)
                    .matches(
                        "By this model two records that share a blocking key and agree in nothing"
                            + " else match with a probability of [01]\\.[0-9]{2}: it has collapsed\\. Do"
                            + " not use its links; compare more attributes, or set the weights by"
                            + " hand\\."));
  }
}

package io.linkgrid.evaluation;

import static io.linkgrid.evaluation.Evaluation.NONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.linkgrid.evaluation.DecisionQuality.Reviews;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DecisionQualityTest {
  private static final int ACME = 10;
  private static final int LANTERN = 11;
  private static final int KELP = 12;
  private static final int E1 = 1;
  private static final int E2 = 2;

  /** Six records; the reference holds the rows 0, 1 and 2. */
  private static final List<RecordLink> RECORDS =
      List.of(
          new RecordLink(Band.MATCH, 0.995, 7.6, Set.of(0), Set.of(0)),
          new RecordLink(Band.MATCH, 0.85, 2.5, Set.of(1), Set.of(2)),
          new RecordLink(Band.MATCH, 0.75, 1.6, Set.of(1), Set.of()),
          new RecordLink(Band.REVIEW, 0.55, 0.3, Set.of(2), Set.of(2)),
          new RecordLink(Band.NEW, 1, 0, Set.of(), Set.of(1)),
          // another record founded its entity, so to the reference it is new
          new RecordLink(Band.MATCH, 1, 0, Set.of(), Set.of()));

  @Test
  void recordsAgainstAReference_areRight_wrong_newOrMissed() {
    assertThat(DecisionQuality.ofRecords(RECORDS, Reviews.WITH_CANDIDATES).confusion())
        .containsExactly(
            new ConfusionRow(Band.MATCH, 1, 1, 1, 0),
            new ConfusionRow(Band.REVIEW, 1, 0, 0, 0),
            new ConfusionRow(Band.NEW, 1, 0, 0, 1));
  }

  @Test
  void higherThreshold_losesLinks_andALowerOneTakesTheReviewsIn() {
    List<ThresholdPoint> curve = RecordLink.curve(RECORDS);

    assertThat(RecordLink.counts(RECORDS)).isEqualTo(new PairCounts(1, 2, 3));
    assertThat(at(curve, 0.5)).isEqualTo(new PairCounts(2, 2, 2));
    assertThat(at(curve, 0.6)).isEqualTo(new PairCounts(1, 2, 3));
    assertThat(at(curve, 0.8)).isEqualTo(new PairCounts(1, 1, 3));
    assertThat(at(curve, 0.99)).isEqualTo(new PairCounts(1, 0, 3));
    assertThat(at(curve, 0.999)).isEqualTo(new PairCounts(0, 0, 4));
  }

  @Test
  void reliability_countsLinksInBands_andFoundersAreNone() {
    assertThat(DecisionQuality.ofRecords(RECORDS, Reviews.WITH_CANDIDATES).reliability())
        .containsExactly(
            new Reliability(0.5, 0.6, 1, 1, 0.55),
            new Reliability(0.7, 0.8, 1, 0, 0.75),
            new Reliability(0.8, 0.9, 1, 0, 0.85),
            new Reliability(0.99, 1, 1, 1, 0.995));
  }

  @Test
  void weights_areInBinsOfTwoBits_withTheEmptyOnesBetween() {
    assertThat(DecisionQuality.ofRecords(RECORDS, Reviews.WITH_CANDIDATES).weights())
        .containsExactly(
            new WeightBin(0, 2, 1, 1),
            new WeightBin(2, 4, 0, 1),
            new WeightBin(4, 6, 0, 0),
            new WeightBin(6, 8, 1, 0));
  }

  @Test
  void reviewWithoutACandidate_waitsInVain_orIsMissed() {
    List<RecordLink> records =
        List.of(
            new RecordLink(Band.REVIEW, 0.5, 0, Set.of(), Set.of()),
            new RecordLink(Band.REVIEW, 0.5, 0, Set.of(), Set.of(1)),
            new RecordLink(Band.REJECTED, 0, Double.NaN, Set.of(), Set.of(1)));

    DecisionQuality quality = DecisionQuality.ofRecords(records, Reviews.WITHOUT_CANDIDATES);

    assertThat(quality.confusion())
        .containsExactly(
            new ConfusionRow(Band.MATCH, 0, 0, 0, 0),
            new ConfusionRow(Band.REVIEW, 0, 0, 1, 1),
            new ConfusionRow(Band.NEW, 0, 0, 0, 0),
            new ConfusionRow(Band.REJECTED, 0, 0, 0, 1));
    assertThat(quality.reliability()).isEmpty();
    assertThat(quality.weights()).isEmpty();
  }

  /** Three Acmes and a Lantern in E1, a lone Acme in E2, a Kelp in E1, a Lantern in review. */
  private static RowLinks rows() {
    return new RowLinks(
        List.of(Band.NEW, Band.MATCH, Band.MATCH, Band.MATCH, Band.NEW, Band.MATCH, Band.REVIEW),
        new double[] {1, 1, 0.95, 0.8, 1, 0.7, 0.4},
        new double[] {0, 0, 4.2, 2, 0, 1.2, -0.6},
        new int[] {ACME, ACME, ACME, LANTERN, ACME, KELP, LANTERN},
        new int[] {E1, E1, E1, E1, E2, E1, NONE},
        new int[] {NONE, NONE, NONE, NONE, NONE, NONE, E1});
  }

  @Test
  void rows_areJudgedByTheBusinessThatTheirEntityIs() {
    assertThat(rows().judged())
        .extracting(Judged::outcome)
        .containsExactly(
            Outcome.RIGHT,
            Outcome.RIGHT,
            Outcome.RIGHT,
            Outcome.SHOULD_BE_NEW,
            Outcome.MISSED,
            Outcome.SHOULD_BE_NEW,
            Outcome.SHOULD_BE_NEW);
  }

  @Test
  void rowThatBelongsElsewhere_hasTheWrongEntity() {
    RowLinks rows =
        new RowLinks(
            List.of(Band.NEW, Band.NEW, Band.MATCH),
            new double[] {1, 1, 0.9},
            new double[] {0, 0, 3},
            new int[] {ACME, LANTERN, LANTERN},
            new int[] {E1, E2, E1},
            new int[] {NONE, NONE, NONE});

    assertThat(rows.judged())
        .extracting(Judged::outcome)
        .containsExactly(Outcome.RIGHT, Outcome.RIGHT, Outcome.WRONG_ENTITY);
  }

  @Test
  void repeatOfAFounder_isNoLink() {
    assertThat(rows().judged())
        .extracting(Judged::kind)
        .containsExactly(
            Judged.Kind.NO_LINK,
            Judged.Kind.NO_LINK,
            Judged.Kind.LINK,
            Judged.Kind.LINK,
            Judged.Kind.NO_LINK,
            Judged.Kind.LINK,
            Judged.Kind.LINK);
  }

  @Test
  void rowsBelowTheThreshold_leaveTheirEntity_withThoseOfTheSameTexts() {
    // as they are: E1 holds Acme three times, Lantern and Kelp; the review joins it at 0.4
    assertThat(at(rows().curve(new int[0]), 0.6)).isEqualTo(new PairCounts(3, 7, 4));
    assertThat(at(rows().curve(new int[0]), 0.4)).isEqualTo(new PairCounts(4, 11, 3));
    assertThat(at(rows().curve(new int[0]), 0.9)).isEqualTo(new PairCounts(3, 0, 4));
    assertThat(at(rows().curve(new int[0]), 0.99)).isEqualTo(new PairCounts(1, 0, 6));

    // a Lantern in review has no entity until the threshold is low enough
    int[] texts = {0, 0, 1, 2, 3, 4, 2};
    assertThat(at(rows().curve(texts), 0.9)).isEqualTo(new PairCounts(3, 0, 4));
    RowLinks twins =
        new RowLinks(
            List.of(Band.NEW, Band.MATCH, Band.MATCH),
            new double[] {1, 0.8, 0.8},
            new double[] {0, 2, 2},
            new int[] {ACME, LANTERN, LANTERN},
            new int[] {E1, E1, E1},
            new int[] {NONE, NONE, NONE});
    assertThat(at(twins.curve(new int[] {0, 1, 1}), 0.9)).isEqualTo(new PairCounts(1, 0, 0));
    assertThat(at(twins.curve(new int[0]), 0.9)).isEqualTo(new PairCounts(0, 0, 1));
  }

  @Test
  void rowsWithoutAllTheirValues_areRefused() {
    assertThatThrownBy(
            () ->
                new RowLinks(
                    List.of(Band.NEW),
                    new double[1],
                    new double[1],
                    new int[2],
                    new int[1],
                    new int[1]))
        .hasMessage("Each of the 1 rows needs all its values");
  }

  @Test
  void wilson_isTheIntervalOfTheTextbook() {
    // Newcombe 1998: 81 of 263 is 0.2553 to 0.3662; 15 of 148 is 0.0624 to 0.1605; 0 of 20 to
    // 0.1611
    assertInterval(Interval.wilson(81, 263), 0.2553, 0.3662);
    assertInterval(Interval.wilson(15, 148), 0.0624, 0.1605);
    assertInterval(Interval.wilson(0, 20), 0, 0.1611);
    assertInterval(Interval.wilson(29, 29), 0.8830, 1);
    assertThat(Interval.wilson(0, 0)).isEqualTo(new Interval(0, 1));
    assertThatThrownBy(() -> Interval.wilson(3, 2))
        .hasMessage("A part is 0 to the whole, not 3 of 2");
  }

  private static void assertInterval(Interval interval, double low, double high) {
    assertThat(interval.low()).isCloseTo(low, within(0.00005));
    assertThat(interval.high()).isCloseTo(high, within(0.00005));
  }

  private static PairCounts at(List<ThresholdPoint> curve, double threshold) {
    return curve.stream()
        .filter(point -> point.threshold() == threshold)
        .findFirst()
        .orElseThrow()
        .counts();
  }
}

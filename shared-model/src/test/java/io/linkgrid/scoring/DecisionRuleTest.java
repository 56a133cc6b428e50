package io.linkgrid.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.linkgrid.model.Decision;
import io.linkgrid.spec.HandWeights;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The rule with thresholds set by hand: a match from 0.8 on, a review from 0.5 on. */
class DecisionRuleTest {
  private static final long ACME = 1;
  private static final long BRAVO = 2;

  private final DecisionRule rule = new DecisionRule(HandWeights.restaurants().parse());

  private static Evidence evidence(Candidate... candidates) {
    return Evidence.NONE.with(List.of(candidates));
  }

  @Test
  void withoutACandidate_theMentionIsNew_forCertain() {
    Verdict verdict = rule.decide(Evidence.NONE);

    assertThat(verdict.decision()).isEqualTo(Decision.NEW);
    assertThat(verdict.probability()).isEqualTo(1);
    assertThat(verdict.best()).isEmpty();
    assertThat(verdict.runnerUp()).isEmpty();
  }

  @Test
  void oneGoodCandidate_isAMatch_withItsOdds() {
    Verdict verdict = rule.decide(evidence(new Candidate(ACME, 3)));

    assertThat(verdict.decision()).isEqualTo(Decision.MATCH);
    assertThat(verdict.probability()).isEqualTo(8 / 9.0);
    assertThat(verdict.best()).contains(new Candidate(ACME, 3));
  }

  @Test
  void theThresholds_areTheirOwnSide() {
    assertThat(decisionAt(2)).as("odds 4, probability 0.8").isEqualTo(Decision.MATCH);
    assertThat(decisionAt(1.99)).isEqualTo(Decision.REVIEW);
    assertThat(decisionAt(0)).as("odds 1, probability 0.5").isEqualTo(Decision.REVIEW);
    assertThat(decisionAt(-0.01)).isEqualTo(Decision.NEW);
  }

  private Decision decisionAt(double weight) {
    return rule.decide(evidence(new Candidate(ACME, weight))).decision();
  }

  @Test
  void twoEqualCandidates_areAReview_howeverGoodTheyAre() {
    for (double weight : new double[] {3, 12, 60, 1_500}) {
      Verdict verdict =
          rule.decide(evidence(new Candidate(BRAVO, weight), new Candidate(ACME, weight)));

      assertThat(verdict.decision()).as("weight %s", weight).isEqualTo(Decision.REVIEW);
      assertThat(verdict.best()).contains(new Candidate(ACME, weight));
      assertThat(verdict.runnerUp()).contains(new Candidate(BRAVO, weight));
      assertThat(verdict.probability())
          .isLessThanOrEqualTo(0.5)
          .isEqualTo(verdict.runnerUpProbability());
    }
  }

  @Test
  void manyUnlikelyCandidates_makeTheBestOneUncertain() {
    List<Candidate> crowd = new ArrayList<>();
    crowd.add(new Candidate(ACME, 6));
    for (int i = 0; i < 40; i++) {
      crowd.add(new Candidate(100 + i, 0));
    }

    assertThat(decisionAt(6)).isEqualTo(Decision.MATCH);
    assertThat(rule.decide(Evidence.NONE.with(crowd)).decision()).isEqualTo(Decision.REVIEW);
  }

  @Test
  void theProbabilities_areSharesOfAllOdds_andAddUpToOneWithNobody() {
    Random random = new Random(11);
    for (int trial = 0; trial < 2_000; trial++) {
      List<Candidate> candidates = new ArrayList<>();
      for (int i = 0; i < 1 + random.nextInt(2); i++) {
        candidates.add(new Candidate(i, random.nextInt(60) / 2.0 - 6));
      }
      double odds = 1 + candidates.stream().mapToDouble(c -> Math.pow(2, c.weight())).sum();
      double nobody = 1 / odds;

      Verdict verdict = rule.decide(Evidence.NONE.with(candidates));

      double best = Math.pow(2, verdict.best().orElseThrow().weight()) / odds;
      assertThat(best + verdict.runnerUpProbability() + nobody).isCloseTo(1, within(1e-12));
      assertThat(verdict.probability())
          .isCloseTo(verdict.decision() == Decision.NEW ? nobody : best, within(1e-12));
    }
  }

  @Test
  void candidatesThatWereNotKept_haveTheirShare() {
    List<Candidate> many = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      many.add(new Candidate(i, i % 17 / 2.0));
    }
    double odds = 1 + many.stream().mapToDouble(c -> Math.pow(2, c.weight())).sum();

    Verdict verdict = rule.decide(Evidence.NONE.with(many));

    assertThat(verdict.decision()).isEqualTo(Decision.REVIEW);
    assertThat(verdict.probability()).isCloseTo(256 / odds, within(1e-12));
  }
}

package io.linkgrid.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.linkgrid.model.Decision;
import io.linkgrid.model.EntityId;
import io.linkgrid.model.Mention;
import io.linkgrid.scoring.Candidate;
import io.linkgrid.scoring.DecisionRule;
import io.linkgrid.scoring.Evidence;
import io.linkgrid.spec.SpecReader;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The candidates of a record and their shares of one probability. */
class FoundTest {
  private static final DecisionRule RULE =
      new DecisionRule(SpecReader.builtIn("restaurants").orElseThrow().parse());
  private static final Mention ACME = new Mention(1, List.of("ACME", "", "", "", ""));

  private static Found found(double otherOdds, Candidate... candidates) {
    Evidence evidence = new Evidence(List.of(candidates), otherOdds);
    return new Found(ACME, evidence, RULE.decide(evidence));
  }

  @Test
  void ranked_sharesOneProbability_asTheDecisionDoes() {
    Found found = found(0, new Candidate(7, 10), new Candidate(8, 4), new Candidate(9, -2));

    assertThat(found.decision()).isEqualTo(Decision.MATCH);
    List<Found.Ranked> ranked = found.ranked(2);
    assertThat(ranked).hasSize(2);
    assertThat(ranked.get(0).entityId()).isEqualTo(EntityId.text(7));
    assertThat(ranked.get(0).probability()).isEqualTo(found.verdict().probability());
    assertThat(ranked.get(1).probability()).isEqualTo(found.verdict().runnerUpProbability());
    // 1024, 16 and a quarter against 1 for none.
    assertThat(ranked.get(1).probability()).isCloseTo(16 / 1041.25, within(1e-12));
  }

  @Test
  void ranked_ofNobody_isNobody_andHugeWeightsDoNotOverflow() {
    assertThat(found(0).ranked(5)).isEmpty();
    assertThat(found(0).decision()).isEqualTo(Decision.NEW);
    List<Found.Ranked> ranked =
        found(3, new Candidate(7, 5_000), new Candidate(8, 5_000)).ranked(5);
    assertThat(ranked.get(0).probability()).isCloseTo(0.5, within(1e-12));
    assertThat(ranked.get(1).probability()).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void aRate_isSaidInASentence() {
    assertThat(new LookupRate(10_000, 2, 20, 0.974, 12.5, 40).sentence())
        .isEqualTo(
            "10,000 lookups in 20.0 s (500/s), 2 failed: p50 0.97 ms, p99 12.50 ms, max 40.00 ms.");
  }
}

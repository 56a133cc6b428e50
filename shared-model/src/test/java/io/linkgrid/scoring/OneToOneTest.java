package io.linkgrid.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkgrid.model.Decision;
import io.linkgrid.spec.SpecReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Where every file holds each entity once, an entity goes to the likeliest record. */
class OneToOneTest {
  private static final DecisionRule RULE =
      new DecisionRule(SpecReader.builtIn("restaurants").orElseThrow().parse());

  private static Evidence found(Candidate... candidates) {
    return Evidence.NONE.with(List.of(candidates));
  }

  private static Map<Long, Evidence> assign(Map<Long, Evidence> probes) {
    OneToOne oneToOne = new OneToOne(RULE);
    probes.forEach(oneToOne::add);
    return new TreeMap<>(oneToOne.assign());
  }

  @Test
  void theHeavierPair_takesTheEntity_andTheOtherProbeGoesOnToItsNext() {
    Map<Long, Evidence> left =
        assign(
            Map.of(
                1L, found(new Candidate(100, 12)),
                2L, found(new Candidate(100, 10), new Candidate(200, 5)),
                3L, found(new Candidate(100, 9))));

    assertThat(left)
        .isEqualTo(
            Map.of(
                1L, found(new Candidate(100, 12)),
                2L, found(new Candidate(200, 5)),
                3L, Evidence.NONE));
  }

  @Test
  void equalPairs_goToTheSmallerProbe() {
    Map<Long, Evidence> left =
        assign(Map.of(7L, found(new Candidate(100, 8)), 5L, found(new Candidate(100, 8))));

    assertThat(left.get(5L)).isEqualTo(found(new Candidate(100, 8)));
    assertThat(left.get(7L)).isEqualTo(Evidence.NONE);
  }

  @Test
  void whoIsInDoubt_takesNothing() {
    Evidence twoEqual = found(new Candidate(100, 12), new Candidate(200, 12));
    Evidence one = found(new Candidate(100, 8));

    Map<Long, Evidence> left = assign(Map.of(1L, twoEqual, 2L, one));

    assertThat(RULE.decide(twoEqual).decision()).isEqualTo(Decision.REVIEW);
    assertThat(left.get(2L)).as("the probe that is sure").isEqualTo(one);
    assertThat(left.get(1L)).as("in no doubt any more").isEqualTo(found(new Candidate(200, 12)));
  }

  @Test
  void noEntityIsMatchedTwice_whateverTheOrder() {
    Random random = new Random(3);
    for (int round = 0; round < 200; round++) {
      List<Map.Entry<Long, Evidence>> probes = new ArrayList<>();
      for (long probe = 0; probe < 20; probe++) {
        List<Candidate> candidates = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          candidates.add(new Candidate(random.nextInt(12), random.nextInt(24) - 6));
        }
        probes.add(Map.entry(probe, Evidence.NONE.with(candidates)));
      }
      OneToOne inOrder = new OneToOne(RULE);
      probes.forEach(p -> inOrder.add(p.getKey(), p.getValue()));
      Map<Long, Evidence> left = inOrder.assign();
      Collections.shuffle(probes, random);
      OneToOne shuffled = new OneToOne(RULE);
      probes.forEach(p -> shuffled.add(p.getKey(), p.getValue()));

      assertThat(shuffled.assign()).isEqualTo(left);
      Set<Long> taken = new HashSet<>();
      left.values().stream()
          .map(RULE::decide)
          .filter(verdict -> verdict.decision() == Decision.MATCH)
          .forEach(
              verdict ->
                  assertThat(taken.add(verdict.best().orElseThrow().entity()))
                      .as("an entity for one probe alone")
                      .isTrue());
    }
  }
}

package io.linkgrid.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.linkgrid.chart.Xml;
import io.linkgrid.explain.Explanation.Against;
import io.linkgrid.explain.Explanation.Change;
import io.linkgrid.explain.Explanation.Step;
import io.linkgrid.explain.Explanation.Stored;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WhatIfTest {
  private static final Change ZIP = new Change("zip", "same", "different", 2, -4.5);
  private static final Change NAME_A_LITTLE = new Change("name", "same", "alike", 1, 1.5);
  private static final Change NAME = new Change("name", "same", "different", 2, -6);
  private static final Change NOTHING = new Change("phone", "one slip", "same", 1, 4);

  /** Two to the third against one: a probability of 8 / 9 alone, and 0.8 beside a 2 to the 0. */
  private static Explanation of(double weight, Optional<Double> runnerUp, Change... changes) {
    Against best =
        new Against(
            "E1",
            List.of("ACME & CO <DINER>", "94103"),
            -8,
            List.of(
                new Step("zip", "same", "94103", "94103", 6, 0),
                new Step("name", "same", "ACME", "ACME", weight + 1, 1)),
            weight,
            List.of(changes));
    List<Against> candidates =
        runnerUp
            .map(
                w -> List.of(best, new Against("E2", List.of("X", ""), w, List.of(), w, List.of())))
            .orElse(List.of(best));
    return new Explanation(
        "B:12",
        "i-12",
        1,
        List.of("ACME & CO", "94103"),
        Optional.of(
            new Stored(
                "MATCH",
                Optional.of("E1"),
                weight,
                0.8,
                Optional.of("E1"),
                runnerUp.map(w -> "E2"),
                0.1)),
        candidates);
  }

  @Test
  void matchAlone_needsTheWeightOfTheThreshold() {
    WhatIf answer =
        WhatIf.of(of(3, Optional.empty(), NOTHING, NAME, NAME_A_LITTLE, ZIP), 0.8).orElseThrow();

    // odds of 4 are two bits
    assertThat(answer.needed()).isCloseTo(2, within(1e-8));
    assertThat(answer.matches()).isTrue();
    assertThat(answer.probability()).isCloseTo(8.0 / 9, within(1e-12));
    assertThat(answer.turning()).containsExactly(NAME_A_LITTLE, ZIP);
    assertThat(ExplanationText.sentences(answer))
        .containsExactly(
            "It reaches the 2.00 of a match by 1.00.",
            "With 'name' at 'alike' instead of 'same' its weight would be 1.50, and it would not"
                + " reach it.",
            "With a threshold of a match above 0.888889 it would be none.");
  }

  @Test
  void runnerUp_takesItsShare() {
    WhatIf answer = WhatIf.of(of(3, Optional.of(0.0), NOTHING, NAME), 0.85).orElseThrow();

    // 8 / (1 + 1 + 8)
    assertThat(answer.probability()).isCloseTo(0.8, within(1e-12));
    assertThat(answer.matches()).isFalse();
    assertThat(answer.turning()).containsExactly(NOTHING);
    assertThat(ExplanationText.sentences(answer))
        .containsExactly(
            "It misses the 3.50 of a match by 0.50.",
            "With 'phone' at 'same' instead of 'one slip' its weight would be 4.00, and it would"
                + " reach it.",
            "With a threshold of a match of 0.800000 or less it would be one.");
  }

  @Test
  void nothingThatTurnsIt_isSaid() {
    WhatIf answer = WhatIf.of(of(5, Optional.empty(), NOTHING), 0.8).orElseThrow();

    assertThat(answer.turning()).isEmpty();
    assertThat(ExplanationText.sentences(answer))
        .contains("No other level of any one comparison would change that.");
  }

  @Test
  void noCandidate_hasNoWhatIf() {
    Explanation alone =
        new Explanation("B:1", "i", 1, List.of("ACME", ""), Optional.empty(), List.of());

    assertThat(WhatIf.of(alone, 0.7)).isEmpty();
    assertThat(Xml.of(ExplanationPage.render(alone, 0.7)).elements("svg")).isEmpty();
    assertThat(ExplanationText.render(alone, 0.7))
        .isEqualTo("Record i (row B:1)\nACME | \n\nNothing was decided about it yet.\n");
  }

  @Test
  void page_hasAWaterfallForEachCandidate_andTheChanges() {
    Xml page = Xml.of(ExplanationPage.render(of(3, Optional.of(0.0), NOTHING), 0.85));

    assertThat(page.texts("h2"))
        .containsExactly(
            "Against entity E1",
            "Runner-up, entity E2",
            "What would have changed the answer",
            "The match weight, if one comparison had come out otherwise");
    assertThat(page.alternativeTexts())
        .containsExactly(
            "From the prior to a match weight of 3.00 against entity E1; a match needs 3.50. The"
                + " numbers are in the table below.",
            "From the prior to a match weight of 0.00 against entity E2; a match needs 3.50. The"
                + " numbers are in the table below.",
            "The match weight as it is, as it would be with another level of one comparison, and"
                + " what a match needs.");
    assertThat(page.texts("text"))
        .contains("prior", "zip: same", "name: same", "match weight", "+6.00", "match");
    assertThat(page.texts("p"))
        .contains("With a threshold of a match of 0.800000 or less it would be one.");
    assertThat(page.texts("p").toString()).contains("ACME & CO <DINER>");
  }

  @Test
  void text_tellsTheSumAndWhatWouldChangeIt() {
    assertThat(ExplanationText.render(of(3, Optional.of(0.0), NOTHING), 0.85))
        .contains(
            "Against entity E1\n",
            " zip       | same  | 94103  | 94103  |  +6.00 |        | -2.00 | --\n",
            "Match weight 3.000000: taken by itself, a probability of 0.888889.\n",
            "It misses the 3.50 of a match by 0.50.\n",
            "Runner-up, entity E2\n",
            "The margin of the best candidate over it is 3.00.\n");
  }
}

package io.linkgrid.explain;

import io.linkgrid.explain.Explanation.Against;
import io.linkgrid.explain.Explanation.Change;
import io.linkgrid.explain.Explanation.Step;
import io.linkgrid.explain.Explanation.Stored;
import io.linkgrid.report.TextTable;
import io.linkgrid.scoring.PairScorer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An explanation as text: the sum from the prior to the posterior, and what would change it. */
public final class ExplanationText {
  private static final int LONGEST_VALUE = 32;
  private static final int BAR = 24;

  private final StringBuilder text = new StringBuilder();

  private ExplanationText() {}

  /**
   * Returns the text.
   *
   * @param matchProbability the threshold of a match
   */
  public static String render(Explanation explanation, double matchProbability) {
    return new ExplanationText().rendered(explanation, matchProbability);
  }

  private String rendered(Explanation explanation, double matchProbability) {
    line("Record %s (row %s)", explanation.recordId(), explanation.record());
    if (explanation.rows() > 1) {
      line("%,d rows say the same, so they were decided together.", explanation.rows());
    }
    line("%s", String.join(" | ", explanation.values()));
    if (explanation.stored().isEmpty()) {
      line("\nNothing was decided about it yet.");
    }
    explanation.stored().ifPresent(this::decision);
    Optional<WhatIf> answer = WhatIf.of(explanation, matchProbability);
    for (int i = 0; i < explanation.candidates().size(); i++) {
      Against candidate = explanation.candidates().get(i);
      line("\n%s entity %s", i == 0 ? "Against" : "Runner-up,", candidate.entityId());
      table(candidate);
      if (i == 0) {
        answer.ifPresent(found -> sentences(found).forEach(sentence -> line("%s", sentence)));
      } else {
        double margin = explanation.candidates().get(0).weight() - candidate.weight();
        line("The margin of the best candidate over it is %.2f.", margin);
      }
    }
    if (explanation.candidates().isEmpty() && explanation.stored().isPresent()) {
      line("\nNo other mention was close enough to be compared with here.");
    }
    return text.toString();
  }

  private void line(String format, Object... values) {
    text.append(format(format, values)).append('\n');
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private void decision(Stored stored) {
    String entity = stored.entityId().map(id -> " of entity " + id).orElse("");
    line(
        "\nDecision: %s%s, probability %.6f, match weight %.6f",
        stored.decision(), entity, stored.probability(), stored.weight());
    stored
        .runnerUpEntityId()
        .ifPresent(id -> line("Runner-up: %s, probability %.6f", id, stored.runnerUpProbability()));
  }

  private void table(Against candidate) {
    TextTable table =
        new TextTable(TextTable.Lines.PLAIN)
            .texts("attribute", "level", "record", "entity")
            .numbers("weight", "rarity", "sum")
            .texts("");
    double sum = candidate.priorWeight();
    table.row(row("prior", "", "", "", sum, 0, sum));
    for (Step step : candidate.steps()) {
      sum += step.weight() + step.rarity();
      table.row(
          row(
              step.attribute(),
              step.level(),
              step.left(),
              step.right(),
              step.weight(),
              step.rarity(),
              sum));
    }
    text.append(table.render());
    line(
        "Match weight %.6f: taken by itself, a probability of %.6f.",
        candidate.weight(), PairScorer.probability(candidate.weight()));
  }

  private static List<String> row(
      String attribute,
      String level,
      String one,
      String other,
      double weight,
      double rarity,
      double sum) {
    return List.of(
        attribute,
        level,
        shortened(one),
        shortened(other),
        String.format(Locale.ROOT, "%+.2f", weight),
        rarity == 0 ? "" : String.format(Locale.ROOT, "%+.2f", rarity),
        String.format(Locale.ROOT, "%.2f", sum),
        bar(sum));
  }

  private static String shortened(String value) {
    return value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE - 1) + "…";
  }

  /** A bit a character: what speaks against it in minus signs, what speaks for it in plus signs. */
  private static String bar(double sum) {
    int length = (int) Math.min(BAR, Math.round(Math.abs(sum)));
    return (sum < 0 ? "-" : "+").repeat(length);
  }

  /** What would have changed the answer, a sentence each. */
  static List<String> sentences(WhatIf answer) {
    List<String> sentences = new ArrayList<>();
    if (answer.matches()) {
      sentences.add(
          format("It reaches the %.2f of a match by %.2f.", answer.needed(), answer.margin()));
    } else {
      sentences.add(
          format("It misses the %.2f of a match by %.2f.", answer.needed(), -answer.margin()));
    }
    if (answer.turning().isEmpty()) {
      sentences.add("No other level of any one comparison would change that.");
    } else {
      Change smallest = answer.turning().get(0);
      sentences.add(
          format(
              "With '%s' at '%s' instead of '%s' its weight would be %.2f, and it would %s.",
              smallest.attribute(),
              smallest.to(),
              smallest.from(),
              smallest.weight(),
              answer.matches() ? "not reach it" : "reach it"));
    }
    sentences.add(
        format(
            answer.matches()
                ? "With a threshold of a match above %.6f it would be none."
                : "With a threshold of a match of %.6f or less it would be one.",
            answer.probability()));
    return sentences;
  }
}

package io.linkgrid.explain;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import io.linkgrid.explain.Explanation.Against;
import io.linkgrid.explain.Explanation.Step;
import io.linkgrid.explain.Explanation.Stored;
import io.linkgrid.scoring.PairScorer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

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
      line("%nNothing was decided about it yet.");
    }
    explanation.stored().ifPresent(this::decision);
    for (int i = 0; i < explanation.candidates().size(); i++) {
      Against candidate = explanation.candidates().get(i);
      line("%n%s entity %s", i == 0 ? "Against" : "Runner-up,", candidate.entityId());
      table(candidate);
      if (i == 0) {
        change(candidate, PairScorer.weight(Math.min(matchProbability, 1 - 1e-9)));
      } else {
        double margin = explanation.candidates().get(0).weight() - candidate.weight();
        line("The margin of the best candidate over it is %.2f.", margin);
      }
    }
    if (explanation.candidates().isEmpty() && explanation.stored().isPresent()) {
      line("%nNo other mention was close enough to be compared with here.");
    }
    return text.toString();
  }

  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
  }

  private void decision(Stored stored) {
    String entity = stored.entityId().map(id -> " of entity " + id).orElse("");
    line(
        "%nDecision: %s%s, probability %.6f, match weight %.6f",
        stored.decision(), entity, stored.probability(), stored.weight());
    stored
        .runnerUpEntityId()
        .ifPresent(id -> line("Runner-up: %s, probability %.6f", id, stored.runnerUpProbability()));
  }

  private void table(Against candidate) {
    List<List<String>> rows = new ArrayList<>();
    double sum = candidate.priorWeight();
    rows.add(row("prior", "", "", "", sum, 0, sum));
    for (Step step : candidate.steps()) {
      sum += step.weight() + step.rarity();
      rows.add(
          row(
              step.attribute(),
              step.level(),
              step.left(),
              step.right(),
              step.weight(),
              step.rarity(),
              sum));
    }
    text.append(
            AsciiTable.builder()
                .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS_NO_OUTSIDE_BORDER)
                .data(
                    new Column[] {
                      left("attribute"),
                      left("level"),
                      left("record"),
                      left("entity"),
                      right("weight"),
                      right("rarity"),
                      right("sum"),
                      left("")
                    },
                    rows.stream().map(row -> row.toArray(Object[]::new)).toArray(Object[][]::new))
                .asString())
        .append(System.lineSeparator());
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

  /** The comparison that alone would turn the answer. */
  private void change(Against candidate, double threshold) {
    double missing = threshold - candidate.weight();
    if (missing <= 0) {
      candidate.steps().stream()
          .filter(step -> step.weight() + step.rarity() >= -missing)
          .min(Comparator.comparingDouble(step -> step.weight() + step.rarity()))
          .ifPresentOrElse(
              step ->
                  line(
                      "Without what '%s' adds (%+.2f) it would not reach the %.2f of a match.",
                      step.attribute(), step.weight() + step.rarity(), threshold),
              () -> line("No single comparison decides it: without any one it still matches."));
      return;
    }
    candidate.steps().stream()
        .filter(step -> -(step.weight() + step.rarity()) >= missing)
        .min(Comparator.comparingDouble(step -> step.weight() + step.rarity()))
        .ifPresentOrElse(
            step ->
                line(
                    "It misses the %.2f of a match by %.2f; without what '%s' takes away (%+.2f) it"
                        + " would reach it.",
                    threshold, missing, step.attribute(), step.weight() + step.rarity()),
            () -> line("It misses the %.2f of a match by %.2f.", threshold, missing));
  }

  private static Column left(String header) {
    return new Column()
        .header(header)
        .headerAlign(HorizontalAlign.LEFT)
        .dataAlign(HorizontalAlign.LEFT);
  }

  private static Column right(String header) {
    return new Column()
        .header(header)
        .headerAlign(HorizontalAlign.RIGHT)
        .dataAlign(HorizontalAlign.RIGHT);
  }
}

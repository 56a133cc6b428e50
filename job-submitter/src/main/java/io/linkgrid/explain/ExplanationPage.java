package io.linkgrid.explain;

import io.linkgrid.chart.BarChart;
import io.linkgrid.chart.Page;
import io.linkgrid.chart.Page.Width;
import io.linkgrid.chart.PageTable;
import io.linkgrid.chart.Tone;
import io.linkgrid.chart.Waterfall;
import io.linkgrid.explain.Explanation.Against;
import io.linkgrid.explain.Explanation.Change;
import io.linkgrid.explain.Explanation.Step;
import io.linkgrid.explain.Explanation.Stored;
import io.linkgrid.scoring.PairScorer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An explanation as a page: the sum from the prior to the posterior as a waterfall. */
public final class ExplanationPage {
  private final Explanation explanation;
  private final Optional<WhatIf> whatIf;
  private final Page page;

  private ExplanationPage(Explanation explanation, double matchProbability) {
    this.explanation = explanation;
    this.whatIf = WhatIf.of(explanation, matchProbability);
    this.page =
        new Page(
            "Why: record " + explanation.recordId(),
            "Row " + explanation.record() + ": " + String.join(" | ", explanation.values()));
  }

  /**
   * Returns the page, one file without a script.
   *
   * @param matchProbability the threshold of a match
   */
  public static String render(Explanation explanation, double matchProbability) {
    return new ExplanationPage(explanation, matchProbability).rendered();
  }

  private String rendered() {
    explanation.stored().ifPresent(this::decision);
    for (int i = 0; i < explanation.candidates().size(); i++) {
      waterfall(explanation.candidates().get(i), i == 0 ? "Against" : "Runner-up,");
    }
    whatIf.ifPresent(this::whatIf);
    return page.render();
  }

  private void decision(Stored stored) {
    Tone tone =
        switch (stored.decision()) {
          case "MATCH" -> Tone.MATCH;
          case "REVIEW" -> Tone.REVIEW;
          default -> Tone.NEW;
        };
    page.tile("Decision", stored.decision(), stored.entityId().orElse("no entity"), tone);
    page.tile("Probability", format("%.6f", stored.probability()), "", tone);
    page.tile("Match weight", format("%.3f", stored.weight()), "bits", tone);
    stored
        .runnerUpEntityId()
        .ifPresent(
            id ->
                page.tile(
                    "Runner-up", format("%.6f", stored.runnerUpProbability()), id, Tone.NEUTRAL));
  }

  private void waterfall(Against candidate, String what) {
    double lowest = 0;
    double highest = 0;
    for (Against each : explanation.candidates()) {
      for (double sum : sums(each)) {
        lowest = Math.min(lowest, sum);
        highest = Math.max(highest, sum);
      }
    }
    double needed = whatIf.map(WhatIf::needed).orElse(0.0);
    Waterfall chart =
        new Waterfall(
            format(
                "From the prior to a match weight of %.2f against entity %s; a match needs %.2f."
                    + " The numbers are in the table below.",
                candidate.weight(), candidate.entityId(), needed),
            Math.min(lowest, needed),
            Math.max(highest, needed));
    PageTable table =
        new PageTable()
            .texts("attribute", "level", "record", "entity")
            .numbers("weight", "rarity", "sum");
    double sum = candidate.priorWeight();
    chart.step("prior", 0, sum, Tone.NEUTRAL);
    table.row("prior", "", "", "", signed(sum), "", format("%.2f", sum));
    for (Step step : candidate.steps()) {
      double before = sum;
      sum += step.weight() + step.rarity();
      chart.step(
          step.attribute() + ": " + step.level(),
          before,
          sum,
          sum > before ? Tone.MATCH : sum < before ? Tone.REJECTED : Tone.NEUTRAL);
      table.row(
          step.attribute(),
          step.level(),
          step.left(),
          step.right(),
          signed(step.weight()),
          step.rarity() == 0 ? "" : signed(step.rarity()),
          format("%.2f", sum));
    }
    chart.step("match weight", 0, sum, Tone.NEW).line("match", needed);
    page.figure(
        explanation.candidates().size() > 1 ? Width.HALF : Width.WHOLE,
        what + " entity " + candidate.entityId(),
        format(
            "%s · match weight %.2f, taken by itself a probability of %.6f",
            String.join(" | ", candidate.values()),
            candidate.weight(),
            PairScorer.probability(candidate.weight())),
        chart.figure(),
        table);
  }

  private static List<Double> sums(Against candidate) {
    List<Double> sums = new ArrayList<>();
    double sum = candidate.priorWeight();
    sums.add(sum);
    for (Step step : candidate.steps()) {
      sum += step.weight() + step.rarity();
      sums.add(sum);
    }
    return sums;
  }

  private void whatIf(WhatIf answer) {
    page.sentences(
        Width.WHOLE, "What would have changed the answer", ExplanationText.sentences(answer));
    if (answer.turning().isEmpty()) {
      return;
    }
    BarChart chart =
        new BarChart(
            "The match weight as it is, as it would be with another level of one comparison, and"
                + " what a match needs.");
    chart.bar("as it is", answer.weight(), Tone.NEW, format("%.2f", answer.weight()));
    chart.bar("needed for a match", answer.needed(), Tone.NEUTRAL, format("%.2f", answer.needed()));
    for (Change change : answer.turning()) {
      chart.bar(
          change.attribute() + ": " + change.to(),
          change.weight(),
          answer.matches() ? Tone.REJECTED : Tone.MATCH,
          format("%.2f", change.weight()));
    }
    page.figure(
        Width.WHOLE,
        "The match weight, if one comparison had come out otherwise",
        "For each comparison that could turn the answer alone: the nearest level that does.",
        chart.figure());
  }

  private static String signed(double weight) {
    return format("%+.2f", weight);
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}

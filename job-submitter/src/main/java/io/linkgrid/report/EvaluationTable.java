package io.linkgrid.report;

import io.linkgrid.evaluation.BlockingQuality;
import io.linkgrid.evaluation.BlockingQuality.Dropped;
import io.linkgrid.evaluation.ConfusionRow;
import io.linkgrid.evaluation.DecisionQuality;
import io.linkgrid.evaluation.DecisionQuality.Of;
import io.linkgrid.evaluation.EvaluationReport;
import io.linkgrid.evaluation.EvaluationReport.Example;
import io.linkgrid.evaluation.EvaluationReport.OnTexts;
import io.linkgrid.evaluation.EvaluationReport.Row;
import io.linkgrid.evaluation.PairCounts;
import io.linkgrid.evaluation.Reliability;
import io.linkgrid.evaluation.ThresholdPoint;
import java.util.List;
import java.util.Locale;

/** What a linkage was worth, as text for people. */
public final class EvaluationTable {
  private final StringBuilder text = new StringBuilder();

  private EvaluationTable() {}

  /** Returns the text; the last line ends with a line feed. */
  public static String render(EvaluationReport report) {
    EvaluationTable table = new EvaluationTable();
    if (report.rows().isPresent() || report.linkPairs().isPresent()) {
      table.pairs(report);
    }
    report.decisions().ifPresent(table::decisions);
    report.blocking().ifPresent(table::blocking);
    report.texts().ifPresent(table::examples);
    return table.text.toString();
  }

  private void pairs(EvaluationReport report) {
    report
        .rows()
        .ifPresent(
            rows -> {
              line(
                  "%,d rows, %,d of them without an entity; %,d true entities, %,d found",
                  rows.rows(), rows.withoutEntity(), rows.trueEntities(), rows.foundEntities());
              line("");
            });
    line(
        "%-28s %9s %9s %9s %15s %15s %15s",
        "", "precision", "recall", "F1", "right pairs", "false pairs", "missed pairs");
    report.rows().ifPresent(rows -> counts("all pairs of rows", rows.pairs()));
    report.linkPairs().ifPresent(counts -> counts("records to reference", counts));
    report
        .texts()
        .ifPresent(
            texts -> {
              counts("pairs whose texts differ", texts.mentionPairs());
              line("");
              line(
                  "%,d of the false row pairs have the same name, address and zip.",
                  texts.indistinguishablePairs());
            });
    if (report.unknownPairs() > 0) {
      line("");
      line(
          "%,d true pairs name an id that the links do not have; they do not count.",
          report.unknownPairs());
    }
  }

  private void counts(String what, PairCounts counts) {
    line(
        "%-28s %9.4f %9.4f %9.4f %,15d %,15d %,15d",
        what,
        counts.precision(),
        counts.recall(),
        counts.f1(),
        counts.truePositive(),
        counts.falsePositive(),
        counts.falseNegative());
  }

  private void decisions(DecisionQuality quality) {
    line("");
    line("%s", heading(quality.of()));
    TextTable confusion =
        new TextTable(TextTable.Lines.PLAIN)
            .texts("decision")
            .numbers("rows", "right", "wrong entity", "should be new", "missed");
    for (ConfusionRow row : quality.confusion()) {
      confusion.row(
          row.band().name(),
          count(row.rows()),
          count(row.right()),
          count(row.wrongEntity()),
          count(row.shouldBeNew()),
          count(row.missed()));
    }
    text.append(confusion.render());
    line("");
    line("If only links of at least this probability counted");
    TextTable curve =
        new TextTable(TextTable.Lines.PLAIN)
            .numbers("threshold", "precision", "recall", "F1", "right", "false", "missed");
    for (ThresholdPoint point : quality.curve()) {
      PairCounts counts = point.counts();
      curve.row(
          threshold(point.threshold()),
          four(counts.precision()),
          four(counts.recall()),
          four(counts.f1()),
          count(counts.truePositive()),
          count(counts.falsePositive()),
          count(counts.falseNegative()));
    }
    text.append(curve.render());
    notes(quality).forEach(note -> line("%s", note));
    line("");
    line("Are the probabilities right? Links by their probability");
    TextTable reliability =
        new TextTable(TextTable.Lines.PLAIN)
            .texts("probability")
            .numbers("links", "right", "share", "95 % of", "to", "expected");
    for (Reliability band : quality.reliability()) {
      reliability.row(
          band(band),
          count(band.links()),
          count(band.right()),
          four(band.share()),
          four(band.interval().low()),
          four(band.interval().high()),
          four(band.expected()));
    }
    text.append(reliability.render());
  }

  /** What the table of decisions is about. */
  static String heading(Of of) {
    return switch (of) {
      case RECORDS -> "Decisions about records, against the truth";
      case ROWS -> "Decisions about rows, against the truth";
    };
  }

  /** What a reader of the curve must know. */
  static List<String> notes(DecisionQuality quality) {
    String reviews =
        switch (quality.reviews()) {
          case WITH_CANDIDATES ->
              "A record in review counts with its best candidate, from that probability on.";
          case WITHOUT_CANDIDATES ->
              "The links do not name the candidates of reviews, so they never count here.";
        };
    return switch (quality.of()) {
      case RECORDS -> List.of(reviews);
      case ROWS ->
          List.of(
              reviews,
              "A row below the threshold leaves its entity, and the founders of entities stay. It"
                  + " leaves together with rows of the same raw texts; without the raw files it"
                  + " leaves alone, and recall is counted too low.");
    };
  }

  private void blocking(BlockingQuality quality) {
    line("");
    line("Blocking, over pairs of different mentions");
    TextTable table =
        new TextTable(TextTable.Lines.PLAIN).texts("").numbers("share", "pairs", "of");
    table.row(
        "recall: true pairs that share a key",
        four(quality.recall()),
        count(quality.sharing()),
        count(quality.truePairs()));
    table.row(
        "reduction: pairs that are never compared",
        String.format(Locale.ROOT, "%.6f", quality.reductionRatio()),
        count(quality.allPairs() - quality.candidatePairs()),
        count(quality.allPairs()));
    text.append(table.render());
    line(
        "The recall lies between %s and %s with 95 %% confidence.",
        four(quality.interval().low()), four(quality.interval().high()));
    if (!quality.dropped().isEmpty()) {
      line("");
      line("True pairs that share no key, the heaviest first:");
    }
    for (Dropped dropped : quality.dropped()) {
      line("  match weight %.2f", dropped.weight());
      dropped(dropped.left());
      dropped(dropped.right());
    }
  }

  private void dropped(Row row) {
    line("    %s %d  %s  %s", row.file(), row.row(), row.truth(), String.join(" | ", row.texts()));
  }

  private void examples(OnTexts texts) {
    examples("Worst false merges", texts.falseMerges());
    examples("Worst misses", texts.misses());
  }

  private void examples(String title, List<Example> examples) {
    if (examples.isEmpty()) {
      return;
    }
    line("");
    line("%s:", title);
    for (Example example : examples) {
      line("  %,d pairs of rows", example.pairs());
      row(example.left());
      row(example.right());
    }
  }

  private void row(Row row) {
    line(
        "    %s %d  %s  (truth %s, entity %s)",
        row.file(),
        row.row(),
        String.join(" | ", row.texts()),
        row.truth(),
        row.entity().isEmpty() ? "none" : row.entity());
  }

  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  static String four(double share) {
    return String.format(Locale.ROOT, "%.4f", share);
  }

  /** A threshold with the decimals that it has. */
  static String threshold(double threshold) {
    return Double.toString(threshold);
  }

  /** The words for a band of probabilities. */
  static String band(Reliability band) {
    if (band.from() == 0) {
      return "below " + threshold(band.to());
    }
    return band.to() == 1
        ? "from " + threshold(band.from())
        : threshold(band.from()) + " to " + threshold(band.to());
  }
}

package io.linkgrid.report;

import static io.linkgrid.report.EvaluationTable.band;
import static io.linkgrid.report.EvaluationTable.count;
import static io.linkgrid.report.EvaluationTable.four;
import static io.linkgrid.report.EvaluationTable.threshold;

import io.linkgrid.chart.Histogram;
import io.linkgrid.chart.LineChart;
import io.linkgrid.chart.LineChart.Point;
import io.linkgrid.chart.Page;
import io.linkgrid.chart.Page.Width;
import io.linkgrid.chart.PageTable;
import io.linkgrid.chart.Tone;
import io.linkgrid.evaluation.BlockingQuality;
import io.linkgrid.evaluation.DecisionQuality;
import io.linkgrid.evaluation.EvaluationReport;
import io.linkgrid.evaluation.EvaluationReport.Example;
import io.linkgrid.evaluation.EvaluationReport.Row;
import io.linkgrid.evaluation.PairCounts;
import io.linkgrid.evaluation.Reliability;
import io.linkgrid.evaluation.ThresholdPoint;
import io.linkgrid.model.LinkgridException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** What a linkage was worth, as a page with charts: one file, without a script. */
public final class EvaluationPage {
  private static final int MOST_BELOW = 10;

  private final Page page;

  private EvaluationPage(String what) {
    page = new Page("Evaluation", what);
  }

  /**
   * Writes the page, in place of what was there before; the file is there whole or not at all.
   *
   * @param what what was evaluated, such as the names of the files
   * @throws LinkgridException USAGE if it cannot be written
   */
  public static void write(EvaluationReport report, String what, Path file) {
    WholeFile.write(file, render(report, what));
  }

  static String render(EvaluationReport report, String what) {
    EvaluationPage evaluation = new EvaluationPage(what);
    evaluation.head(report);
    report.decisions().ifPresent(evaluation::decisions);
    report.blocking().ifPresent(evaluation::blocking);
    report
        .texts()
        .ifPresent(
            texts -> {
              evaluation.examples("Worst false merges", texts.falseMerges());
              evaluation.examples("Worst misses", texts.misses());
            });
    return evaluation.page.render();
  }

  private void head(EvaluationReport report) {
    PairCounts best =
        report
            .linkPairs()
            .orElseGet(
                () ->
                    report
                        .rows()
                        .map(EvaluationReport.Rows::pairs)
                        .orElse(new PairCounts(0, 0, 0)));
    String pairs = report.linkPairs().isPresent() ? "records to reference" : "all pairs of rows";
    boolean hasPairs = report.rows().isPresent() || report.linkPairs().isPresent();
    if (hasPairs) {
      page.tile("Precision", four(best.precision()), pairs, Tone.MATCH);
      page.tile("Recall", four(best.recall()), pairs, Tone.NEW);
      page.tile("F1", four(best.f1()), pairs, Tone.NEUTRAL);
    }
    report
        .blocking()
        .ifPresent(
            blocking -> {
              page.tile(
                  "Blocking recall",
                  four(blocking.recall()),
                  "of " + count(blocking.truePairs()) + " true pairs",
                  Tone.REVIEW);
              page.tile(
                  "Reduction ratio",
                  String.format(Locale.ROOT, "%.5f", blocking.reductionRatio()),
                  "of " + count(blocking.allPairs()) + " pairs",
                  Tone.NEUTRAL);
            });
    if (!hasPairs) {
      return;
    }
    PageTable table =
        new PageTable()
            .texts("pairs")
            .numbers("precision", "recall", "F1", "right", "false", "missed");
    report.rows().ifPresent(rows -> counts(table, "all pairs of rows", rows.pairs()));
    report.linkPairs().ifPresent(counts -> counts(table, "records to reference", counts));
    report
        .texts()
        .ifPresent(texts -> counts(table, "pairs whose texts differ", texts.mentionPairs()));
    page.table(
        Width.WHOLE,
        "Pairs",
        report.unknownPairs() == 0
            ? ""
            : count(report.unknownPairs())
                + " true pairs name an id that the links do not have; they do not count.",
        table);
  }

  private static void counts(PageTable table, String name, PairCounts counts) {
    table.row(
        name,
        four(counts.precision()),
        four(counts.recall()),
        four(counts.f1()),
        count(counts.truePositive()),
        count(counts.falsePositive()),
        count(counts.falseNegative()));
  }

  private void decisions(DecisionQuality quality) {
    curve(quality);
    reliability(quality);
    confusion(quality);
    weights(quality);
  }

  private void curve(DecisionQuality quality) {
    PageTable table =
        new PageTable()
            .numbers("threshold", "precision", "recall", "F1", "right", "false", "missed");
    quality.curve().forEach(point -> counts(table, threshold(point.threshold()), point.counts()));
    double least =
        quality.curve().stream()
            .map(ThresholdPoint::counts)
            .mapToDouble(c -> Math.min(c.precision(), c.recall()))
            .min()
            .orElse(0);
    // Room below the lowest value, so that curves near 1 can be told apart.
    double low = Math.max(0, Math.floor(least * MOST_BELOW - 1) / MOST_BELOW);
    page.figure(
        Width.HALF,
        "By threshold",
        "If only links of at least this probability counted. "
            + String.join(" ", EvaluationTable.notes(quality)),
        new LineChart(
                "Precision, recall and F1 by the smallest probability of a link; the numbers are"
                    + " in the table below.",
                "smallest probability of a link",
                0.3,
                1,
                low,
                1)
            .line("precision", Tone.MATCH, points(quality, "precision", PairCounts::precision))
            .line("recall", Tone.NEW, points(quality, "recall", PairCounts::recall))
            .line("F1", Tone.REVIEW, points(quality, "F1", PairCounts::f1))
            .figure(),
        table);
  }

  private static List<Point> points(
      DecisionQuality quality, String name, ToDoubleFunction<PairCounts> value) {
    return quality.curve().stream()
        .map(
            point -> {
              double y = value.applyAsDouble(point.counts());
              return new Point(
                  point.threshold(),
                  y,
                  name + " at " + threshold(point.threshold()) + ": " + four(y));
            })
        .toList();
  }

  private void reliability(DecisionQuality quality) {
    PageTable table =
        new PageTable()
            .texts("probability")
            .numbers("links", "right", "share", "95 % of", "to", "expected");
    for (Reliability band : quality.reliability()) {
      table.row(
          band(band),
          count(band.links()),
          count(band.right()),
          four(band.share()),
          four(band.interval().low()),
          four(band.interval().high()),
          four(band.expected()));
    }
    List<Point> points =
        quality.reliability().stream()
            .map(
                band ->
                    new Point(
                        band.expected(),
                        band.share(),
                        band.interval().low(),
                        band.interval().high(),
                        String.format(
                            Locale.ROOT,
                            "%s: %,d of %,d right",
                            band(band),
                            band.right(),
                            band.links())))
            .toList();
    page.figure(
        Width.HALF,
        "Are the probabilities right?",
        "Links by their probability, and the share of them that is right, with its 95 % interval."
            + " On the dashed line the probability is what it says.",
        new LineChart(
                "The share of right links by their probability, beside the line on which both are"
                    + " the same; the numbers are in the table below.",
                "mean probability of the links",
                0,
                1,
                0,
                1)
            .diagonal()
            .line("right", Tone.MATCH, points)
            .figure(),
        table);
  }

  private void confusion(DecisionQuality quality) {
    Histogram chart =
        new Histogram(
                "Rows of each decision by what the decision was worth, on a logarithmic scale; the"
                    + " numbers are in the table below.",
                Histogram.Scale.LOGARITHMIC)
            .kind("right", Tone.MATCH)
            .kind("wrong entity", Tone.REJECTED)
            .kind("should be new", Tone.NEW)
            .kind("missed", Tone.REVIEW);
    PageTable table =
        new PageTable()
            .texts("decision")
            .numbers("rows", "right", "wrong entity", "should be new", "missed");
    quality
        .confusion()
        .forEach(
            row -> {
              chart.bin(
                  row.band().name(),
                  row.right(),
                  row.wrongEntity(),
                  row.shouldBeNew(),
                  row.missed());
              table.row(
                  row.band().name(),
                  count(row.rows()),
                  count(row.right()),
                  count(row.wrongEntity()),
                  count(row.shouldBeNew()),
                  count(row.missed()));
            });
    page.figure(
        Width.HALF,
        "Decisions against the truth",
        EvaluationTable.heading(quality.of())
            + ", on a logarithmic scale. A row in review is judged by its candidate.",
        chart.figure(),
        table);
  }

  private void weights(DecisionQuality quality) {
    if (quality.weights().isEmpty()) {
      return;
    }
    Histogram chart =
        new Histogram(
                "Right and wrong links by match weight, on a logarithmic scale; the numbers are in"
                    + " the table below.",
                Histogram.Scale.LOGARITHMIC)
            .kind("right", Tone.MATCH)
            .kind("wrong", Tone.REJECTED);
    PageTable table = new PageTable().numbers("weight from", "to", "right", "wrong");
    quality
        .weights()
        .forEach(
            bin -> {
              chart.bin(Integer.toString(bin.from()), bin.right(), bin.wrong());
              table.row(
                  Integer.toString(bin.from()),
                  Integer.toString(bin.to()),
                  count(bin.right()),
                  count(bin.wrong()));
            });
    page.figure(
        Width.HALF,
        "Links by match weight",
        "In bins of two bits, named by their smallest weight; on a logarithmic scale.",
        chart.figure(),
        table);
  }

  private void blocking(BlockingQuality quality) {
    page.sentences(
        Width.WHOLE,
        "Blocking",
        List.of(
            String.format(
                Locale.ROOT,
                "%,d of %,d true pairs of different mentions share a key and are compared: a recall"
                    + " of %s, between %s and %s with 95 %% confidence.",
                quality.sharing(),
                quality.truePairs(),
                four(quality.recall()),
                four(quality.interval().low()),
                four(quality.interval().high())),
            String.format(
                Locale.ROOT,
                "%,d of %,d pairs are candidates: a reduction ratio of %.6f.",
                quality.candidatePairs(),
                quality.allPairs(),
                quality.reductionRatio())));
    if (quality.dropped().isEmpty()) {
      return;
    }
    PageTable table = new PageTable().numbers("match weight").texts("row", "record", "texts");
    quality
        .dropped()
        .forEach(
            pair -> {
              table.row(dropped(String.format(Locale.ROOT, "%.2f", pair.weight()), pair.left()));
              table.second(dropped("", pair.right()), Set.of());
            });
    page.table(
        Width.WHOLE,
        "True pairs that share no key",
        "The heaviest first: had they been compared, this would be their match weight.",
        table);
  }

  private static List<String> dropped(String weight, Row row) {
    return List.of(
        weight, row.file() + " " + count(row.row()), row.truth(), String.join(" | ", row.texts()));
  }

  private void examples(String title, List<Example> examples) {
    if (examples.isEmpty()) {
      return;
    }
    PageTable table =
        new PageTable().numbers("pairs of rows").texts("row", "texts", "truth", "entity");
    examples.forEach(
        example -> {
          table.row(row(count(example.pairs()), example.left()));
          table.second(row("", example.right()), Set.of());
        });
    page.table(Width.WHOLE, title, "", table);
  }

  private static List<String> row(String pairs, Row row) {
    return List.of(
        pairs,
        row.file() + " " + count(row.row()),
        String.join(" | ", row.texts()),
        row.truth(),
        row.entity().isEmpty() ? "none" : row.entity());
  }
}

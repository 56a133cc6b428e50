package io.linkgrid.report;

import static io.linkgrid.report.SummaryTable.count;
import static io.linkgrid.report.SummaryTable.seconds;
import static io.linkgrid.report.SummaryTable.share;

import io.linkgrid.chart.BarChart;
import io.linkgrid.chart.Histogram;
import io.linkgrid.chart.LineChart;
import io.linkgrid.chart.LineChart.Point;
import io.linkgrid.chart.Page;
import io.linkgrid.chart.Page.Width;
import io.linkgrid.chart.PageTable;
import io.linkgrid.chart.Tone;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.report.ReportData.Bin;
import io.linkgrid.report.ReportData.Group;
import io.linkgrid.report.ReportData.Review;
import io.linkgrid.report.ReportData.SizeClass;
import io.linkgrid.report.ReportData.Week;
import io.linkgrid.spec.Attribute;
import io.linkgrid.spec.ComparisonSpec;
import io.linkgrid.spec.ComparisonWeights;
import io.linkgrid.spec.LinkModel;
import io.linkgrid.spec.LinkSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Writes {@code report.html}: one file with its charts, styles and numbers inside, that opens from
 * disk, asks the network for nothing and needs no script.
 */
public final class ReportPage {
  private static final String TOTAL = "total";

  private final RunSummary summary;
  private final LinkSpec spec;
  private final ReportData data;
  private final List<String> attributes;
  private final Page page;

  private ReportPage(RunSummary summary, LinkSpec spec, ReportData data) {
    this.summary = summary;
    this.spec = spec;
    this.data = data;
    this.attributes = spec.attributes().stream().map(Attribute::name).toList();
    this.page =
        new Page(
            "Linkage report: " + summary.spec(),
            "Run "
                + summary.runId()
                + (summary.repeated() ? " (repeated: the database held this result already)" : ""));
  }

  /**
   * Writes the page, in place of what was there before; the file is there whole or not at all.
   *
   * @throws LinkgridException USAGE if it cannot be written
   */
  public static void write(RunSummary summary, LinkSpec spec, ReportData data, Path file) {
    WholeFile.write(file, render(summary, spec, data));
  }

  static String render(RunSummary summary, LinkSpec spec, ReportData data) {
    ReportPage report = new ReportPage(summary, spec, data);
    report.tiles();
    report.decisions();
    report.stages();
    report.probabilities();
    report.weights();
    spec.model().ifPresent(report::model);
    report.training();
    report.blocks();
    report.nodes();
    report.weeks();
    report.reviews();
    report.largest();
    report.rejects();
    return report.page.footer("SHA-256 of links.csv: " + summary.linksSha256()).render();
  }

  private void tiles() {
    long read = summary.read();
    page.tile(
        "Records read",
        count(read),
        "in " + seconds(summary.seconds().getOrDefault(TOTAL, 0.0)) + " s",
        Tone.NEUTRAL);
    page.tile("Linked", count(summary.linked()), share(summary.linked(), read), Tone.MATCH);
    page.tile("New", count(summary.founded()), share(summary.founded(), read), Tone.NEW);
    page.tile("In review", count(summary.review()), share(summary.review(), read), Tone.REVIEW);
    page.tile(
        "Rejected", count(summary.rejected()), share(summary.rejected(), read), Tone.REJECTED);
    page.tile(
        "Entities",
        count(summary.entities()),
        each(summary.linked() + summary.founded(), summary.entities(), " rows each"),
        Tone.NEUTRAL);
    page.tile(
        "Pairs compared",
        count(summary.pairsCompared()),
        each(summary.pairsCompared(), read, " a record"),
        Tone.NEUTRAL);
    page.tile(
        "Local lookups",
        share(summary.localLookups(), summary.lookups()),
        "of " + count(summary.lookups()),
        Tone.NEUTRAL);
    page.tile(
        "Records a second",
        count(Math.round(summary.recordsPerSecond())),
        count(summary.nodes()) + (summary.nodes() == 1 ? " node" : " nodes"),
        Tone.NEUTRAL);
    if (summary.joined() > 0) {
      page.tile(
          "Joined rows",
          count(summary.joined()),
          "from " + count(summary.joinedEvents()) + " events",
          Tone.NEUTRAL);
    }
  }

  private static String each(long part, long whole, String what) {
    return whole == 0 ? "" : format("%.1f", (double) part / whole) + what;
  }

  private void decisions() {
    BarChart chart = new BarChart("Rows by decision; the numbers are in the table below.");
    PageTable table = new PageTable().texts("decision").numbers("rows", "share");
    decision(chart, table, "linked", summary.linked(), Tone.MATCH);
    decision(chart, table, "new", summary.founded(), Tone.NEW);
    decision(chart, table, "review", summary.review(), Tone.REVIEW);
    decision(chart, table, "rejected", summary.rejected(), Tone.REJECTED);
    table.row("read", count(summary.read()), "");
    page.figure(
        Width.HALF, "Decisions", "Each row that was read has exactly one.", chart.figure(), table);
  }

  private void decision(BarChart chart, PageTable table, String name, long rows, Tone tone) {
    String part = share(rows, summary.read());
    chart.bar(name, (double) rows, tone, count(rows) + " · " + part);
    table.row(name, count(rows), part);
  }

  private void stages() {
    double total = summary.seconds().getOrDefault(TOTAL, 0.0);
    BarChart chart = new BarChart("Seconds of each stage; the numbers are in the table below.");
    PageTable table = new PageTable().texts("stage").numbers("seconds", "share");
    for (Map.Entry<String, Double> stage : summary.seconds().entrySet()) {
      if (!stage.getKey().equals(TOTAL)) {
        double value = stage.getValue();
        chart.bar(stage.getKey(), value, Tone.NEW, format("%.2f s", value));
        table.row(stage.getKey(), format("%.3f", value), share(value, total));
      }
    }
    page.figure(
        Width.HALF,
        "Seconds per stage",
        "Wall time; " + seconds(total) + " s in all.",
        chart.figure(),
        table);
  }

  private void probabilities() {
    byDecision(
        data.probabilities(),
        "%.2f",
        "Match probability",
        "Rows by the probability of their mention's decision, on a logarithmic scale; of a new one,"
            + " that it"
            + " belongs to none, or to those with which it founded. The thresholds are "
            + spec.reviewProbability()
            + " for a review and "
            + spec.matchProbability()
            + " for a match.");
  }

  private void weights() {
    byDecision(
        data.weights(),
        "%.0f",
        "Match weight",
        "Rows by the match weight of their best candidate, in bins of two bits, on a logarithmic"
            + " scale. A new row is here when it founded an entity together with others.");
  }

  private void byDecision(List<Bin> bins, String form, String title, String note) {
    if (bins.stream().noneMatch(bin -> bin.rows() > 0)) {
      return;
    }
    Histogram chart =
        new Histogram(
                title + " of rows by decision; the numbers are in the table below.",
                Histogram.Scale.LOGARITHMIC)
            .kind("linked", Tone.MATCH)
            .kind("new", Tone.NEW)
            .kind("review", Tone.REVIEW);
    PageTable table = new PageTable().numbers("from", "to", "linked", "new", "review");
    for (Bin bin : bins) {
      String from = format(form, bin.from());
      chart.bin(from, bin.linked(), bin.founded(), bin.review());
      table.row(
          from,
          format(form, bin.to()),
          count(bin.linked()),
          count(bin.founded()),
          count(bin.review()));
    }
    page.figure(Width.HALF, title, note, chart.figure(), table);
  }

  private void model(LinkModel model) {
    BarChart weights =
        BarChart.dense(
            "The match weight of each comparison level, and the prior; the numbers are in the"
                + " table below.");
    BarChart shares =
        BarChart.dense(
            "For each comparison level the share of matching pairs, m, and of other pairs, u, that"
                + " reach it; the numbers are in the table beside it.");
    weights.bar("prior", model.priorWeight(), Tone.NEUTRAL, signed(model.priorWeight()));
    PageTable table =
        new PageTable().texts("attribute", "comparator", "level").numbers("weight", "m", "u");
    table.row("prior", "", "", signed(model.priorWeight()), "", "");
    boolean learnt = false;
    for (int c = 0; c < spec.comparisons().size(); c++) {
      ComparisonSpec comparison = spec.comparisons().get(c);
      ComparisonWeights of = model.comparisons().get(c);
      for (int level = 0; level < comparison.levels().size(); level++) {
        String attribute = attributes.get(comparison.attribute());
        String label = comparison.levels().get(level).label();
        // The weights as they are where nothing is known of the comparisons that they depend on.
        double weight = of.weights()[0][level];
        weights.bar(
            attribute + ": " + label,
            weight,
            weight < 0 ? Tone.REJECTED : Tone.MATCH,
            signed(weight));
        boolean known = of.m().length > 0;
        learnt |= known;
        if (known) {
          shares.bar(
              attribute + ": " + label, of.m()[level], Tone.MATCH, "m " + small(of.m()[level]));
          shares.bar("", of.u()[level], Tone.NEUTRAL, "u " + small(of.u()[level]));
        }
        table.row(
            attribute,
            comparison.comparator().word(),
            label,
            signed(weight),
            known ? small(of.m()[level]) : "",
            known ? small(of.u()[level]) : "");
      }
    }
    page.figure(
        learnt ? Width.HALF : Width.WHOLE,
        "What agreement is worth",
        "Match weight of each comparison level in bits: log2 of how much likelier it is among"
            + " matches than among others. The prior and the weights of a pair add up to its"
            + " evidence.",
        weights.figure(),
        table);
    if (learnt) {
      page.figure(
          Width.HALF,
          "The model: m and u",
          "The share of matching pairs (m) and of all others (u) that reach each level.",
          shares.figure());
    }
  }

  /** A share with digits that say something, however small it is. */
  private static String small(double share) {
    return share == 0 || share >= 0.001 ? format("%.3f", share) : format("%.1e", share);
  }

  private void training() {
    if (data.training().isEmpty()) {
      return;
    }
    PageTable table = new PageTable().numbers("step", "expected share of matches", "change of m");
    List<Point> points = new ArrayList<>();
    double most = 0;
    for (int i = 0; i < data.training().size(); i++) {
      ReportData.Step step = data.training().get(i);
      String matching = format("%.6f", step.matching());
      points.add(new Point(i + 1, step.matching(), "step " + (i + 1) + ": " + matching));
      table.row(Integer.toString(i + 1), matching, format("%.2e", step.change()));
      most = Math.max(most, step.matching());
    }
    page.figure(
        Width.WHOLE,
        "How the model was learnt",
        "The expected share of matches after each step of expectation maximisation; it ends when"
            + " no m moves any more.",
        new LineChart(
                "The expected share of matches after each step of learning; the numbers are in the"
                    + " table below.",
                "step",
                0,
                Math.max(2, points.size()),
                0,
                most > 0 ? most * 1.1 : 1)
            .line("expected share of matches", Tone.NEW, points)
            .figure(),
        table);
  }

  private void blocks() {
    if (data.blocks().isEmpty()) {
      return;
    }
    String partition = spec.partitionBy().map(attributes::get).orElse("no attribute");
    Histogram largest =
        new Histogram(
                "Entities in the largest blocks; the numbers are in the table below.",
                Histogram.Scale.LINEAR)
            .kind("entities", Tone.MATCH);
    PageTable largestTable = new PageTable().texts(partition).numbers("entities");
    data.blocks()
        .forEach(
            block -> {
              largest.bin(block.key(), block.entities());
              largestTable.row(block.key(), count(block.entities()));
            });
    page.figure(
        Width.HALF,
        "Largest blocks",
        "Entities that share a " + partition + "; the " + data.blocks().size() + " largest.",
        largest.figure(),
        largestTable);
    Histogram sizes =
        new Histogram(
                "Blocks by how many entities are in one; the numbers are in the table below.",
                Histogram.Scale.LINEAR)
            .kind("blocks", Tone.NEUTRAL);
    PageTable sizesTable =
        new PageTable().texts("entities in a block").numbers("blocks", "entities");
    for (SizeClass size : data.blockSizes()) {
      String name =
          size.from() == size.to()
              ? count(size.from())
              : count(size.from()) + "–" + count(size.to());
      sizes.bin(name, size.blocks());
      sizesTable.row(name, count(size.blocks()), count(size.entities()));
    }
    page.figure(
        Width.HALF,
        "Blocks by size",
        count(data.blockSizes().stream().mapToLong(SizeClass::blocks).sum())
            + " blocks by how many entities are in one.",
        sizes.figure(),
        sizesTable);
  }

  private void nodes() {
    if (summary.work().isEmpty()) {
      return;
    }
    BarChart chart =
        new BarChart("Pairs compared at each node; the numbers are in the table below.");
    PageTable table = new PageTable().texts("node").numbers("records", "pairs", "lookups", "local");
    for (RunSummary.NodeWork node : summary.work()) {
      chart.bar(node.node(), (double) node.pairs(), Tone.MATCH, count(node.pairs()));
      table.row(
          node.node(),
          count(node.records()),
          count(node.pairs()),
          count(node.lookups()),
          share(node.localLookups(), node.lookups()));
    }
    page.figure(
        Width.HALF,
        "Work per node",
        "Pairs compared at each node. Even bars mean that no node waited for another.",
        chart.figure(),
        table);
  }

  private void weeks() {
    if (data.weeks().isEmpty()) {
      return;
    }
    Histogram chart =
        new Histogram(
                "Joined rows by week; the numbers are in the table below.", Histogram.Scale.LINEAR)
            .kind("joined rows", Tone.NEW);
    PageTable table = new PageTable().texts("week of").numbers("joined rows", "events", "hours");
    for (Week week : data.weeks()) {
      chart.bin(week.monday(), week.trips());
      table.row(
          week.monday(),
          count(week.trips()),
          count(week.events()),
          format("%,.1f", week.seconds() / 3600.0));
    }
    page.figure(
        Width.HALF,
        "Joins per week",
        "Joined rows by the week of their event, named by its Monday.",
        chart.figure(),
        table);
  }

  private void reviews() {
    if (data.reviews().isEmpty()) {
      return;
    }
    PageTable table =
        new PageTable()
            .texts("row", "record")
            .texts(attributes.toArray(String[]::new))
            .numbers("rows", "probability", "runner-up");
    for (Review review : data.reviews()) {
      List<String> cells = new ArrayList<>();
      cells.add(review.file() + " " + count(review.row()));
      cells.add(review.recordId());
      cells.addAll(review.values());
      cells.add(count(review.rows()));
      cells.add(format("%.3f", review.probability()));
      cells.add(format("%.3f", review.runnerUpProbability()));
      table.row(cells);
      Set<Integer> differing = new HashSet<>();
      List<String> best = new ArrayList<>(List.of("", "best candidate"));
      for (int i = 0; i < attributes.size(); i++) {
        String value = i < review.best().size() ? review.best().get(i) : "";
        if (!review.best().isEmpty() && !value.equals(review.values().get(i))) {
          differing.add(i + 2);
        }
        best.add(value);
      }
      best.addAll(List.of("", "", ""));
      table.second(best, differing);
    }
    page.table(
        Width.WHOLE,
        "Waiting for a person",
        "The most probable of "
            + count(summary.review())
            + " rows in review; what differs from the best candidate is marked.",
        table);
  }

  private void largest() {
    if (data.largest().isEmpty()) {
      return;
    }
    PageTable table =
        new PageTable()
            .texts("entity")
            .texts(attributes.toArray(String[]::new))
            .numbers("mentions", "rows");
    for (Group group : data.largest()) {
      List<String> cells = new ArrayList<>();
      cells.add(group.entityId());
      cells.addAll(group.values());
      cells.add(count(group.mentions()));
      cells.add(count(group.rows()));
      table.row(cells);
    }
    page.table(
        Width.WHOLE, "Largest entities", "By the rows of this run that belong to them.", table);
  }

  private void rejects() {
    if (data.rejects().isEmpty()) {
      return;
    }
    PageTable table =
        new PageTable().texts("file").numbers("row", "line").texts("reason").verbatim("as it was");
    data.rejects()
        .forEach(
            reject ->
                table.row(
                    reject.file(),
                    count(reject.row()),
                    count(reject.line()),
                    reject.reason(),
                    reject.raw()));
    page.table(
        Width.WHOLE,
        "Rejected rows",
        "The first "
            + data.rejects().size()
            + " of "
            + count(summary.rejected())
            + "; all are in rejects.csv.",
        table);
  }

  private static String signed(double weight) {
    return format("%+.1f", weight);
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}

package io.linkgrid.report;

import java.util.Locale;

/** The summary as tables of at most 80 columns, for the end of a run. */
public final class SummaryTable {
  private static final int NAME_WIDTH = 22;
  private static final String TOTAL = "total";

  private final TextTable.Lines lines;
  private final StringBuilder text = new StringBuilder();

  private SummaryTable(TextTable.Lines lines) {
    this.lines = lines;
  }

  /**
   * Returns the tables; the last line ends with a line feed.
   *
   * @param plain whether only ASCII may be used, as for a pipe or an old terminal
   */
  public static String render(RunSummary summary, boolean plain) {
    SummaryTable tables = new SummaryTable(plain ? TextTable.Lines.PLAIN : TextTable.Lines.DRAWN);
    tables.heading(summary, plain ? "-" : "·");
    tables.records(summary);
    tables.work(summary);
    tables.stages(summary);
    tables.nodes(summary);
    return tables.text.toString();
  }

  private void heading(RunSummary summary, String separator) {
    String run = summary.runId();
    text.append("Run ")
        .append(run)
        .append(' ')
        .append(separator)
        .append(' ')
        .append(summary.spec())
        .append('\n');
    if (summary.repeated()) {
      text.append("This run was in the database already; nothing changed.\n");
    }
  }

  private void records(RunSummary summary) {
    long read = summary.read();
    add(
        named("records")
            .footer("read")
            .number("rows", 14)
            .footer(count(read))
            .number("share", 9)
            .row("linked", count(summary.linked()), share(summary.linked(), read))
            .row("new", count(summary.founded()), share(summary.founded(), read))
            .row("review", count(summary.review()), share(summary.review(), read))
            .row("rejected", count(summary.rejected()), share(summary.rejected(), read)));
  }

  private void work(RunSummary summary) {
    TextTable table =
        named("result")
            .number("", 14)
            .row("entities", count(summary.entities()))
            .row("pairs compared", count(summary.pairsCompared()))
            .row("lookups", count(summary.lookups()))
            .row("local lookups", share(summary.localLookups(), summary.lookups()))
            .row("records per second", count(Math.round(summary.recordsPerSecond())));
    if (summary.joined() > 0) {
      table
          .row("joined rows", count(summary.joined()))
          .row("events with a trip", count(summary.joinedEvents()));
    }
    add(table);
  }

  private void stages(RunSummary summary) {
    double total = summary.seconds().getOrDefault(TOTAL, 0.0);
    TextTable table =
        named("stage")
            .footer(TOTAL)
            .number("seconds", 14)
            .footer(seconds(total))
            .number("share", 9);
    summary
        .seconds()
        .forEach(
            (stage, seconds) -> {
              if (!stage.equals(TOTAL)) {
                table.row(stage, seconds(seconds), share(seconds, total));
              }
            });
    add(table);
  }

  private void nodes(RunSummary summary) {
    if (summary.work().isEmpty()) {
      return;
    }
    TextTable table =
        named("node")
            .number("records", 14)
            .number("pairs", 16)
            .number("lookups", 14)
            .number("local", 8);
    for (RunSummary.NodeWork node : summary.work()) {
      table.row(
          node.node(),
          count(node.records()),
          count(node.pairs()),
          count(node.lookups()),
          share(node.localLookups(), node.lookups()));
    }
    add(table);
  }

  private void add(TextTable table) {
    text.append('\n').append(table.render());
  }

  private TextTable named(String header) {
    return new TextTable(lines).text(header, NAME_WIDTH);
  }

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%,.1f", seconds);
  }

  /** A part in percent; of nothing, there is no part. */
  static String share(long part, long whole) {
    return share((double) part, (double) whole);
  }

  /** A part in percent; of nothing, there is no part. */
  static String share(double part, double whole) {
    return whole == 0 ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * part / whole);
  }
}

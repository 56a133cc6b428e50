package io.linkgrid.report;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The summary as tables of at most 80 columns, for the end of a run. */
public final class SummaryTable {
  private static final Character[] PLAIN =
      AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS_NO_OUTSIDE_BORDER;

  private static final Character[] DRAWN =
      Arrays.stream(PLAIN).map(SummaryTable::drawn).toArray(Character[]::new);

  private static final int NAME_WIDTH = 22;
  private static final String TOTAL = "total";

  private final Character[] borders;
  private final StringBuilder text = new StringBuilder();

  private SummaryTable(Character[] borders) {
    this.borders = borders;
  }

  /**
   * Returns the tables; the last line ends with a line feed.
   *
   * @param plain whether only ASCII may be used, as for a pipe or an old terminal
   */
  public static String render(RunSummary summary, boolean plain) {
    SummaryTable tables = new SummaryTable(plain ? PLAIN : DRAWN);
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
    table(
        List.of(
            name("records").footer("read"),
            number("rows", 14).footer(count(read)),
            number("share", 9)),
        List.of(
            List.of("linked", count(summary.linked()), share(summary.linked(), read)),
            List.of("new", count(summary.founded()), share(summary.founded(), read)),
            List.of("review", count(summary.review()), share(summary.review(), read)),
            List.of("rejected", count(summary.rejected()), share(summary.rejected(), read))));
  }

  private void work(RunSummary summary) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("entities", count(summary.entities())));
    rows.add(List.of("pairs compared", count(summary.pairsCompared())));
    rows.add(List.of("lookups", count(summary.lookups())));
    rows.add(List.of("local lookups", share(summary.localLookups(), summary.lookups())));
    rows.add(List.of("records per second", count(Math.round(summary.recordsPerSecond()))));
    if (summary.joined() > 0) {
      rows.add(List.of("joined rows", count(summary.joined())));
      rows.add(List.of("events with a trip", count(summary.joinedEvents())));
    }
    table(List.of(name("result"), number("", 14)), rows);
  }

  private void stages(RunSummary summary) {
    double total = summary.seconds().getOrDefault(TOTAL, 0.0);
    List<List<String>> rows = new ArrayList<>();
    summary
        .seconds()
        .forEach(
            (stage, seconds) -> {
              if (!stage.equals(TOTAL)) {
                rows.add(List.of(stage, seconds(seconds), share(seconds, total)));
              }
            });
    table(
        List.of(
            name("stage").footer(TOTAL),
            number("seconds", 14).footer(seconds(total)),
            number("share", 9)),
        rows);
  }

  private void nodes(RunSummary summary) {
    if (summary.work().isEmpty()) {
      return;
    }
    table(
        List.of(
            name("node"),
            number("records", 14),
            number("pairs", 16),
            number("lookups", 14),
            number("local", 8)),
        summary.work().stream()
            .map(
                node ->
                    List.of(
                        node.node(),
                        count(node.records()),
                        count(node.pairs()),
                        count(node.lookups()),
                        share(node.localLookups(), node.lookups())))
            .toList());
  }

  private void table(List<Column> columns, List<List<String>> rows) {
    String table =
        AsciiTable.builder()
            .border(borders)
            .lineSeparator("\n")
            .data(
                columns.toArray(Column[]::new),
                rows.stream().map(List::toArray).toArray(Object[][]::new))
            .asString();
    text.append('\n');
    table.lines().map(String::stripTrailing).forEach(line -> text.append(line).append('\n'));
  }

  private static Column name(String header) {
    return new Column()
        .header(header)
        .headerAlign(HorizontalAlign.LEFT)
        .dataAlign(HorizontalAlign.LEFT)
        .footerAlign(HorizontalAlign.LEFT)
        .minWidth(NAME_WIDTH)
        .maxWidth(NAME_WIDTH);
  }

  private static Column number(String header, int width) {
    return new Column()
        .header(header)
        .headerAlign(HorizontalAlign.RIGHT)
        .dataAlign(HorizontalAlign.RIGHT)
        .footerAlign(HorizontalAlign.RIGHT)
        .minWidth(width);
  }

  private static @Nullable Character drawn(@Nullable Character ascii) {
    if (ascii == null) {
      return null;
    }
    return switch (ascii) {
      case '-' -> '─';
      case '|' -> '│';
      default -> '┼';
    };
  }

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%,.1f", seconds);
  }

  private static String share(long part, long whole) {
    return share((double) part, (double) whole);
  }

  /** A part in percent; of nothing, there is no part. */
  static String share(double part, double whole) {
    return whole == 0 ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * part / whole);
  }
}

package io.linkgrid.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A table of a page. For one thread. */
public final class PageTable {
  private final List<Column> columns = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();

  private record Column(String name, String style) {}

  private record Row(List<String> cells, String style, Set<Integer> marked) {}

  /** Adds columns of texts. */
  public PageTable texts(String... names) {
    Arrays.stream(names).forEach(name -> columns.add(new Column(name, "")));
    return this;
  }

  /** Adds columns of texts as they stood in a file. */
  public PageTable verbatim(String... names) {
    Arrays.stream(names).forEach(name -> columns.add(new Column(name, "code")));
    return this;
  }

  /** Adds columns of numbers. */
  public PageTable numbers(String... names) {
    Arrays.stream(names).forEach(name -> columns.add(new Column(name, "number")));
    return this;
  }

  /** Adds a row. */
  public PageTable row(List<String> cells) {
    return row(cells, "", Set.of());
  }

  /** Adds a row. */
  public PageTable row(String... cells) {
    return row(List.of(cells));
  }

  /** Adds a row that goes with the one above it, with marks at the cells that differ from it. */
  public PageTable second(List<String> cells, Set<Integer> differing) {
    return row(cells, "second", differing);
  }

  private PageTable row(List<String> cells, String style, Set<Integer> marked) {
    if (cells.size() != columns.size()) {
      throw new IllegalArgumentException(
          "A row of " + columns.size() + " cells is needed, not of " + cells.size());
    }
    rows.add(new Row(List.copyOf(cells), style, new HashSet<>(marked)));
    return this;
  }

  void write(Markup page) {
    page.open("div", "class", "scroll").open("table").open("thead").open("tr");
    columns.forEach(column -> page.leaf("th", column.name(), styled(column.style())));
    page.close().close().open("tbody");
    for (Row row : rows) {
      page.line().open("tr", styled(row.style()));
      for (int i = 0; i < columns.size(); i++) {
        String differs = row.marked().contains(i) ? " differs" : "";
        page.leaf("td", row.cells().get(i), styled((columns.get(i).style() + differs).strip()));
      }
      page.close();
    }
    page.close().close().close();
  }

  private static String[] styled(String style) {
    return style.isEmpty() ? new String[0] : new String[] {"class", style};
  }
}

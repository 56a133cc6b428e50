package io.linkgrid.report;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table of text: names to the left, numbers to the right. For one thread. */
public final class TextTable {
  private final Lines lines;
  private final List<Column> columns = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();

  /** What the lines between cells are made of. */
  public enum Lines {
    /** ASCII, as for a pipe or an old terminal. */
    PLAIN,
    /** Characters for drawing boxes. */
    DRAWN,
    /** Blanks alone. */
    NONE
  }

  /** An empty table. */
  public TextTable(Lines lines) {
    this.lines = lines;
  }

  /** Adds columns of texts. */
  public TextTable texts(String... headers) {
    Arrays.stream(headers).forEach(header -> columns.add(aligned(header, HorizontalAlign.LEFT)));
    return this;
  }

  /** Adds columns of numbers. */
  public TextTable numbers(String... headers) {
    Arrays.stream(headers).forEach(header -> columns.add(aligned(header, HorizontalAlign.RIGHT)));
    return this;
  }

  /** Adds a column of texts of exactly this width; longer ones are broken. */
  public TextTable text(String header, int width) {
    columns.add(aligned(header, HorizontalAlign.LEFT).minWidth(width).maxWidth(width));
    return this;
  }

  /** Adds a column of numbers of at least this width. */
  public TextTable number(String header, int width) {
    columns.add(aligned(header, HorizontalAlign.RIGHT).minWidth(width));
    return this;
  }

  /** Gives the column that was added last a text below a line at the end. */
  public TextTable footer(String text) {
    columns.get(columns.size() - 1).footer(text);
    return this;
  }

  /** Adds a row. */
  public TextTable row(String... cells) {
    return row(List.of(cells));
  }

  /** Adds a row. */
  public TextTable row(List<String> cells) {
    if (cells.size() != columns.size()) {
      throw new IllegalArgumentException(
          "A row of " + columns.size() + " cells is needed, not of " + cells.size());
    }
    rows.add(List.copyOf(cells));
    return this;
  }

  /** Returns the table; each line ends with a line feed and nothing blank before it. */
  public String render() {
    StringBuilder text = new StringBuilder();
    AsciiTable.builder()
        .border(borders())
        .lineSeparator("\n")
        .data(
            columns.toArray(Column[]::new),
            rows.stream().map(List::toArray).toArray(Object[][]::new))
        .asString()
        .lines()
        .map(String::stripTrailing)
        .forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  private Character[] borders() {
    Character[] plain = AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS_NO_OUTSIDE_BORDER;
    return switch (lines) {
      case PLAIN -> plain;
      case DRAWN -> Arrays.stream(plain).map(TextTable::drawn).toArray(Character[]::new);
      case NONE -> AsciiTable.NO_BORDERS;
    };
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

  private static Column aligned(String header, HorizontalAlign align) {
    return new Column().header(header).headerAlign(align).dataAlign(align).footerAlign(align);
  }
}

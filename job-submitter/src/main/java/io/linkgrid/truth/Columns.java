package io.linkgrid.truth;

import java.util.List;

/** The columns of a table, by their place in its header. */
final class Columns {
  private final Table table;
  private final List<String> header;

  Columns(Table table, List<String> header) {
    this.table = table;
    this.header = List.copyOf(header);
  }

  boolean has(String column) {
    return header.contains(column);
  }

  /** Returns the text of a column that the header has. */
  String of(String column, long line, List<String> fields) {
    int place = header.indexOf(column);
    if (place >= fields.size()) {
      throw table.problem(
          line, fields.size() + " fields, but the header has " + header.size() + ".");
    }
    return fields.get(place);
  }

  /** Returns the text of a column, or the empty text when the header does not have it. */
  String orEmpty(String column, long line, List<String> fields) {
    return has(column) ? of(column, line, fields) : "";
  }

  /** Returns the number of a data row. */
  int row(long line, List<String> fields) {
    String text = of("row", line, fields);
    try {
      int row = Integer.parseInt(text);
      if (row >= 1) {
        return row;
      }
    } catch (NumberFormatException e) {
      // told below, like a number that is too small
    }
    throw table.problem(line, "row is a number from 1, but found '" + text + "'.");
  }

  /** Returns which file a row is from. */
  Side side(long line, List<String> fields) {
    String role = of("file", line, fields);
    return Side.of(role)
        .orElseThrow(
            () ->
                table.problem(
                    line, "file is A, B, reference or records, but found '" + role + "'."));
  }
}

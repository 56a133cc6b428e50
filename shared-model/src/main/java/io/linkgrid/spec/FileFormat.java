package io.linkgrid.spec;

import java.util.List;

/**
 * How the rows of a file are written.
 *
 * @param separator the character between columns
 * @param quoting whether a field may be wrapped in double quotes
 * @param columns the names of the columns in their order
 */
public record FileFormat(char separator, Quoting quoting, List<String> columns) {
  /** Whether a field may be wrapped in double quotes, and so hold separators and line ends. */
  public enum Quoting {
    /** RFC 4180: a field that starts with a double quote ends with one; two inside mean one. */
    DOUBLE_QUOTES,
    /** A double quote is a character like any other, and a line is a row. */
    NONE
  }

  public FileFormat {
    columns = List.copyOf(columns);
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("A file format needs at least one column");
    }
  }
}

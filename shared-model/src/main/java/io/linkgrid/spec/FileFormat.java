package io.linkgrid.spec;

import java.util.List;

/**
 * How the rows of a file are written.
 *
 * @param separator the character between columns, or {@link #DETECT}
 * @param quoting whether a field may be wrapped in double quotes
 * @param columns the names of the columns in their order
 */
public record FileFormat(char separator, Quoting quoting, List<String> columns) {
  /** The separator is found by looking at the file. */
  public static final char DETECT = '\0';

  /** Whether a field may be wrapped in double quotes, and so hold separators and line ends. */
  public enum Quoting {
    /** RFC 4180: a field that starts with a double quote ends with one; two inside mean one. */
    DOUBLE_QUOTES("double-quotes"),
    /** A double quote is a character like any other, and a line is a row. */
    NONE("none"),
    /** Tab-separated files have no quoting, all others have double quotes. */
    DETECT("detect");

    private final String word;

    Quoting(String word) {
      this.word = word;
    }

    /** Returns the word that stands for it in a spec. */
    public String word() {
      return word;
    }
  }

  public FileFormat {
    columns = List.copyOf(columns);
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("A file format needs at least one column");
    }
  }
}

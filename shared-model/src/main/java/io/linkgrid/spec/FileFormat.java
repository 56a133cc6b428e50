package io.linkgrid.spec;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How the rows of a file are written.
 *
 * @param separator the character between columns, or {@link #DETECT}
 * @param quoting whether a field may be wrapped in double quotes
 * @param columns the names of the columns in their order
 * @param header whether a file must have a header
 * @param otherNames what columns are called in some files instead: the column by its other name
 */
public record FileFormat(
    char separator,
    Quoting quoting,
    List<String> columns,
    Header header,
    Map<String, String> otherNames) {
  /** The separator is found by looking at the file. */
  public static final char DETECT = '\0';

  /** Whether the first row must name the columns. */
  public enum Header {
    /** Without a header, the columns are those of the spec by position. */
    OPTIONAL,
    /** There must be one. */
    REQUIRED
  }

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

  /** A format in which a header is optional. */
  public FileFormat(char separator, Quoting quoting, List<String> columns) {
    this(separator, quoting, columns, Header.OPTIONAL);
  }

  /** A format in which every column has one name. */
  public FileFormat(char separator, Quoting quoting, List<String> columns, Header header) {
    this(separator, quoting, columns, header, Map.of());
  }

  public FileFormat {
    columns = List.copyOf(columns);
    otherNames = Map.copyOf(otherNames);
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("A file format needs at least one column");
    }
  }

  /** Returns the same for files that must have a header with these columns. */
  public FileFormat requiring(List<String> others) {
    return new FileFormat(separator, quoting, others, Header.REQUIRED, otherNames);
  }

  /** Returns the column that has this other name, if one has; case does not matter. */
  public Optional<String> columnCalled(String name) {
    String folded = name.strip().toLowerCase(Locale.ROOT);
    return otherNames.entrySet().stream()
        .filter(e -> e.getKey().strip().toLowerCase(Locale.ROOT).equals(folded))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}

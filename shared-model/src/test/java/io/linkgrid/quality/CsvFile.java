package io.linkgrid.quality;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A small file of rows, read as a whole: comma-separated with double quotes, or tab-separated
 * without. Fields are stripped of blanks around them. UTF-8, or ISO-8859-1 where it is none.
 *
 * @param columns the names of the columns
 * @param rows the rows without the header
 */
record CsvFile(List<String> columns, List<List<String>> rows) {
  CsvFile {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /** Reads a file whose first row names the columns. */
  static CsvFile withHeader(Path file) {
    List<List<String>> rows = read(file);
    return new CsvFile(rows.get(0), rows.subList(1, rows.size()));
  }

  /** Reads a file that has rows only. */
  static CsvFile withoutHeader(Path file, List<String> columns) {
    return new CsvFile(columns, read(file));
  }

  /** Returns a field of a row; the empty text when the file has no such column. */
  String field(List<String> row, String column) {
    int position = columns.indexOf(column);
    return position < 0 || position >= row.size() ? "" : row.get(position);
  }

  private static List<List<String>> read(Path file) {
    boolean tabs = file.toString().endsWith(".tsv");
    return new Scanner(text(file), tabs ? '\t' : ',', !tabs).rows();
  }

  private static String text(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      try {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      } catch (CharacterCodingException e) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  /** Goes through the characters of a text once. */
  private static final class Scanner {
    private final String text;
    private final char separator;
    private final boolean quotes;
    private final List<List<String>> rows = new ArrayList<>();
    private final StringBuilder field = new StringBuilder();
    private List<String> row = new ArrayList<>();
    private int at;

    Scanner(String text, char separator, boolean quotes) {
      this.text = text;
      this.separator = separator;
      this.quotes = quotes;
    }

    List<List<String>> rows() {
      while (at < text.length()) {
        char c = text.charAt(at++);
        if (quotes && c == '"' && field.isEmpty()) {
          quoted();
        } else if (c == separator) {
          endField();
        } else if (c == '\n') {
          endRow();
        } else if (c != '\r') {
          field.append(c);
        }
      }
      if (!field.isEmpty() || !row.isEmpty()) {
        endRow();
      }
      return rows;
    }

    /** Up to the closing quote; two quotes inside mean one. */
    private void quoted() {
      while (at < text.length()) {
        char c = text.charAt(at++);
        boolean doubled = c == '"' && at < text.length() && text.charAt(at) == '"';
        if (c == '"' && !doubled) {
          return;
        }
        field.append(c);
        at += doubled ? 1 : 0;
      }
    }

    private void endField() {
      row.add(field.toString().strip());
      field.setLength(0);
    }

    private void endRow() {
      endField();
      rows.add(row);
      row = new ArrayList<>();
    }
  }
}

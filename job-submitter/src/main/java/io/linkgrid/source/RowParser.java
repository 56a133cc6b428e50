package io.linkgrid.source;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.nio.charset.Charset;
import java.util.Arrays;

/**
 * Cuts the bytes of one row into the texts of its columns. A row with double quotes is FastCSV's; a
 * row without any is split at its separators, which is the same and several times faster.
 *
 * <p>One thread at a time.
 */
final class RowParser {
  /** What {@link #parse} returns for a row that goes on after a closing quote. */
  static final int BAD_QUOTES = -1;

  private final byte separator;
  private final Charset charset;
  private final int[] targets;
  private final int width;
  private final CsvReader.CsvReaderBuilder quotedRows;
  private final Fields quotedFields = new Fields();
  private String[] fields = new String[0];

  /**
   * A parser.
   *
   * @param targets for each column of the file, the position at which its text is wanted, or -1
   * @param width how many texts are wanted
   */
  RowParser(char separator, Charset charset, int[] targets, int width) {
    this.separator = (byte) separator;
    this.charset = charset;
    this.targets = targets.clone();
    this.width = width;
    this.quotedRows =
        CsvReader.builder()
            .fieldSeparator(separator)
            .quoteCharacter('"')
            .skipEmptyLines(false)
            .allowUnclosedQuote(false);
  }

  /** A parser that only counts columns. */
  static RowParser counting(char separator, Charset charset) {
    return new RowParser(separator, charset, new int[0], 0);
  }

  /** A parser that wants the first columns as they stand. */
  static RowParser ofAll(char separator, Charset charset, int columns) {
    int[] targets = new int[columns];
    Arrays.setAll(targets, column -> column);
    return new RowParser(separator, charset, targets, columns);
  }

  /**
   * Parses a row; its texts are in {@link #fields()} until the next call.
   *
   * @param quotes whether the row holds a double quote that may mean something
   * @return how many columns it has, wanted or not, or {@link #BAD_QUOTES}
   */
  int parse(byte[] bytes, int from, int to, boolean quotes) {
    fields = new String[width];
    Arrays.fill(fields, "");
    return quotes
        ? parseQuoted(new String(bytes, from, to - from, charset))
        : split(bytes, from, to);
  }

  /** Returns the wanted texts of the last row; a column that the row lacks is the empty text. */
  String[] fields() {
    return fields;
  }

  private int split(byte[] bytes, int from, int to) {
    int columns = 0;
    int start = from;
    for (int at = from; at <= to; at++) {
      if (at == to || bytes[at] == separator) {
        if (columns < targets.length && targets[columns] >= 0 && at > start) {
          fields[targets[columns]] = new String(bytes, start, at - start, charset);
        }
        columns++;
        start = at + 1;
      }
    }
    return columns;
  }

  private int parseQuoted(String row) {
    try {
      return quotedRows.ofSingleCsvRecord(quotedFields, row);
    } catch (CsvParseException e) {
      if (e.getCause() != null) {
        // FastCSV wraps whatever goes wrong in our own callback; that is no fault of the row.
        throw e;
      }
      // The only thing that it refuses itself in a row whose quotes are balanced.
      return BAD_QUOTES;
    }
  }

  /** Puts the wanted texts where they belong; the result is the number of columns. */
  private final class Fields extends AbstractBaseCsvCallbackHandler<Integer> {
    @Override
    protected void handleField(int column, char[] buffer, int offset, int length, boolean quoted) {
      if (column < targets.length && targets[column] >= 0 && length > 0) {
        fields[targets[column]] = new String(buffer, offset, length);
      }
    }

    @Override
    protected Integer buildRecord() {
      return getFieldCount();
    }
  }
}

package io.linkgrid.source;

import io.linkgrid.spec.FileFormat.Quoting;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds where rows begin and end, in bytes, without decoding them. It is fed buffer by buffer; a
 * row may span any number of them.
 *
 * <p>A line ends with LF, CRLF or CR. A line without a byte is no row, but counts as a line. With
 * double quotes, a field that starts with a quote goes on to the next single quote, over line ends.
 * What follows a closing quote up to the separator is wrong, but does not change where the row
 * ends, so one bad row cannot swallow the next.
 *
 * <p>It works on every character set in which the bytes of separator, quote and line ends stand for
 * nothing else: UTF-8 and the single-byte sets.
 */
final class RowScanner {
  /** Takes the rows in their order. */
  interface Rows {
    /**
     * A row.
     *
     * @param start the offset of its first byte
     * @param end the offset after its last byte, the line end not included
     * @param line the line on which it starts
     * @param quotes whether it holds a double quote that may mean something
     */
    void row(long start, long end, long line, boolean quotes);
  }

  private enum State {
    PLAIN,
    QUOTED,
    /** The last byte of the buffer was a quote inside quotes: the end, or the half of a pair. */
    QUOTE_SEEN
  }

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;

  private final byte separator;
  private final Rows rows;
  // With quoting off we look for line feeds a second time, which costs less than a second loop.
  private final byte quote;
  private final long quotes;

  private State state = State.PLAIN;
  private long position;
  private long line;
  private long rowStart;
  private long rowLine;
  private boolean rowHasQuotes;
  private long quoteLine;
  private byte previous;
  private boolean afterCarriageReturn;

  /**
   * A scanner at the start of a row.
   *
   * @param offset the offset of the first byte that it will be fed
   * @param line the line of that byte
   */
  RowScanner(char separator, Quoting quoting, long offset, long line, Rows rows) {
    if (separator > 0x7f || separator == '\n' || separator == '\r' || separator == '"') {
      throw new IllegalArgumentException("Not a separator: " + (int) separator);
    }
    if (quoting == Quoting.DETECT) {
      throw new IllegalArgumentException("The quoting must be known");
    }
    this.separator = (byte) separator;
    this.quote = quoting == Quoting.DOUBLE_QUOTES ? (byte) '"' : (byte) '\n';
    this.quotes = ONES * quote;
    this.position = offset;
    this.rowStart = offset;
    this.line = line;
    this.rowLine = line;
    this.rows = rows;
  }

  /** Goes on with the bytes that follow those of the last call. */
  void scan(byte[] bytes, int from, int to) {
    if (from == to) {
      return;
    }
    long base = position - from;
    int at = from;
    if (afterCarriageReturn) {
      afterCarriageReturn = false;
      if (bytes[at] == '\n') {
        at++;
        if (state == State.PLAIN) {
          rowStart++;
        }
      }
    } else if (state == State.QUOTE_SEEN) {
      if (bytes[at] == quote) {
        state = State.QUOTED;
        at++;
      } else {
        state = State.PLAIN;
      }
    }
    while ((at = next(bytes, at, to)) < to) {
      byte found = bytes[at];
      if (found == '\n' || found == '\r') {
        at = lineEnd(bytes, base, at, to);
      } else {
        at = quote(bytes, base, from, at, to);
      }
    }
    previous = bytes[to - 1];
    position = base + to;
  }

  /** Scans bytes that are the whole. */
  void scanAll(byte[] bytes) {
    scan(bytes, 0, bytes.length);
    finish();
  }

  /** Says that there are no more bytes. A row without a line end is a row. */
  void finish() {
    if (state == State.QUOTE_SEEN) {
      state = State.PLAIN;
    }
    if (state == State.PLAIN && position > rowStart) {
      rows.row(rowStart, position, rowLine, rowHasQuotes);
      rowStart = position;
    }
  }

  /** Returns whether a quote is open; after {@link #finish()}, whether it was never closed. */
  boolean isInsideQuotes() {
    return state == State.QUOTED;
  }

  /** Returns the line of the quote that was opened last. */
  long quoteLine() {
    return quoteLine;
  }

  /** Returns the offset at which the row that has not ended yet begins. */
  long rowStart() {
    return rowStart;
  }

  /** Returns the line on which the row that has not ended yet begins. */
  long rowLine() {
    return rowLine;
  }

  private int lineEnd(byte[] bytes, long base, int at, int to) {
    int after = at + 1;
    if (bytes[at] == '\r') {
      if (after == to) {
        afterCarriageReturn = true;
      } else if (bytes[after] == '\n') {
        after++;
      }
    }
    line++;
    if (state == State.PLAIN) {
      long end = base + at;
      if (end > rowStart) {
        rows.row(rowStart, end, rowLine, rowHasQuotes);
      }
      rowStart = base + after;
      rowLine = line;
      rowHasQuotes = false;
    }
    return after;
  }

  private int quote(byte[] bytes, long base, int from, int at, int to) {
    rowHasQuotes = true;
    int after = at + 1;
    if (state == State.PLAIN) {
      boolean startsField =
          base + at == rowStart || (at > from ? bytes[at - 1] : previous) == separator;
      if (startsField) {
        state = State.QUOTED;
        quoteLine = line;
      }
      return after;
    }
    if (after == to) {
      state = State.QUOTE_SEEN;
      return after;
    }
    if (bytes[after] == quote) {
      return after + 1;
    }
    state = State.PLAIN;
    return after;
  }

  /** Returns the index of the next line feed, carriage return or quote, or {@code to}. */
  private int next(byte[] bytes, int from, int to) {
    int at = from;
    // Eight bytes at a time: a byte is zero after the xor where it was the one we look for.
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      long word = (long) LONGS.get(bytes, at);
      long lineFeed = word ^ (ONES * '\n');
      long carriageReturn = word ^ (ONES * '\r');
      long quoteMark = word ^ quotes;
      long hits =
          (((lineFeed - ONES) & ~lineFeed)
                  | ((carriageReturn - ONES) & ~carriageReturn)
                  | ((quoteMark - ONES) & ~quoteMark))
              & HIGHS;
      if (hits != 0) {
        return at + (Long.numberOfTrailingZeros(hits) >>> 3);
      }
    }
    for (; at < to; at++) {
      byte found = bytes[at];
      if (found == '\n' || found == '\r' || found == quote) {
        return at;
      }
    }
    return to;
  }
}

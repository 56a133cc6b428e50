package io.linkgrid.sink;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.util.PSQLException;

/**
 * Writes rows to a table in bulk: {@code COPY} into a temporary table, then one {@code INSERT … ON
 * CONFLICT}, in one transaction a batch; or straight into the table where that is enough. A row is
 * given value by value in the order of the table's columns and ended with {@link #endRow()}. What
 * is not flushed is not written.
 *
 * <pre>{@code
 * writer.integer(mention.id()).texts(mention.values()).endRow();
 * …
 * writer.flush();
 * }</pre>
 *
 * <p>A flush commits the connection, so nothing else should be pending on it. It may be repeated:
 * rows with a key change nothing the second time. For one thread. The connection stays open.
 */
public final class CopyWriter implements AutoCloseable {
  /** A batch of this many bytes is large enough for its fixed costs to vanish. */
  public static final int USUAL_BATCH = 4 << 20;

  private static final int LONGEST_NUMBER = 32;
  private static final String KEY_IS_THERE = "23505";

  /** Rows that are copied straight come in any order, so two writers of the same can meet. */
  private static final String DEADLOCK = "40P01";

  private static final int MOST_TRIES = 5;

  private final Connection connection;
  private final CopyTable table;
  private final int flushBytes;

  /** Whole rows, and behind them the row that is being built, as COPY's text format wants them. */
  private byte[] buffer = new byte[1 << 14];

  private int length;
  private int rowStart;
  private int column;
  private long pending;
  private long written;
  private long changed;
  private boolean straight;

  /** The whole rows by their keys, as long as these are numbers; null once one is not. */
  private @Nullable RowOrder order;

  /**
   * A writer on a connection to the schema that has the table.
   *
   * @param flushBytes after how many bytes a batch is flushed by itself
   */
  public CopyWriter(Connection connection, CopyTable table, int flushBytes) {
    if (flushBytes < 1) {
      throw new IllegalArgumentException("A batch has at least one byte");
    }
    this.connection = connection;
    this.table = table;
    this.flushBytes = flushBytes;
    this.straight = table.isDirect();
    this.order = straight && table.isKeyedByFirst() ? new RowOrder() : null;
  }

  /**
   * Adds a text.
   *
   * @throws LinkgridException if it holds U+0000, which Postgres cannot store; the row that was
   *     begun is dropped, the rows before it stay
   */
  public CopyWriter text(String value) {
    next();
    room(2L * 3 * value.length());
    encode(value, Nesting.TOP);
    return this;
  }

  /** Adds a text, or null where it is empty: by the house's rule an absent value. */
  public CopyWriter textOrAbsent(String value) {
    return value.isEmpty() ? absent() : text(value);
  }

  /** Adds a whole number. */
  public CopyWriter integer(long value) {
    next();
    if (order != null && column == 1) {
      order.begin(value, rowStart);
    }
    room(LONGEST_NUMBER);
    if (value < 0) {
      ascii(Long.toString(value));
      return this;
    }
    int digits = 1;
    for (long rest = value / 10; rest > 0; rest /= 10) {
      digits++;
    }
    long rest = value;
    for (int at = length + digits - 1; at >= length; at--) {
      buffer[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
    return this;
  }

  /** Adds a number, which the table gets back bit for bit. */
  public CopyWriter number(double value) {
    next();
    room(LONGEST_NUMBER);
    ascii(Double.toString(value));
    return this;
  }

  /** Adds a number, or null where it is not a number. */
  public CopyWriter numberOrAbsent(double value) {
    return Double.isNaN(value) ? absent() : number(value);
  }

  /** Adds a date written as {@code yyyy-mm-dd}, or null where the text is empty. */
  public CopyWriter date(String iso) {
    return textOrAbsent(iso);
  }

  /** Adds an array of texts. */
  public CopyWriter texts(List<String> values) {
    next();
    room(2);
    put('{');
    for (int i = 0; i < values.size(); i++) {
      String value = values.get(i);
      room(4L + 2L * 3 * value.length());
      if (i > 0) {
        put(',');
      }
      // Always quoted, so that a text NULL is a text, and an empty one is there.
      put('"');
      encode(value, Nesting.ARRAY);
      put('"');
    }
    room(1);
    put('}');
    return this;
  }

  /** Adds a null. */
  public CopyWriter absent() {
    next();
    room(2);
    put('\\');
    put('N');
    return this;
  }

  /** Ends the row, and flushes when the batch is full. */
  public void endRow() {
    if (column != table.columns().size()) {
      int given = column;
      dropRow();
      throw new IllegalStateException(
          "A row of "
              + table.name()
              + " has "
              + table.columns().size()
              + " values, but was given "
              + given);
    }
    room(1);
    put('\n');
    rowStart = length;
    column = 0;
    pending++;
    if (order != null && order.rows() != pending) {
      order = null;
    }
    if (length >= flushBytes) {
      flush();
    }
  }

  /**
   * Writes and commits all ended rows. After a failure the transaction is rolled back and the rows
   * are still here, so a flush can be tried again.
   *
   * @throws LinkgridException if the database refuses; the message says what is committed
   */
  public void flush() {
    if (column > 0) {
      throw new IllegalStateException("A row of " + table.name() + " has not been ended");
    }
    if (pending == 0) {
      return;
    }
    changed += commitBatch();
    written += pending;
    pending = 0;
    length = 0;
    rowStart = 0;
    if (order != null) {
      order.clear();
    }
  }

  /** Returns how many rows were committed, those included that were already there. */
  public long written() {
    return written;
  }

  /** Returns how many rows the table gained or changed. */
  public long changed() {
    return changed;
  }

  /** Drops the rows that were not flushed. The connection stays open. */
  @Override
  public void close() {
    length = 0;
    rowStart = 0;
    column = 0;
    pending = 0;
    if (order != null) {
      order.clear();
    }
  }

  private long commitBatch() {
    boolean committing = false;
    boolean tookOver = false;
    try {
      if (connection.getAutoCommit()) {
        connection.setAutoCommit(false);
        tookOver = true;
      }
      keepInMemory();
      if (straight && order != null) {
        buffer = order.sorted(buffer, length);
      }
      long rows = straight ? copyStraight() : stageAndMerge();
      committing = true;
      connection.commit();
      committing = false;
      connection.setAutoCommit(tookOver);
      return rows;
    } catch (SQLException e) {
      LinkgridException problem = problem(e, committing);
      rollBack(tookOver, problem);
      throw problem;
    }
  }

  /**
   * A batch is sorted, and handed to triggers, as a whole; the default of 4 MB is less than one.
   */
  private void keepInMemory() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("set local work_mem = '64MB'");
    }
  }

  private long copyStraight() throws SQLException {
    try {
      return copy(table.copy());
    } catch (SQLException e) {
      String state = e.getSQLState();
      if (!table.isRepeatable() || !(KEY_IS_THERE.equals(state) || DEADLOCK.equals(state))) {
        throw e;
      }
      connection.rollback();
      keepInMemory();
      straight = false;
      return stageAndMerge();
    }
  }

  /** One who copies straight may still be in the way of the order, until it is sent here too. */
  private long stageAndMerge() throws SQLException {
    for (int tried = 1; ; tried++) {
      try {
        return stageAndMergeOnce();
      } catch (SQLException e) {
        if (tried == MOST_TRIES || !DEADLOCK.equals(e.getSQLState())) {
          throw e;
        }
        connection.rollback();
        keepInMemory();
      }
    }
  }

  private long stageAndMergeOnce() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(table.createStage());
      copy(table.copyToStage());
      return statement.executeLargeUpdate(table.merge());
    }
  }

  private long copy(String command) throws SQLException {
    CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(command);
    try {
      copy.writeToCopy(buffer, 0, length);
      return copy.endCopy();
    } catch (SQLException e) {
      if (copy.isActive()) {
        try {
          copy.cancelCopy();
        } catch (SQLException second) {
          e.addSuppressed(second);
        }
      }
      throw e;
    }
  }

  private void rollBack(boolean tookOver, LinkgridException problem) {
    try {
      connection.rollback();
      connection.setAutoCommit(tookOver);
    } catch (SQLException e) {
      // A lost connection has rolled back by itself.
      problem.addSuppressed(e);
    }
  }

  private LinkgridException problem(SQLException e, boolean committing) {
    String state = String.valueOf(e.getSQLState());
    boolean lost = state.startsWith("08") || state.startsWith("57P");
    String outcome =
        !committing || !lost
            ? "Nothing of this batch was committed; run again."
            : table.isRepeatable()
                ? "It is not known whether this batch was committed; run again, a second time"
                    + " changes nothing."
                : "It is not known whether this batch was committed; look before you run again.";
    return new LinkgridException(
        Kind.DATABASE,
        "Cannot write " + table.name() + ": " + said(e) + " (" + place() + "). " + outcome,
        e);
  }

  /** Returns the server's own words without the detail, which would repeat the row. */
  private static String said(SQLException e) {
    var server = e instanceof PSQLException psql ? psql.getServerErrorMessage() : null;
    String words = server == null ? null : server.getMessage();
    return words != null ? words : String.valueOf(e.getMessage());
  }

  private String place() {
    try {
      String url = connection.getMetaData().getURL();
      int slashes = url.indexOf("//");
      int question = url.indexOf('?');
      return url.substring(slashes < 0 ? 0 : slashes + 2, question < 0 ? url.length() : question);
    } catch (SQLException e) {
      return "a connection that was closed";
    }
  }

  private void next() {
    if (column == table.columns().size()) {
      dropRow();
      throw new IllegalStateException(
          "A row of " + table.name() + " has only " + table.columns().size() + " values");
    }
    if (column > 0) {
      room(1);
      put('\t');
    }
    column++;
  }

  private void dropRow() {
    length = rowStart;
    column = 0;
    if (order != null) {
      order.drop(pending);
    }
  }

  private void room(long bytes) {
    if (buffer.length - length < bytes) {
      long wanted = Math.max(2L * buffer.length, length + bytes);
      buffer = Arrays.copyOf(buffer, Math.toIntExact(Math.min(wanted, Integer.MAX_VALUE - 8)));
    }
  }

  private void put(char ascii) {
    buffer[length++] = (byte) ascii;
  }

  @SuppressWarnings("deprecation") // the only way to get Latin-1 bytes without another array
  private void ascii(String text) {
    text.getBytes(0, text.length(), buffer, length);
    length += text.length();
  }

  /** How many readers unescape a text: COPY's alone, or an array's behind it. */
  private enum Nesting {
    TOP,
    ARRAY
  }

  /** Appends UTF-8, escaped. A half of a surrogate pair becomes U+FFFD. */
  private void encode(String value, Nesting nesting) {
    int size = value.length();
    for (int i = 0; i < size; i++) {
      char c = value.charAt(i);
      if (c < 0x80) {
        encodeAscii(c, nesting);
      } else if (c < 0x800) {
        buffer[length++] = (byte) (0xC0 | (c >> 6));
        follow(c);
      } else if (!Character.isSurrogate(c)) {
        threeBytes(c);
      } else if (Character.isHighSurrogate(c)
          && i + 1 < size
          && Character.isLowSurrogate(value.charAt(i + 1))) {
        int point = Character.toCodePoint(c, value.charAt(++i));
        buffer[length++] = (byte) (0xF0 | (point >> 18));
        follow(point >> 12);
        follow(point >> 6);
        follow(point);
      } else {
        threeBytes('\uFFFD');
      }
    }
  }

  /** Appends a byte that continues a character: its lowest six bits. */
  private void follow(int bits) {
    buffer[length++] = (byte) (0x80 | (bits & 0x3F));
  }

  private void threeBytes(char c) {
    buffer[length++] = (byte) (0xE0 | (c >> 12));
    follow(c >> 6);
    follow(c);
  }

  private void encodeAscii(char c, Nesting nesting) {
    switch (c) {
      case '\t' -> escaped('t');
      case '\n' -> escaped('n');
      case '\r' -> escaped('r');
      case '\\' -> {
        escaped('\\');
        if (nesting == Nesting.ARRAY) {
          escaped('\\');
        }
      }
      case '"' -> {
        if (nesting == Nesting.ARRAY) {
          escaped('\\');
        }
        put('"');
      }
      case '\0' -> throw unstorable();
      default -> put(c);
    }
  }

  private void escaped(char letter) {
    put('\\');
    put(letter);
  }

  private LinkgridException unstorable() {
    String name = table.columns().get(column - 1);
    dropRow();
    return new LinkgridException(
        Kind.DATA,
        "Cannot write "
            + table.name()
            + ": column '"
            + name
            + "' of a row holds the character U+0000, which Postgres cannot store. Reject the row.");
  }
}

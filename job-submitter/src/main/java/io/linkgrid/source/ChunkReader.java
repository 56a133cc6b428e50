package io.linkgrid.source;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.model.Provenance;
import io.linkgrid.model.RejectedRecord;
import io.linkgrid.model.SourceRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Turns a chunk of a surveyed file into records and rejects. Every row of the chunk becomes exactly
 * one of the two, in the order of the file; a bad row never takes its neighbours with it. Texts are
 * handed over as they stand in the file, quotes resolved, nothing trimmed.
 *
 * <p>A row is rejected that has another number of columns than the file, whose quotes are wrong,
 * that holds a NUL character (Postgres has no place for it), whose bytes are no text of the file's
 * character set, or that is longer than 16 MB. In the text of a rejected row, a NUL is shown as ␀
 * and bytes that are no text as U+FFFD.
 *
 * <p>It is made on the node that reads, from the survey that was sent there; any number of threads
 * may share it.
 */
public final class ChunkReader {
  /** Enough bytes for the text that a reject keeps, in every character set. */
  private static final int RAW_BYTES = 40_000;

  /** A row of more bytes is not looked into: its texts would fill the memory of a node. */
  private static final int LONGEST_USED = 16 << 20;

  private final SurveyedFile file;
  private final Charset charset;
  private final int[] targets;
  private final int width;

  /**
   * A reader.
   *
   * @param file the survey
   * @param wantedColumns the columns to hand over, in this order; the case of their names does not
   *     matter; one that the file lacks is absent in every row
   * @throws IllegalArgumentException if one is named twice
   */
  public ChunkReader(SurveyedFile file, List<String> wantedColumns) {
    this.file = file;
    this.charset = Charset.forName(file.charset());
    this.width = wantedColumns.size();
    this.targets = targets(file, wantedColumns);
  }

  /**
   * Reads a chunk. Rows are numbered as in the whole file.
   *
   * @throws LinkgridException if the file is gone or is not what was surveyed; nothing of the chunk
   *     has been handed over then
   * @throws IOException if the disk fails
   */
  public void read(Chunk chunk, Consumer<SourceRecord> rows, Consumer<RejectedRecord> rejects)
      throws IOException {
    read(chunk, bytesOf(chunk), rows, rejects);
  }

  /**
   * Reads a chunk whose bytes came another way than from the path.
   *
   * @throws LinkgridException if the bytes are not what was surveyed
   */
  public void read(
      Chunk chunk, byte[] bytes, Consumer<SourceRecord> rows, Consumer<RejectedRecord> rejects) {
    refuseOtherContent(chunk, bytes);
    Reading reading = new Reading(chunk, bytes, charset, rows, rejects);
    RowScanner scanner =
        new RowScanner(file.separator(), file.quoting(), 0, chunk.firstLine(), reading);
    scanner.scan(bytes, 0, bytes.length);
    scanner.finish();
  }

  /**
   * Reads one row from a text, as if it stood in the file; it becomes a record or a reject.
   *
   * @param origin where it stands
   */
  public void readRow(
      Provenance origin,
      String row,
      Consumer<SourceRecord> rows,
      Consumer<RejectedRecord> rejects) {
    byte[] bytes = row.getBytes(StandardCharsets.UTF_8);
    long[] found = {0};
    RowScanner scanner =
        new RowScanner(
            file.separator(), file.quoting(), 0, 1, (start, end, line, quotes) -> found[0]++);
    scanner.scan(bytes, 0, bytes.length);
    scanner.finish();
    if (scanner.isInsideQuotes()) {
      rejects.accept(
          new RejectedRecord(origin, "a double quote opens a field and is never closed", row));
    } else if (found[0] != 1) {
      rejects.accept(new RejectedRecord(origin, found[0] + " rows, but one row was expected", row));
    } else {
      Chunk one = new Chunk(0, bytes.length, origin.row(), origin.line());
      Reading reading = new Reading(one, bytes, StandardCharsets.UTF_8, rows, rejects);
      new RowScanner(
              file.separator(),
              file.quoting(),
              0,
              origin.line(),
              (start, end, line, quotes) -> reading.row(start, end, origin.line(), quotes))
          .scanAll(bytes);
    }
  }

  private static int[] targets(SurveyedFile file, List<String> wantedColumns) {
    List<String> names = file.columns().stream().map(ChunkReader::folded).toList();
    int[] targets = new int[names.size()];
    Arrays.fill(targets, -1);
    HashSet<String> taken = new HashSet<>();
    for (int i = 0; i < wantedColumns.size(); i++) {
      String wanted = wantedColumns.get(i);
      int column = names.indexOf(folded(wanted));
      if (!taken.add(folded(wanted))) {
        throw new IllegalArgumentException("The column '" + wanted + "' is wanted twice");
      }
      if (column >= 0) {
        targets[column] = i;
      }
    }
    return targets;
  }

  private static String folded(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  private byte[] bytesOf(Chunk chunk) throws IOException {
    try (FileChannel channel = FileChannel.open(Path.of(file.path()))) {
      if (channel.size() != file.bytes()) {
        throw changed(
            String.format(
                Locale.ROOT,
                "it had %,d bytes when it was surveyed, and has %,d now",
                file.bytes(),
                channel.size()));
      }
      byte[] bytes = new byte[chunk.length()];
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        if (channel.read(buffer, chunk.offset() + buffer.position()) < 0) {
          throw changed("it became shorter while it was read");
        }
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw new LinkgridException(
          Kind.DATA,
          file.name()
              + " is not at "
              + file.path()
              + " any more, where the survey found it. Put it back, or run again with the path"
              + " where it is now.",
          e);
    }
  }

  /** Looks whether the chunk holds the rows of the survey, as far as the survey tells. */
  private void refuseOtherContent(Chunk chunk, byte[] bytes) {
    long expected = rowsOf(chunk);
    long[] found = {0};
    RowScanner scanner =
        new RowScanner(
            file.separator(),
            file.quoting(),
            0,
            chunk.firstLine(),
            (start, end, line, quotes) -> found[0]++);
    scanner.scan(bytes, 0, bytes.length);
    scanner.finish();
    if (scanner.isInsideQuotes() || found[0] != expected) {
      throw changed(
          String.format(
              Locale.ROOT,
              "of its rows from line %d on, %,d were expected and %,d found",
              chunk.firstLine(),
              expected,
              found[0]));
    }
  }

  private long rowsOf(Chunk chunk) {
    List<Chunk> chunks = file.chunks();
    int index = Collections.binarySearch(chunks, chunk, Comparator.comparingLong(Chunk::firstRow));
    if (index < 0 || !chunks.get(index).equals(chunk)) {
      throw new IllegalArgumentException(chunk + " is no chunk of " + file.name());
    }
    long next = index + 1 < chunks.size() ? chunks.get(index + 1).firstRow() : file.rows() + 1;
    return next - chunk.firstRow();
  }

  private LinkgridException changed(String how) {
    return new LinkgridException(
        Kind.DATA,
        file.name()
            + " ("
            + file.path()
            + ") has changed during the run: "
            + how
            + ". Leave the file alone and run again.");
  }

  /** One pass over the bytes of a chunk. */
  private final class Reading implements RowScanner.Rows {
    private final byte[] bytes;
    private final Consumer<SourceRecord> rows;
    private final Consumer<RejectedRecord> rejects;
    private final Charset charset;
    private final RowParser parser;
    // Nearly all chunks are free of both, and then no row need be looked at for them.
    private final boolean holdsNul;
    private final boolean holdsMoreThanAscii;
    private long row;

    Reading(
        Chunk chunk,
        byte[] bytes,
        Charset charset,
        Consumer<SourceRecord> rows,
        Consumer<RejectedRecord> rejects) {
      this.bytes = bytes;
      this.charset = charset;
      this.parser = new RowParser(file.separator(), charset, targets, width);
      this.rows = rows;
      this.rejects = rejects;
      this.row = chunk.firstRow();
      this.holdsNul = holdsNul(bytes, 0, bytes.length);
      this.holdsMoreThanAscii = Utf8Check.isBeyondAscii(bytes, 0, bytes.length);
    }

    @Override
    public void row(long start, long end, long line, boolean quotes) {
      int from = (int) start;
      int to = (int) end;
      Provenance origin = new Provenance(file.role(), row++, line);
      if (to - from > LONGEST_USED) {
        reject(
            origin,
            from,
            to,
            "a row of "
                + SpoolFile.size(to - from)
                + ", but at most "
                + SpoolFile.size(LONGEST_USED)
                + " were expected");
        return;
      }
      if (holdsMoreThanAscii && !isText(from, to)) {
        reject(origin, from, to, "bytes that are not " + charset.name());
        return;
      }
      if (holdsNul && holdsNul(bytes, from, to)) {
        reject(origin, from, to, "a NUL character, which no text may hold");
        return;
      }
      int columns = parser.parse(bytes, from, to, quotes);
      if (columns == RowParser.BAD_QUOTES) {
        reject(
            origin,
            from,
            to,
            "text after the closing double quote of a field; a quote inside a quoted field must be"
                + " doubled");
      } else if (columns != file.columns().size()) {
        reject(
            origin,
            from,
            to,
            (columns == 1 ? "1 column" : columns + " columns")
                + ", but "
                + file.columns().size()
                + (file.columns().size() == 1 ? " was expected" : " were expected"));
      } else {
        rows.accept(new SourceRecord(origin, List.of(parser.fields())));
      }
    }

    private boolean isText(int from, int to) {
      if (charset.equals(StandardCharsets.UTF_8)) {
        return Utf8Check.isUtf8(bytes, from, to);
      }
      // Some single-byte sets leave a few bytes without a character.
      return !Utf8Check.isBeyondAscii(bytes, from, to)
          || new String(bytes, from, to - from, charset).indexOf('\ufffd') < 0;
    }

    private void reject(Provenance origin, int from, int to, String reason) {
      int lines = lineEnds(from, to);
      String where =
          lines == 0
              ? ""
              : "; the row goes on to line "
                  + (origin.line() + lines)
                  + ", perhaps because a double quote is missing";
      String raw =
          new String(bytes, from, Math.min(to - from, RAW_BYTES), charset).replace('\0', '\u2400');
      rejects.accept(new RejectedRecord(origin, reason + where, raw));
    }

    private int lineEnds(int from, int to) {
      int ends = 0;
      for (int i = from; i < to; i++) {
        boolean secondHalf = bytes[i] == '\n' && i > from && bytes[i - 1] == '\r';
        ends += (bytes[i] == '\n' || bytes[i] == '\r') && !secondHalf ? 1 : 0;
      }
      return ends;
    }

    private static boolean holdsNul(byte[] bytes, int from, int to) {
      for (int i = from; i < to; i++) {
        if (bytes[i] == 0) {
          return true;
        }
      }
      return false;
    }
  }
}

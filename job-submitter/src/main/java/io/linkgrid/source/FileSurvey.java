package io.linkgrid.source;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.source.Layout.Header;
import io.linkgrid.spec.FileFormat;
import io.linkgrid.spec.FileFormat.Quoting;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Looks through a file once, from its first byte to its last, before anything is done with it. It
 * either says how every row of it can be read, or throws a sentence that says why the file cannot
 * be used: {@link LinkgridException} of kind DATA, with what was expected, what was found and what
 * to do.
 *
 * <p>What the survey finds out: how the file is packed (gzip and zip are unpacked into the spool
 * directory), the character set (UTF-16 and other sets of several bytes are rewritten there as
 * UTF-8), the separator, whether there is a header, and the places at which it can be cut between
 * rows. A row that cannot be used is no reason to refuse a file; it is rejected when it is read.
 *
 * <p>A thread that is interrupted stops with the problem that the file cannot be read.
 */
public final class FileSurvey {
  /** The usual length of a chunk: large enough to be read fast, small enough to repeat. */
  public static final int CHUNK_BYTES = 1 << 20;

  private static final int HEAD_BYTES = 1 << 20;
  private static final int BUFFER_BYTES = 1 << 17;
  private static final int LONGEST_ROW = 128 << 20;
  private static final int LONGEST_FIRST_ROW = 16 << 20;

  private final Path file;
  private final String name;
  private final String role;
  private final FileFormat expected;
  private final Path spoolDirectory;
  private final LongConsumer bytesSeen;
  private final int chunkBytes;

  private FileSurvey(
      Path file,
      String role,
      FileFormat expected,
      Path spoolDirectory,
      LongConsumer bytesSeen,
      int chunkBytes) {
    if (chunkBytes < 1) {
      throw new IllegalArgumentException("A chunk has at least one byte, not " + chunkBytes);
    }
    this.file = file;
    this.name = ShownText.nameOf(file);
    this.role = role;
    this.expected = expected;
    this.spoolDirectory = spoolDirectory;
    this.bytesSeen = bytesSeen;
    this.chunkBytes = chunkBytes;
  }

  /**
   * Surveys a file whose columns the spec names. If its first row names all of them, it is a
   * header: columns may then come in any order, and there may be others. If not, and the format
   * does not require a header, the columns are those of the spec, in their order.
   *
   * @param role the role of the file in the run, the {@code file} of its rows' provenance
   * @param expected how the spec says that files are written
   * @param spoolDirectory where unpacked files are kept; made when it is needed
   * @param bytesSeen is told how many bytes of the file, as it is on the disk, are done
   */
  public static SurveyedFile survey(
      Path file, String role, FileFormat expected, Path spoolDirectory, LongConsumer bytesSeen) {
    return survey(file, role, expected, spoolDirectory, bytesSeen, CHUNK_BYTES);
  }

  /**
   * Surveys a file as {@link #survey(Path, String, FileFormat, Path, LongConsumer)} does, and cuts
   * it into chunks of at least so many bytes, each with the rest of its last row.
   */
  public static SurveyedFile survey(
      Path file,
      String role,
      FileFormat expected,
      Path spoolDirectory,
      LongConsumer bytesSeen,
      int chunkBytes) {
    return new FileSurvey(file, role, expected, spoolDirectory, bytesSeen, chunkBytes).survey();
  }

  /**
   * Surveys a file that must have a header with these columns, in any order and among others.
   * Separator and quoting are found by looking at it.
   */
  public static SurveyedFile surveyByHeader(
      Path file,
      String role,
      List<String> requiredColumns,
      Path spoolDirectory,
      LongConsumer bytesSeen) {
    return new FileSurvey(
            file,
            role,
            new FileFormat(
                FileFormat.DETECT, Quoting.DETECT, requiredColumns, FileFormat.Header.REQUIRED),
            spoolDirectory,
            bytesSeen,
            CHUNK_BYTES)
        .survey();
  }

  private SurveyedFile survey() {
    refuseUnreadable();
    try {
      Packing packing = Packing.of(start(file, 4));
      if (packing == Packing.NONE) {
        return surveyText(file, Optional.empty(), Optional.empty(), bytesSeen);
      }
      try (SpoolFile unpacked = SpoolFile.in(spoolDirectory, name, SpoolFile.LEAVE_FREE)) {
        packing.unpack(file, unpacked, Packing.Limits.USUAL, bytesSeen);
        return surveyText(
            unpacked.complete(), Optional.of(unpacked), Optional.empty(), FileSurvey::ignore);
      }
    } catch (IOException e) {
      throw new LinkgridException(
          Kind.DATA,
          "Cannot read "
              + ShownText.of(file)
              + ": "
              + ShownText.reason(e)
              + ". Check the disk and the network drive, and repeat.",
          e);
    }
  }

  private void refuseUnreadable() {
    if (!Files.exists(file)) {
      throw problem(ShownText.of(file) + " does not exist. Check the name and the directory.");
    }
    if (Files.isDirectory(file)) {
      throw problem(
          ShownText.of(file) + " is a directory, but a file was expected. Name the file in it.");
    }
    if (!Files.isReadable(file)) {
      throw problem(
          ShownText.of(file)
              + " cannot be read: permission denied. Give this user the right to read it.");
    }
    if (!Files.isRegularFile(file)) {
      throw problem(
          ShownText.of(file)
              + " is no regular file, so it cannot be read twice. Write it to a file first.");
    }
  }

  /**
   * Surveys uncompressed bytes.
   *
   * @param spooled the spool file that they are in, if they are in one
   * @param known the character set, if there is no need to find it
   */
  private SurveyedFile surveyText(
      Path text, Optional<SpoolFile> spooled, Optional<Charset> known, LongConsumer progress)
      throws IOException {
    byte[] head = head(text);
    refuseEmpty(head);
    return surveyText(text, spooled, known, head, ByteOrderMark.of(head), progress);
  }

  private SurveyedFile surveyText(
      Path text,
      Optional<SpoolFile> spooled,
      Optional<Charset> known,
      byte[] head,
      Optional<ByteOrderMark> mark,
      LongConsumer progress)
      throws IOException {
    if (mark.isPresent() && mark.get() != ByteOrderMark.UTF_8) {
      return surveyMarked(text, mark.get());
    }
    refuseBinary(head);

    int from = mark.map(ByteOrderMark::length).orElse(0);
    CharsetGuess guess = new CharsetGuess();
    guess.see(head, from, head.length);
    Optional<Charset> certain = known.or(() -> mark.map(ByteOrderMark::charset));
    Charset provisional = certain.orElseGet(guess::charset);
    if (!CharsetGuess.canBeReadInPlace(provisional)) {
      return surveyGuessed(text, spooled, provisional, progress);
    }
    Layout layout = Layout.of(new Layout.Start(name, head, from, provisional), expected);

    CharsetGuess wholeGuess = new CharsetGuess();
    Chunks chunks = new Chunks(layout.header(), chunkBytes);
    MessageDigest digest = digestOf(role);
    long bytes = scan(text, from, layout, wholeGuess, chunks, digest, progress);
    Charset charset = certain.orElseGet(wholeGuess::charset);
    if (!CharsetGuess.canBeReadInPlace(charset)) {
      return surveyGuessed(text, spooled, charset, progress);
    }
    if (chunks.rows == 0) {
      throw problem(
          name
              + " holds a header and no rows of data, but at least one row was expected. Check how"
              + " it was made.");
    }
    // The top 63 bits: never negative.
    long fileId = ByteBuffer.wrap(digest.digest()).getLong() >>> 1;
    Path path =
        spooled.isPresent()
            ? spooled.get().publish(String.format(Locale.ROOT, "%s-%016x", name, fileId))
            : text.toAbsolutePath().normalize();
    return new SurveyedFile(
        role,
        path.toString(),
        name,
        fileId,
        bytes,
        chunks.rows,
        charset.name(),
        layout.separator(),
        layout.quoting(),
        layout.columns(),
        chunks.finish());
  }

  /** Rewrites as UTF-8 what a byte order mark says is something else, and surveys that. */
  private SurveyedFile surveyMarked(Path text, ByteOrderMark mark) throws IOException {
    try {
      return surveyRewritten(text, mark.length(), mark.charset());
    } catch (CharacterCodingException e) {
      throw new LinkgridException(
          Kind.DATA,
          name
              + " begins with the byte order mark of "
              + mark.charset()
              + ", but is damaged: some of its bytes are no characters of it. Save it again as"
              + " UTF-8.",
          e);
    }
  }

  /** Rewrites as UTF-8 what seems to be a set of several bytes; if it is not, it is Latin text. */
  private SurveyedFile surveyGuessed(
      Path text, Optional<SpoolFile> spooled, Charset guessed, LongConsumer progress)
      throws IOException {
    try {
      return surveyRewritten(text, 0, guessed);
    } catch (CharacterCodingException e) {
      return surveyText(text, spooled, Optional.of(CharsetGuess.WINDOWS_1252), progress);
    }
  }

  private SurveyedFile surveyRewritten(Path text, int skip, Charset charset) throws IOException {
    try (SpoolFile rewritten = SpoolFile.in(spoolDirectory, name, SpoolFile.LEAVE_FREE)) {
      try (FileChannel channel = FileChannel.open(text).position(skip);
          InputStream in = Channels.newInputStream(channel);
          // A decoder of one's own reports what is malformed; a charset would replace it.
          Reader reader = new InputStreamReader(in, charset.newDecoder())) {
        char[] buffer = new char[BUFFER_BYTES];
        int kept = 0;
        for (int n = reader.read(buffer);
            n >= 0;
            n = reader.read(buffer, kept, buffer.length - kept)) {
          int length = kept + n;
          // A pair of surrogates is one character: it must not be cut in two.
          kept = Character.isHighSurrogate(buffer[length - 1]) ? 1 : 0;
          byte[] bytes = new String(buffer, 0, length - kept).getBytes(StandardCharsets.UTF_8);
          rewritten.write(bytes, 0, bytes.length);
          buffer[0] = buffer[length - 1];
        }
      }
      Path utf8 = rewritten.complete();
      byte[] head = head(utf8);
      refuseEmpty(head);
      return surveyText(
          utf8,
          Optional.of(rewritten),
          Optional.of(StandardCharsets.UTF_8),
          head,
          // A file has one mark: a second one belongs to its first field.
          skip > 0 ? Optional.empty() : ByteOrderMark.of(head),
          FileSurvey::ignore);
    }
  }

  private long scan(
      Path text,
      int from,
      Layout layout,
      CharsetGuess guess,
      Chunks chunks,
      MessageDigest digest,
      LongConsumer progress)
      throws IOException {
    RowScanner scanner = new RowScanner(layout.separator(), layout.quoting(), from, 1, chunks);
    byte[] bytes = new byte[BUFFER_BYTES];
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    long seen = 0;
    try (FileChannel channel = FileChannel.open(text)) {
      while (channel.read(buffer.clear()) >= 0) {
        int length = buffer.position();
        // The byte order mark is part of the content, but not of the first row.
        int skip = (int) Math.max(0, Math.min(length, from - seen));
        digest.update(bytes, 0, length);
        guess.see(bytes, skip, length);
        scanner.scan(bytes, skip, length);
        seen += length;
        progress.accept(seen);
        refuseEndlessRow(scanner, seen);
      }
    }
    guess.finish();
    scanner.finish();
    if (scanner.isInsideQuotes()) {
      throw problem(
          name
              + " line "
              + scanner.quoteLine()
              + ": a double quote opens a field there and is never closed, so the rest of the file"
              + " would be one row. Close it; or, if double quotes are ordinary characters in this"
              + " file, say in the spec that it has no quoting.");
    }
    return seen;
  }

  private void refuseEndlessRow(RowScanner scanner, long seen) {
    if (seen - scanner.rowStart() <= LONGEST_ROW) {
      return;
    }
    String cause =
        scanner.isInsideQuotes()
            ? "A double quote opens on line "
                + scanner.quoteLine()
                + " and seems never to be closed. Close it; or, if double quotes are ordinary"
                + " characters in this file, say in the spec that it has no quoting."
            : "Check that this is a text file whose lines end with LF, CRLF or CR.";
    throw problem(
        name
            + " line "
            + scanner.rowLine()
            + ": a row begins there that is longer than "
            + SpoolFile.size(LONGEST_ROW)
            + ", the most that a row may have. "
            + cause);
  }

  private void refuseEmpty(byte[] head) {
    if (head.length == 0) {
      throw problem(
          name + " is empty (0 bytes), but rows of data were expected. Check how it was made.");
    }
  }

  private void refuseBinary(byte[] head) {
    BinaryContent.in(head)
        .ifPresent(
            what -> {
              throw problem(
                  name
                      + " is "
                      + what
                      + ", but text in rows and columns was expected. Export the data as CSV in"
                      + " UTF-8; gzip and zip are fine.");
            });
  }

  /** Returns the start of a text, with its first row whole: it may name very many columns. */
  private byte[] head(Path text) throws IOException {
    byte[] head = start(text, HEAD_BYTES);
    if (hasLineEnd(head) || Files.size(text) <= head.length) {
      return head;
    }
    byte[] longer = start(text, LONGEST_FIRST_ROW);
    if (!hasLineEnd(longer)
        && ByteOrderMark.of(head).isEmpty()
        && Packing.of(head) == Packing.NONE) {
      refuseBinary(head);
      if (Files.size(text) > longer.length) {
        throw problem(
            name
                + " line 1: the first line is longer than "
                + SpoolFile.size(LONGEST_FIRST_ROW)
                + ", but a header or a row of data was expected there. Check that this is a text"
                + " file whose lines end with LF, CRLF or CR.");
      }
    }
    return longer;
  }

  private static boolean hasLineEnd(byte[] bytes) {
    boolean text = false;
    for (byte b : bytes) {
      boolean lineEnd = b == '\n' || b == '\r';
      if (lineEnd && text) {
        return true;
      }
      text |= !lineEnd;
    }
    return false;
  }

  private static byte[] start(Path text, int bytes) throws IOException {
    try (InputStream in = Files.newInputStream(text)) {
      return in.readNBytes(bytes);
    }
  }

  private static MessageDigest digestOf(String role) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(role.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      return digest;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  private static LinkgridException problem(String message) {
    return new LinkgridException(Kind.DATA, message);
  }

  private static void ignore(long bytes) {}

  /**
   * Cuts a file between rows. A chunk begins with the first byte of a row and ends with the last
   * one of a row: blank lines between chunks belong to none.
   */
  private static final class Chunks implements RowScanner.Rows {
    private final int chunkBytes;
    private final List<Chunk> chunks = new ArrayList<>();
    private boolean headerAhead;
    private long rows;
    private long start = -1;
    private long end;
    private long firstRow;
    private long firstLine;

    Chunks(Header header, int chunkBytes) {
      this.headerAhead = header == Header.PRESENT;
      this.chunkBytes = chunkBytes;
    }

    @Override
    public void row(long rowStart, long rowEnd, long line, boolean quotes) {
      if (headerAhead) {
        headerAhead = false;
        return;
      }
      rows++;
      if (start < 0) {
        start = rowStart;
        firstRow = rows;
        firstLine = line;
      }
      end = rowEnd;
      if (end - start >= chunkBytes) {
        close();
      }
    }

    List<Chunk> finish() {
      if (start >= 0) {
        close();
      }
      return chunks;
    }

    private void close() {
      chunks.add(new Chunk(start, (int) (end - start), firstRow, firstLine));
      start = -1;
    }
  }
}

package io.linkgrid.generate;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategy;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A CSV file under way. It gets its name when it is whole; until then it is called {@code .part},
 * so that nobody takes half a file for a whole one.
 */
final class OutputFile implements Closeable {
  private static final int BUFFER = 1 << 16;

  private final Path path;
  private final Path part;
  private final MessageDigest digest;
  private final CsvWriter csv;
  private long rows;
  private boolean finished;

  private OutputFile(Path path, QuoteStrategy quotes) throws IOException {
    this.path = path;
    this.part = path.resolveSibling(path.getFileName() + ".part");
    this.digest = sha256();
    OutputStream out = new DigestOutputStream(Files.newOutputStream(part), digest);
    this.csv =
        CsvWriter.builder()
            .lineDelimiter(LineDelimiter.LF)
            .quoteStrategy(quotes)
            .bufferSize(BUFFER)
            .build(out, StandardCharsets.UTF_8);
  }

  /** Opens a file that quotes a field only when it must. */
  static OutputFile of(Path directory, String name) throws IOException {
    return new OutputFile(directory.resolve(name), new QuoteStrategy() {});
  }

  /** Opens a file that quotes these columns always, and all of its header. */
  static OutputFile quoting(Path directory, String name, List<Integer> columns) throws IOException {
    return new OutputFile(
        directory.resolve(name),
        new QuoteStrategy() {
          @Override
          public boolean quoteValue(int line, int column, String value) {
            return line == 1 || columns.contains(column);
          }
        });
  }

  /** Writes the names of the columns; they are no data row. */
  void header(List<String> columns) {
    csv.writeRecord(columns);
  }

  void row(String... fields) {
    csv.writeRecord(fields);
    rows++;
  }

  void row(List<String> fields) {
    csv.writeRecord(fields);
    rows++;
  }

  /** Ends the file and gives it its name, in place of a file that had it. */
  GeneratedFile finish() throws IOException {
    csv.close();
    finished = true;
    Files.move(part, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    return new GeneratedFile(
        path, rows, Files.size(path), HexFormat.of().formatHex(digest.digest()));
  }

  /** Takes an unfinished file away; does nothing to a finished one. */
  @Override
  public void close() throws IOException {
    if (finished) {
      return;
    }
    try (csv) {
      finished = true;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}

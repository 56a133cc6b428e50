package io.linkgrid.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.CsvWriter.CsvWriterRecord;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A CSV file in UTF-8 with RFC 4180 quoting and a line feed after each row, that appears only when
 * it is complete.
 *
 * <p>Texts are written as {@link SpreadsheetText} says.
 *
 * <p>For one thread.
 */
final class CsvFile implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final Path target;
  private final WholeFile file;
  private final CsvWriter writer;
  private CsvWriterRecord row;
  private long rows;

  CsvFile(Path target, List<String> header) {
    this.target = target;
    this.file = new WholeFile(target);
    this.writer =
        CsvWriter.builder()
            .lineDelimiter(LineDelimiter.LF)
            .bufferSize(BUFFER)
            .build(file.stream(), StandardCharsets.UTF_8);
    writer.writeRecord(header.stream().map(SpreadsheetText::harmless).toList());
    this.row = writer.writeRecord();
  }

  /** Adds a text, which may come from anywhere. */
  CsvFile text(String value) {
    row.writeField(SpreadsheetText.harmless(value));
    return this;
  }

  /** Adds a word of ours or a formatted number, as it is. */
  CsvFile word(String value) {
    row.writeField(value);
    return this;
  }

  CsvFile number(long value) {
    row.writeField(Long.toString(value));
    return this;
  }

  void endRow() {
    row.endRecord();
    rows++;
    row = writer.writeRecord();
  }

  long rows() {
    return rows;
  }

  /** Ends the content and returns its SHA-256 in hex. */
  String complete() {
    try {
      writer.flush();
      return file.complete();
    } catch (IOException e) {
      throw WholeFile.cannotWrite(target, e);
    }
  }

  void publish() {
    try {
      file.publish();
    } catch (IOException e) {
      throw WholeFile.cannotWrite(target, e);
    }
  }

  @Override
  public void close() {
    file.close();
  }
}

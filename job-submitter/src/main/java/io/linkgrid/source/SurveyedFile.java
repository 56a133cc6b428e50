package io.linkgrid.source;

import io.linkgrid.spec.FileFormat.Quoting;
import java.io.Serializable;
import java.util.List;

/**
 * A file that was looked through once, from the first byte to the last: it exists, it is text, its
 * rows are found. What it says is enough for any process that can read the path to read any chunk
 * of it.
 *
 * @param role the role of the file in the run: A, B, reference, records, trips
 * @param path the absolute path of the readable, uncompressed bytes
 * @param name the file's own name without directories, for people
 * @param fileId the first 63 bits of the SHA-256 of role and (uncompressed) content
 * @param bytes its uncompressed size
 * @param rows its data rows, those that will be rejected included
 * @param charset the name of the character set of its bytes
 * @param separator the character between columns
 * @param quoting whether fields may be wrapped in double quotes
 * @param columns the names of the columns in the order of the file
 * @param chunks its chunks in order
 */
public record SurveyedFile(
    String role,
    String path,
    String name,
    long fileId,
    long bytes,
    long rows,
    String charset,
    char separator,
    Quoting quoting,
    List<String> columns,
    List<Chunk> chunks)
    implements Serializable {
  public SurveyedFile {
    columns = List.copyOf(columns);
    chunks = List.copyOf(chunks);
  }
}

package io.linkgrid.database;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.source.Chunk;
import io.linkgrid.source.SurveyedFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.function.LongConsumer;
import org.jdbi.v3.core.Jdbi;

/** Puts the chunks of files into the database, for nodes that do not see the submitter's disk. */
public final class ChunkSpool {
  private final Jdbi jdbi;

  /** A spool in a database. */
  public ChunkSpool(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Puts all chunks of a file; one that is there is left as it is.
   *
   * @param bytesDone is told how many bytes are there
   */
  public void put(SurveyedFile file, LongConsumer bytesDone) {
    try (RandomAccessFile content = new RandomAccessFile(file.path(), "r")) {
      long done = 0;
      for (Chunk chunk : file.chunks()) {
        byte[] bytes = new byte[chunk.length()];
        content.seek(chunk.offset());
        content.readFully(bytes);
        jdbi.useHandle(
            handle ->
                handle.execute(
                    "insert into spooled_chunk (file_id, first_row, bytes) values (?, ?, ?)"
                        + " on conflict do nothing",
                    file.fileId(),
                    chunk.firstRow(),
                    bytes));
        done += bytes.length;
        bytesDone.accept(done);
      }
    } catch (IOException e) {
      throw new LinkgridException(
          Kind.DATA,
          "Cannot read " + file.path() + ": " + e.getMessage() + ". Nothing is lost; run again.",
          e);
    }
  }

  /** Removes the chunks of a file. */
  public void remove(SurveyedFile file) {
    jdbi.useHandle(
        handle -> handle.execute("delete from spooled_chunk where file_id = ?", file.fileId()));
  }
}

package io.linkgrid.processor;

import io.linkgrid.grid.DatabaseAddress;
import io.linkgrid.grid.NodeServices;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.model.RejectedRecord;
import io.linkgrid.model.SourceRecord;
import io.linkgrid.source.Chunk;
import io.linkgrid.source.ChunkReader;
import io.linkgrid.source.SurveyedFile;
import java.io.IOException;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Consumer;

/**
 * A file as the nodes get at it: by its path when all of them see it, else from the database, where
 * the submitter has put its chunks. Either way a chunk can be read again.
 *
 * @param file the file
 * @param place where its bytes are
 * @param database the database
 */
public record FileOnGrid(SurveyedFile file, Place place, DatabaseAddress database)
    implements Serializable {
  /** Where the bytes of a file are. */
  public enum Place {
    /** On a disk that all nodes see under the same path. */
    PATH,
    /** In the table {@code spooled_chunk}. */
    DATABASE
  }

  void read(
      ChunkReader reader,
      Chunk chunk,
      NodeServices services,
      Consumer<SourceRecord> rows,
      Consumer<RejectedRecord> rejects) {
    try {
      switch (place) {
        case PATH -> reader.read(chunk, rows, rejects);
        case DATABASE -> reader.read(chunk, spooled(chunk, services), rows, rejects);
      }
    } catch (IOException e) {
      throw new LinkgridException(
          Kind.DATA,
          "Cannot read " + file.path() + ": " + e.getMessage() + ". Nothing is lost; run again.",
          e);
    }
  }

  private byte[] spooled(Chunk chunk, NodeServices services) {
    try (Connection connection = services.database(database).getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "select bytes from spooled_chunk where file_id = ? and first_row = ?")) {
      statement.setLong(1, file.fileId());
      statement.setLong(2, chunk.firstRow());
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          throw new LinkgridException(
              Kind.DATABASE,
              "The rows of "
                  + file.name()
                  + " from "
                  + chunk.firstRow()
                  + " on are not in the"
                  + " database, where the submitter put them. Run again.");
        }
        return row.getBytes(1);
      }
    } catch (SQLException e) {
      throw new LinkgridException(
          Kind.DATABASE,
          "Cannot read " + file.name() + " from Postgres: " + e.getMessage() + ". Run again.",
          e);
    }
  }
}

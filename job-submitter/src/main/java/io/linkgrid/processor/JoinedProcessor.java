package io.linkgrid.processor;

import io.linkgrid.grid.DatabaseAddress;
import io.linkgrid.model.RejectedRecord;
import io.linkgrid.sink.CopyWriter;
import java.sql.Connection;
import java.time.LocalDate;

/**
 * Writes joined rows, and the trips that could not be used, each under its key: when the grid
 * starts the job again because a node went away, what is there already stays there once.
 */
public final class JoinedProcessor extends DatabaseProcessor {
  private CopyWriter joined;
  private CopyWriter rejects;

  /** Writes to a database. */
  public JoinedProcessor(DatabaseAddress address) {
    super(address);
  }

  @Override
  void open(Connection opened) {
    joined = writer(opened, Tables.JOINED_EVENT);
    rejects = writer(opened, Tables.REJECT);
  }

  @Override
  protected boolean tryProcess(int ordinal, Object item) {
    JoinedBatch batch = (JoinedBatch) item;
    for (JoinedBatch.Pair pair : batch.pairs()) {
      joined
          .integer(batch.fileId())
          .integer(pair.trip().row())
          .integer(pair.number())
          .text(pair.event().id())
          .date(LocalDate.ofEpochDay(pair.event().day()).toString())
          .text(pair.event().entity())
          .integer(pair.trip().seconds())
          .text(pair.trip().bike())
          .endRow();
    }
    for (RejectedRecord row : batch.rejects()) {
      rejects
          .integer(batch.fileId())
          .integer(row.origin().row())
          .integer(row.origin().line())
          .text(row.reason())
          .text(row.raw())
          .endRow();
    }
    return true;
  }
}

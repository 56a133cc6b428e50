package io.linkgrid.processor;

import io.linkgrid.grid.DatabaseAddress;
import io.linkgrid.model.CleanRecord;
import io.linkgrid.model.RejectedRecord;
import io.linkgrid.sink.CopyWriter;
import java.sql.Connection;

/** Writes raw rows with their mention, and rejects with their reason. */
public final class LandProcessor extends DatabaseProcessor {
  private final long fileId;
  private CopyWriter records;
  private CopyWriter rejects;

  /** Writes the rows of a file. */
  public LandProcessor(DatabaseAddress address, long fileId) {
    super(address);
    this.fileId = fileId;
  }

  @Override
  void open(Connection opened) {
    records = writer(opened, Tables.SOURCE_RECORD);
    rejects = writer(opened, Tables.REJECT);
  }

  @Override
  protected boolean tryProcess(int ordinal, Object item) {
    LandingBatch batch = (LandingBatch) item;
    for (CleanRecord row : batch.records()) {
      records
          .integer(fileId)
          .integer(row.origin().row())
          .integer(row.origin().line())
          .text(row.recordId())
          .integer(row.mention().id())
          .date(row.eventDate())
          .texts(row.fields())
          .endRow();
    }
    for (RejectedRecord row : batch.rejects()) {
      rejects
          .integer(fileId)
          .integer(row.origin().row())
          .integer(row.origin().line())
          .text(row.reason())
          .text(row.raw())
          .endRow();
    }
    return true;
  }
}

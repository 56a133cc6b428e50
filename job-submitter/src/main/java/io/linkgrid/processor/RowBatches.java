package io.linkgrid.processor;

import io.linkgrid.model.RejectedRecord;
import io.linkgrid.model.SourceRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Puts rows into batches, each full by its rows or by their characters: however long rows are, a
 * queue of batches has a bound.
 */
final class RowBatches {
  static final int MOST_ROWS = 500;
  static final long MOST_CHARACTERS = 1 << 17;

  private final Consumer<RowBatch> full;
  private List<SourceRecord> rows = new ArrayList<>(MOST_ROWS);
  private List<RejectedRecord> rejects = new ArrayList<>();
  private long characters;

  RowBatches(Consumer<RowBatch> full) {
    this.full = full;
  }

  void add(SourceRecord row) {
    rows.add(row);
    for (String field : row.fields()) {
      characters += field.length();
    }
    flushWhenFull();
  }

  void add(RejectedRecord reject) {
    rejects.add(reject);
    characters += reject.raw().length();
    flushWhenFull();
  }

  private void flushWhenFull() {
    if (rows.size() + rejects.size() >= MOST_ROWS || characters >= MOST_CHARACTERS) {
      flush();
    }
  }

  /** Gives what there is, if anything. */
  void flush() {
    if (rows.isEmpty() && rejects.isEmpty()) {
      return;
    }
    full.accept(new RowBatch(rows, rejects));
    rows = new ArrayList<>(MOST_ROWS);
    rejects = new ArrayList<>();
    characters = 0;
  }
}

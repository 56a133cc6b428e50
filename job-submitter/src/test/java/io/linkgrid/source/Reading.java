package io.linkgrid.source;

import io.linkgrid.model.RejectedRecord;
import io.linkgrid.model.SourceRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What came out of a file, read chunk by chunk. */
record Reading(List<SourceRecord> rows, List<RejectedRecord> rejects) {
  /** Reads all chunks of a file, all of its columns. */
  static Reading of(SurveyedFile file) throws IOException {
    return of(file, file.columns());
  }

  /** Reads some columns of all chunks of a file. */
  static Reading of(SurveyedFile file, List<String> columns) throws IOException {
    Reading reading = new Reading(new ArrayList<>(), new ArrayList<>());
    ChunkReader reader = new ChunkReader(file, columns);
    for (Chunk chunk : file.chunks()) {
      reader.read(chunk, reading.rows::add, reading.rejects::add);
    }
    return reading;
  }

  /** Returns the fields of each row. */
  List<List<String>> fields() {
    return rows.stream().map(SourceRecord::fields).toList();
  }

  /** Returns where each row started, as {@code row:line}. */
  List<String> places() {
    return rows.stream().map(row -> row.origin().row() + ":" + row.origin().line()).toList();
  }
}

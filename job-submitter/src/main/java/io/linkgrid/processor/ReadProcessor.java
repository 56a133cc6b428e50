package io.linkgrid.processor;

import com.hazelcast.jet.core.metrics.Metrics;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.RejectedRecord;
import io.linkgrid.model.SourceRecord;
import io.linkgrid.source.Chunk;
import io.linkgrid.source.ChunkReader;
import io.linkgrid.source.SurveyedFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads its share of a file's chunks and gives the rows in batches. */
public final class ReadProcessor extends BlockingProcessor {
  private static final int BATCH = 500;

  private final SurveyedFile file;
  private final List<String> columns;
  private List<SourceRecord> rows = new ArrayList<>();
  private List<RejectedRecord> rejects = new ArrayList<>();
  private int share;
  private int shares;

  /** Reads the named columns, in their order. */
  public ReadProcessor(SurveyedFile file, List<String> columns) {
    this.file = file;
    this.columns = columns;
  }

  @Override
  protected void init(Context context) {
    share = context.globalProcessorIndex();
    shares = context.totalParallelism();
  }

  @Override
  public boolean complete() {
    ChunkReader reader = new ChunkReader(file, columns);
    for (int i = share; i < file.chunks().size(); i += shares) {
      read(reader, file.chunks().get(i));
    }
    return true;
  }

  private void read(ChunkReader reader, Chunk chunk) {
    try {
      reader.read(
          chunk,
          row -> {
            rows.add(row);
            emitWhenFull();
          },
          reject -> {
            rejects.add(reject);
            emitWhenFull();
          });
    } catch (IOException e) {
      throw new LinkgridException(
          LinkgridException.Kind.DATA,
          "Cannot read " + file.path() + ": " + e.getMessage() + ". Nothing is lost; run again.",
          e);
    }
    emit();
  }

  private void emitWhenFull() {
    if (rows.size() + rejects.size() >= BATCH) {
      emit();
    }
  }

  private void emit() {
    if (rows.isEmpty() && rejects.isEmpty()) {
      return;
    }
    Metrics.metric(JobMetrics.ROWS).increment(rows.size() + rejects.size());
    emit(0, new RowBatch(rows, rejects));
    rows = new ArrayList<>(BATCH);
    rejects = new ArrayList<>();
  }
}

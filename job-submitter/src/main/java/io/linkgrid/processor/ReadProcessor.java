package io.linkgrid.processor;

import com.hazelcast.jet.core.metrics.Metrics;
import io.linkgrid.grid.NodeServices;
import io.linkgrid.grid.NodeWork;
import io.linkgrid.model.RejectedRecord;
import io.linkgrid.model.SourceRecord;
import io.linkgrid.source.Chunk;
import io.linkgrid.source.ChunkReader;
import java.util.ArrayList;
import java.util.List;

/** Reads its share of a file's chunks and gives the rows in batches. */
public final class ReadProcessor extends BlockingProcessor {
  private static final int BATCH = 500;

  private final FileOnGrid file;
  private final List<String> columns;
  private List<SourceRecord> rows = new ArrayList<>();
  private List<RejectedRecord> rejects = new ArrayList<>();
  private NodeServices services;
  private int share;
  private int shares;

  /** Reads the named columns, in their order. */
  public ReadProcessor(FileOnGrid file, List<String> columns) {
    this.file = file;
    this.columns = columns;
  }

  @Override
  protected void begin(Context context) {
    services = NodeServices.of(context.hazelcastInstance());
    share = context.globalProcessorIndex();
    shares = context.totalParallelism();
  }

  @Override
  protected boolean finish() {
    ChunkReader reader = new ChunkReader(file.file(), columns);
    List<Chunk> chunks = file.file().chunks();
    for (int i = share; i < chunks.size(); i += shares) {
      file.read(
          reader,
          chunks.get(i),
          services,
          row -> {
            rows.add(row);
            emitWhenFull();
          },
          reject -> {
            rejects.add(reject);
            emitWhenFull();
          });
      emit();
    }
    return true;
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
    services.work().add(NodeWork.Kind.ROWS_READ, rows.size() + rejects.size());
    emit(0, new RowBatch(rows, rejects));
    rows = new ArrayList<>(BATCH);
    rejects = new ArrayList<>();
  }
}

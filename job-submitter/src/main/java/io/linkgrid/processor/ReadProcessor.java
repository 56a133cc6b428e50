package io.linkgrid.processor;

import com.hazelcast.jet.core.metrics.Metrics;
import io.linkgrid.grid.NodeServices;
import io.linkgrid.grid.NodeWork;
import io.linkgrid.source.Chunk;
import io.linkgrid.source.ChunkReader;
import java.util.List;

/** Reads its share of a file's chunks and gives the rows in batches. */
public final class ReadProcessor extends BlockingProcessor {
  private final FileOnGrid file;
  private final List<String> columns;
  private final RowBatches batches = new RowBatches(this::emit);
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
      file.read(reader, chunks.get(i), services, batches::add, batches::add);
      batches.flush();
    }
    return true;
  }

  private void emit(RowBatch batch) {
    int rows = batch.rows().size() + batch.rejects().size();
    Metrics.metric(JobMetrics.ROWS).increment(rows);
    services.work().add(NodeWork.Kind.ROWS_READ, rows);
    emit(0, batch);
  }
}

package io.linkgrid.processor;

import io.linkgrid.model.RejectedRecord;
import io.linkgrid.model.SourceRecord;
import java.util.List;

/** Rows as they were read; stays on the node that read them. */
record RowBatch(List<SourceRecord> rows, List<RejectedRecord> rejects) {}

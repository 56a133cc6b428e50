package io.linkgrid.processor;

import io.linkgrid.model.CleanRecord;
import io.linkgrid.model.RejectedRecord;
import java.util.List;

/** Rows after standardisation, on the way to the database; stays on the node that read them. */
record LandingBatch(List<CleanRecord> records, List<RejectedRecord> rejects) {}

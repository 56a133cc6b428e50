package io.linkgrid.processor;

import com.hazelcast.jet.core.Processor;
import io.linkgrid.clean.RecordCleaner;
import io.linkgrid.grid.NodeWork;
import io.linkgrid.grid.Probe;
import io.linkgrid.grid.ProbeBatch;
import io.linkgrid.model.CleanRecord;
import io.linkgrid.model.Mention;
import io.linkgrid.model.RejectedRecord;
import io.linkgrid.model.SourceRecord;
import io.linkgrid.scoring.Evidence;
import io.linkgrid.source.RowText;
import io.linkgrid.source.SurveyedFile;
import io.linkgrid.spec.SpecText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Standardises rows. Edge 0 takes the rows to the database; edge 1 takes each mention of a batch,
 * once, to the owner of its id.
 */
public final class CleanProcessor extends BlockingProcessor {
  private static final int FULL = 256;

  private final SpecText spec;
  private final Intake intake;
  private final SurveyedFile file;
  private RecordCleaner cleaner;
  private Routes routes;
  private NodeWork work;
  private final Bundles<Probe> mentions =
      new Bundles<>(FULL, (bundle, partition) -> emit(1, new ProbeBatch(partition, bundle)));

  /** Standardises the rows of a file by a spec. */
  public CleanProcessor(SpecText spec, Intake intake, SurveyedFile file) {
    this.spec = spec;
    this.intake = intake;
    this.file = file;
  }

  @Override
  protected void begin(Processor.Context context) {
    cleaner =
        new RecordCleaner(
            spec(context, spec), intake.columns(), intake.recordIdColumn(), intake.identity());
    routes = new Routes(context.hazelcastInstance());
    work = work(context);
  }

  /** So that it can be corrected, a reject is a row of its file. */
  private RejectedRecord asItStood(SourceRecord row, RejectedRecord reject) {
    return new RejectedRecord(
        reject.origin(), reject.reason(), RowText.of(file, intake.columns(), row.fields()));
  }

  @Override
  protected boolean tryProcess(int ordinal, Object item) {
    RowBatch batch = (RowBatch) item;
    List<CleanRecord> records = new ArrayList<>(batch.rows().size());
    List<RejectedRecord> rejects = new ArrayList<>(batch.rejects());
    for (SourceRecord row : batch.rows()) {
      cleaner.clean(row, records::add, reject -> rejects.add(asItStood(row, reject)));
    }
    work.add(NodeWork.Kind.ROWS_REJECTED, rejects.size());
    Set<Long> seen = new HashSet<>();
    for (CleanRecord record : records) {
      Mention mention = record.mention();
      if (seen.add(mention.id())) {
        mentions.add(routes.of(mention.id()), Probe.arrived(mention, Evidence.NONE));
      }
    }
    emit(0, new LandingBatch(records, rejects));
    mentions.flush();
    return true;
  }
}

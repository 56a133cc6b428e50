package io.linkgrid.job;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.processor.FileOnGrid;
import io.linkgrid.processor.JobMetrics;
import io.linkgrid.source.SurveyedFile;
import io.linkgrid.spec.AttributeType;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.submit.JobRunner;
import java.util.ArrayList;
import java.util.List;

/** Joins trips with the events of all entities. */
final class TripJoin {
  private final RunContext run;
  private final FileIntake intake;

  TripJoin(RunContext run, FileIntake intake) {
    this.run = run;
    this.intake = intake;
  }

  /** Makes the join hold just these trips. */
  void join(List<SurveyedFile> trips) throws Exception {
    LinkSpec.Event event =
        run.spec()
            .event()
            .orElseThrow(
                () ->
                    new LinkgridException(
                        Kind.USAGE,
                        "The spec '"
                            + run.spec().name()
                            + "' names no event, so there is nothing to join"
                            + " trips with. Add 'event: {id: …, date: …}' or leave --trips away."));
    int place =
        run.spec()
            .firstAttributeOf(AttributeType.COORDINATES)
            .orElseThrow(
                () ->
                    new LinkgridException(
                        Kind.USAGE,
                        "The spec '"
                            + run.spec().name()
                            + "' has no attribute of type coordinates, so"
                            + " trips cannot be joined. Add one or leave --trips away."));
    if (run.ledger().isJoined(trips)) {
      run.notices().say("The join with these trips is in the database already.");
      return;
    }
    List<FileOnGrid> placed = new ArrayList<>();
    for (SurveyedFile file : trips) {
      placed.add(intake.onGrid(file));
    }
    // Rows of an earlier attempt that came after the table was emptied would be there twice.
    new JobRunner(run.grid().hz()).cancelLeftover(run.jobName("join"));
    run.keepLock();
    run.ledger().clearJoin();
    run.job(
        "join",
        trips.stream().mapToLong(SurveyedFile::rows).sum(),
        JobMetrics.ROWS,
        JoinGraph.build(
            placed,
            run.database().address(),
            run.spec().format().columns().indexOf(event.idColumn()),
            place));
    run.keepLock();
    run.ledger().joined(trips);
    trips.forEach(intake::forget);
  }
}

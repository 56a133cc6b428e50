package io.linkgrid.job;

import io.linkgrid.database.CorrectedRows;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.processor.JobMetrics;
import io.linkgrid.report.ModelFile;
import io.linkgrid.report.ReportData;
import io.linkgrid.report.ReportPage;
import io.linkgrid.report.ResultCounts;
import io.linkgrid.report.ResultFiles;
import io.linkgrid.report.RunFile;
import io.linkgrid.report.RunSummary;
import io.linkgrid.report.SummaryFile;
import io.linkgrid.report.WrittenResults;
import io.linkgrid.source.SurveyedFile;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.SpecText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Writes what a run has found, for people and for other programs. */
final class RunResults {
  private final RunContext run;

  RunResults(RunContext run) {
    this.run = run;
  }

  /** Writes the results of a run that has come to its end, now or before. */
  RunSummary write(
      String runId,
      List<SurveyedFile> records,
      List<SurveyedFile> trips,
      Optional<RunSummary> before)
      throws Exception {
    List<RunFile> files =
        records.stream().map(f -> new RunFile(f.role(), f.fileId(), f.name())).toList();
    List<RunFile> withCorrected =
        Stream.concat(
                files.stream(),
                new CorrectedRows(run.database().jdbi())
                    .of(records).stream().map(f -> new RunFile(f.role(), f.fileId(), f.name())))
            .toList();
    WrittenResults written =
        run.stages()
            .run(
                "results",
                -1,
                "rows",
                stage ->
                    ResultFiles.write(
                        run.database().dataSource(), files, run.spec(), runId, run.inputs().out()));
    ReportData data =
        run.stages()
            .quietly(
                "report",
                () ->
                    ReportData.load(
                        run.database().dataSource(), withCorrected, run.spec(), written));
    RunSummary summary = summary(runId, written.counts(), !trips.isEmpty(), before);
    if (before.isEmpty()) {
      run.keepLock();
      run.ledger().done(runId, SummaryFile.toJson(summary));
    }
    SummaryFile.write(summary, run.inputs().out().resolve("summary.json"));
    Optional<String> model = run.ledger().model();
    if (model.isPresent()) {
      ModelFile.write(
          model.get(), run.ledger().modelTraining(), run.inputs().out().resolve("model.json"));
    }
    LinkSpec linked =
        new SpecText(run.inputs().spec().where(), run.inputs().spec().yaml(), model.orElse(""))
            .parse();
    ReportPage.write(summary, linked, data, run.inputs().out().resolve("report.html"));
    run.candidates().notices(records, runId).forEach(run.notices()::say);
    return summary;
  }

  /** Counts the result of a run of one file, and writes no result files. */
  ResultCounts intoDatabase(String runId, SurveyedFile file) throws Exception {
    ResultCounts counts =
        run.stages().quietly("results", () -> run.ledger().counts(file.fileId(), runId));
    long accounted = counts.linked() + counts.founded() + counts.review() + counts.rejected();
    if (counts.read() != accounted) {
      throw new LinkgridException(
          Kind.INTERNAL,
          "The rows of run %s do not add up: read %d, but linked %d + new %d + review %d + rejected %d = %d. Run again; if it stays, this is a fault of linkgrid."
              .formatted(
                  runId,
                  counts.read(),
                  counts.linked(),
                  counts.founded(),
                  counts.review(),
                  counts.rejected(),
                  accounted));
    }
    run.keepLock();
    run.ledger().done(runId, SummaryFile.toJson(summary(runId, counts, false, Optional.empty())));
    return counts;
  }

  private RunSummary summary(
      String runId, ResultCounts counts, boolean joined, Optional<RunSummary> before) {
    Map<String, Double> seconds = run.stages().seconds();
    double total = seconds.getOrDefault("total", 1.0);
    return new RunSummary(
        runId,
        run.spec().name(),
        before.isPresent(),
        counts.read(),
        counts.linked(),
        counts.founded(),
        counts.review(),
        counts.rejected(),
        counts.entities(),
        joined ? run.ledger().joinedRows() : 0,
        joined ? run.ledger().joinedEvents() : 0,
        run.stages().total(JobMetrics.PAIRS),
        run.stages().total(JobMetrics.LOOKUPS),
        run.stages().total(JobMetrics.LOCAL_LOOKUPS),
        run.nodes(),
        seconds,
        run.stages().work(),
        counts.linksSha256(),
        counts.read() / total);
  }
}

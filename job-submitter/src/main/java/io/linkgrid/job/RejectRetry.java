package io.linkgrid.job;

import io.linkgrid.clean.RecordCleaner;
import io.linkgrid.database.CorrectedRows;
import io.linkgrid.model.CleanRecord;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.model.Provenance;
import io.linkgrid.model.RejectedRecord;
import io.linkgrid.model.SourceRecord;
import io.linkgrid.processor.Intake;
import io.linkgrid.report.RejectSheet;
import io.linkgrid.source.ChunkReader;
import io.linkgrid.source.SurveyedFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Takes corrected rows in from a rejects.csv: each as if it had stood in its file. A row that
 * stands as it was is left alone, and so is one that has become a record before.
 */
final class RejectRetry {
  private static final int STILL_WRONG_SHOWN = 10;

  /** From here on a row was most likely cut when it was kept. */
  private static final int CUT = 9_999;

  private static final int END_OF_CUT = 20;

  private final RunContext run;
  private final FileIntake intake;
  private final CorrectedRows corrected;

  private final Map<String, SurveyedFile> files;
  private final Map<String, RowReader> readers = new TreeMap<>();
  private final Set<String> seen = new HashSet<>();
  private final List<String> stillWrong = new ArrayList<>();
  private long unchanged;
  private long before;

  RejectRetry(RunContext run, FileIntake intake, List<SurveyedFile> files) {
    this.run = run;
    this.intake = intake;
    this.corrected = new CorrectedRows(run.database().jdbi());
    this.files = files.stream().collect(Collectors.toMap(SurveyedFile::role, Function.identity()));
  }

  /** Refuses what cannot be retried, before anything is done. */
  static void refuseOneToOne(RunContext run) {
    if (run.inputs().retried().isPresent() && run.spec().oneToOne()) {
      throw new LinkgridException(
          Kind.USAGE,
          "The spec '"
              + run.spec().name()
              + "' is one-to-one: which record has which entity is decided for a whole file at"
              + " once, so single rows cannot be taken in later. Correct them in their file, and"
              + " start anew with that.");
    }
  }

  /**
   * Takes the corrected rows of landed files in; they are not linked yet.
   *
   * @throws LinkgridException DATA if the sheet cannot be used; nothing is changed then
   */
  void take(Path sheet) {
    RejectSheet.read(sheet, this::take);
    long taken = 0;
    for (Map.Entry<String, RowReader> reader : readers.entrySet()) {
      List<CleanRecord> rows = reader.getValue().rows();
      if (!rows.isEmpty()) {
        corrected.land(fileOf(reader.getKey()), rows);
        taken += rows.size();
      }
    }
    tell(sheet, taken);
  }

  private SurveyedFile fileOf(String role) {
    SurveyedFile file = files.get(role);
    if (file == null) {
      throw new IllegalStateException("No file has the role " + role);
    }
    return file;
  }

  private void tell(Path sheet, long taken) {
    run.notices()
        .say(
            String.format(
                Locale.ROOT,
                "%s: %,d corrected rows become records, %,d were records before, %,d stand as they"
                    + " were, %,d still cannot be used.",
                sheet.getFileName(),
                taken,
                before,
                unchanged,
                stillWrong.size()));
    stillWrong.stream().limit(STILL_WRONG_SHOWN).forEach(run.notices()::say);
    if (stillWrong.size() > STILL_WRONG_SHOWN) {
      run.notices().say("…");
    }
  }

  private Optional<String> take(RejectSheet.Row row) {
    SurveyedFile file = files.get(row.role());
    if (file == null) {
      return Optional.of(
          "its file is none of this run, which has "
              + String.join(", ", new TreeMap<>(files).keySet())
              + ". Leave that column as it was written, and give the files of that run.");
    }
    if (!seen.add(row.role() + ":" + row.row())) {
      return Optional.of("row " + row.row() + " of " + row.role() + " is there twice.");
    }
    Optional<String> rejected = corrected.rejected(file.fileId(), row.row());
    if (rejected.isEmpty()) {
      if (corrected.isCorrected(file.fileId(), row.row())) {
        before++;
        return Optional.empty();
      }
      return Optional.of(
          "row "
              + row.row()
              + " of "
              + row.role()
              + " was not rejected. Give the files of that run.");
    }
    String raw = rejected.get();
    if (raw.equals(row.raw())) {
      unchanged++;
    } else if (raw.length() >= CUT
        && row.raw().endsWith(raw.substring(raw.length() - END_OF_CUT))) {
      return Optional.of(
          "row "
              + row.row()
              + " of "
              + row.role()
              + " is longer than what is kept of it, so its end is missing. Correct it in its file.");
    } else {
      readers.computeIfAbsent(row.role(), role -> new RowReader(file)).read(row);
    }
    return Optional.empty();
  }

  /** Reads and cleans rows of one file. */
  private final class RowReader {
    private final String role;
    private final ChunkReader reader;
    private final RecordCleaner cleaner;
    private final List<CleanRecord> rows = new ArrayList<>();

    RowReader(SurveyedFile file) {
      Intake columns = intake.intakeOf(file.role());
      role = file.role();
      reader = new ChunkReader(file, columns.columns());
      cleaner =
          new RecordCleaner(
              run.spec(), columns.columns(), columns.recordIdColumn(), columns.identity());
    }

    List<CleanRecord> rows() {
      return rows;
    }

    void read(RejectSheet.Row row) {
      // The line is that of the reject; the sheet may have lost it.
      Provenance origin = new Provenance(role, row.row(), lineOf(row));
      List<SourceRecord> read = new ArrayList<>(1);
      List<RejectedRecord> rejects = new ArrayList<>(1);
      reader.readRow(origin, row.raw(), read::add, rejects::add);
      read.forEach(record -> cleaner.clean(record, rows::add, rejects::add));
      rejects.forEach(
          reject ->
              stillWrong.add(
                  "  line "
                      + row.line()
                      + ", row "
                      + row.row()
                      + " of "
                      + role
                      + ": "
                      + reject.reason()));
    }

    private long lineOf(RejectSheet.Row row) {
      return corrected.lineOf(fileOf(role).fileId(), row.row());
    }
  }
}

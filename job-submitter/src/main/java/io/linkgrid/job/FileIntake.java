package io.linkgrid.job;

import io.linkgrid.clean.RecordCleaner.RowIdentity;
import io.linkgrid.database.ChunkSpool;
import io.linkgrid.join.Trip;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.processor.FileOnGrid;
import io.linkgrid.processor.Intake;
import io.linkgrid.processor.JobMetrics;
import io.linkgrid.source.FileSurvey;
import io.linkgrid.source.SurveyedFile;
import io.linkgrid.spec.FileFormat;
import io.linkgrid.submit.FileSights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Takes files in: surveys them, and lands their rows in the database. */
final class FileIntake {
  private static final int SMALLEST_CHUNK = 1 << 16;
  private static final int SHARES = 32;

  private final RunContext run;
  private final ChunkSpool spool;

  FileIntake(RunContext run) {
    this.run = run;
    this.spool = new ChunkSpool(run.database().jdbi());
  }

  void survey(List<SurveyedFile> records, List<SurveyedFile> trips) throws Exception {
    long bytes = 0;
    for (RunInputs.RecordFile file : run.inputs().records()) {
      bytes += sizeOf(file.path());
    }
    for (Path file : run.inputs().trips()) {
      bytes += sizeOf(file);
    }
    run.stages()
        .run(
            "survey",
            bytes,
            "bytes",
            stage -> {
              long done = 0;
              for (RunInputs.RecordFile file : run.inputs().records()) {
                long from = done;
                records.add(
                    FileSurvey.survey(
                        file.path(),
                        file.role(),
                        formatOf(file.role()),
                        run.inputs().spool(),
                        seen -> stage.advanceTo(from + seen),
                        chunkBytes(file.path())));
                done += sizeOf(file.path());
              }
              for (Path file : run.inputs().trips()) {
                long from = done;
                trips.add(
                    FileSurvey.surveyByHeader(
                        file,
                        "trips",
                        Trip.COLUMNS,
                        run.inputs().spool(),
                        seen -> stage.advanceTo(from + seen)));
                done += sizeOf(file);
              }
              return done;
            });
  }

  /** Small enough that a small file keeps all cores busy. */
  private static int chunkBytes(Path file) throws IOException {
    return (int) Math.max(SMALLEST_CHUNK, Math.min(FileSurvey.CHUNK_BYTES, sizeOf(file) / SHARES));
  }

  /** 0 for a file that is not there: the survey says so better. */
  private static long sizeOf(Path file) throws IOException {
    return Files.isRegularFile(file) ? Files.size(file) : 0;
  }

  /** Brings the rows of a file into the database, each distinct mention once. */
  void land(SurveyedFile file) throws Exception {
    if (run.ledger().isLanded(file)) {
      run.notices().say(file.role() + " (" + file.name() + ") is in the database already.");
      if (!run.ledger().isDone(file)) {
        new RejectWatch(run, file).refuseTooMany();
      }
      return;
    }
    run.ledger().landing(file);
    FileOnGrid readable = onGrid(file);
    RejectWatch rejects = new RejectWatch(run, file);
    try {
      run.job(
          "land " + file.role(),
          file.rows(),
          JobMetrics.ROWS,
          LandGraph.build(
              readable, intakeOf(file.role()), run.inputs().spec(), run.database().address()),
          rejects::look);
      rejects.refuseTooMany();
    } catch (LinkgridException e) {
      if (rejects.foundTooMany()) {
        spool.remove(file);
        throw rejects.takenBack(e);
      }
      throw e;
    }
    long landed = run.ledger().landedRows(file.fileId());
    if (landed != file.rows()) {
      throw new LinkgridException(
          Kind.INTERNAL,
          file.name() + " has " + file.rows() + " rows, but " + landed + " are in the database.");
    }
    run.ledger().landed(file);
    run.ledger().analyzeLanded(file.rows());
    spool.remove(file);
  }

  /** How the rows of a file of a role are taken in. */
  Intake intakeOf(String role) {
    List<String> columns = new ArrayList<>(run.spec().format().columns());
    if (!role.equals(RunInputs.REFERENCE)) {
      return new Intake(columns, run.spec().recordIdColumn(), RowIdentity.BY_VALUES);
    }
    if (!columns.contains(run.spec().referenceIdColumn())) {
      columns.add(run.spec().referenceIdColumn());
    }
    return new Intake(columns, run.spec().referenceIdColumn(), RowIdentity.EACH_ITS_OWN);
  }

  /** A reference may lack the columns by which nothing is linked, and name its rows by another. */
  private FileFormat formatOf(String role) {
    if (!role.equals(RunInputs.REFERENCE)
        || run.spec().referenceIdColumn().equals(run.spec().recordIdColumn())) {
      return run.spec().format();
    }
    List<String> needed = new ArrayList<>();
    needed.add(run.spec().referenceIdColumn());
    run.spec().attributes().forEach(attribute -> needed.addAll(attribute.columns()));
    return run.spec().format().requiring(needed);
  }

  /** By its path when all nodes see it; else its chunks go to the database first. */
  FileOnGrid onGrid(SurveyedFile file) throws Exception {
    if (FileSights.areClear(run.grid(), file)) {
      return new FileOnGrid(file, FileOnGrid.Place.PATH, run.database().address());
    }
    run.notices()
        .say("Not every node can read " + file.path() + "; it goes to them through Postgres.");
    run.stages()
        .run(
            "spool",
            file.bytes(),
            "bytes",
            stage -> {
              spool.put(file, stage::advanceTo);
              return file;
            });
    return new FileOnGrid(file, FileOnGrid.Place.DATABASE, run.database().address());
  }

  /** Deletes what a file was unpacked to, which nobody reads again. */
  void forgetUnpacked(SurveyedFile file) throws IOException {
    Path path = Path.of(file.path());
    boolean isGiven =
        run.inputs().records().stream()
            .anyMatch(given -> given.path().toAbsolutePath().normalize().equals(path));
    if (!isGiven && path.startsWith(run.inputs().spool().toAbsolutePath().normalize())) {
      Files.deleteIfExists(path);
    }
  }

  /** Forgets what was spooled of a file. */
  void forget(SurveyedFile file) {
    spool.remove(file);
  }
}

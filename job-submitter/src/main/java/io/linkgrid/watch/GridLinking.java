package io.linkgrid.watch;

import io.linkgrid.control.RunOrigin;
import io.linkgrid.database.Database;
import io.linkgrid.database.RunLedger;
import io.linkgrid.job.LinkRun;
import io.linkgrid.job.LinkRun.Linked;
import io.linkgrid.job.Notices;
import io.linkgrid.job.RejectLimit;
import io.linkgrid.job.RunInputs;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.report.Progress;
import io.linkgrid.spec.SpecText;
import io.linkgrid.submit.GridConnection;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Links files by runs, each to what the schema holds by then. The connection to the grid is kept
 * between them, and made anew when it was lost. Not safe for several threads.
 */
public final class GridLinking implements Linking, AutoCloseable {
  private final Settings settings;
  private final Database database;
  private final Supplier<GridConnection> grid;
  private final Progress progress;
  private final Notices notices;
  private final RunOrigin origin;
  private @Nullable GridConnection connection;

  /**
   * What all files have in common.
   *
   * @param spec how they are linked
   * @param spool a directory for unpacked files
   * @param maxPairs the most candidate pairs of a file
   * @param maxRejects how many rows of a file may be rejected
   */
  public record Settings(SpecText spec, Path spool, long maxPairs, RejectLimit maxRejects) {}

  /**
   * Links into a database.
   *
   * @param grid connects to the grid or starts it
   */
  public GridLinking(
      Settings settings,
      Database database,
      Supplier<GridConnection> grid,
      Progress progress,
      Notices notices,
      RunOrigin origin) {
    this.settings = settings;
    this.database = database;
    this.grid = grid;
    this.progress = progress;
    this.notices = notices;
    this.origin = origin;
  }

  /**
   * Refuses a schema in which no file can be linked by itself: a model is learnt from a reference
   * and records together, not from the first small file that happens to arrive.
   *
   * @throws LinkgridException USAGE
   */
  public void refuseWithoutModel() {
    RunLedger ledger = new RunLedger(database.jdbi());
    ledger.refuseAnotherSpec(settings.spec());
    boolean hasModel = settings.spec().parse().model().isPresent() || ledger.model().isPresent();
    if (!hasModel) {
      throw new LinkgridException(
          Kind.USAGE,
          "The schema '"
              + database.address().schema()
              + "' has no model yet, by which files that arrive could be linked. Link the reference"
              + " and a first file with 'linkgrid link' or 'linkgrid run', or give --model.");
    }
  }

  @Override
  public Linked link(Path file) throws Exception {
    RunInputs inputs =
        new RunInputs(
            List.of(new RunInputs.RecordFile(RunInputs.RECORDS, file)),
            List.of(),
            settings.spec(),
            Path.of(""),
            settings.spool(),
            settings.maxPairs(),
            settings.maxRejects(),
            Optional.empty());
    return new LinkRun(inputs, database, this::connection, progress, notices, origin).link();
  }

  /** Returns the connection, which is made if there is none or it was lost for good. */
  public GridConnection connection() {
    GridConnection known = connection;
    if (known != null && known.isOpen()) {
      return known;
    }
    close();
    GridConnection made = grid.get();
    connection = made;
    return made;
  }

  @Override
  public void close() {
    GridConnection known = connection;
    connection = null;
    if (known != null) {
      known.close();
    }
  }
}

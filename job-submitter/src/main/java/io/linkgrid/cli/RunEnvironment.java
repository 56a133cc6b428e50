package io.linkgrid.cli;

import io.linkgrid.control.RunEnding;
import io.linkgrid.control.RunOrigin;
import io.linkgrid.job.LinkRun;
import io.linkgrid.job.RunInputs;
import io.linkgrid.report.Progress;
import io.linkgrid.spec.SpecText;
import io.linkgrid.submit.GridConnection;
import io.linkgrid.submit.ProcessEnd;
import io.linkgrid.submit.ProcessEnd.Phase;
import io.linkgrid.submit.ProcessEnd.Registration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Mixin;

/** What a command that runs on the grid and the database takes, opens and closes. */
final class RunEnvironment {
  @Mixin private SpecOption spec = new SpecOption();
  @Mixin private DatabaseOptions database = new DatabaseOptions();
  @Mixin private GridOptions grid = new GridOptions();

  /** Returns who runs the command, and where its work is done. */
  RunOrigin origin(LinkgridCommand main) {
    return RunOrigin.here(main.commandName(), main.environment(), grid.describe());
  }

  /** Returns the schema of the spec. */
  String schema() {
    return spec.read().parse().name();
  }

  /** What is done with a run. */
  @FunctionalInterface
  interface Work<T> {
    T with(LinkRun run) throws Exception;
  }

  /** As below, for work that links nothing and writes no results. */
  <T> T run(
      LinkgridCommand main, List<RunInputs.RecordFile> records, List<Path> trips, Work<T> work)
      throws Exception {
    return run(
        main,
        (text, spool) ->
            new RunInputs(records, trips, text, Path.of(""), spool).withoutRejectLimit(),
        Optional.empty(),
        work);
  }

  /** What a run is about, once the spec is read. */
  @FunctionalInterface
  interface Inputs {
    RunInputs of(SpecText spec, Path spool);
  }

  /**
   * Opens the database, lets the grid be opened when it is needed, and closes what was opened, the
   * grid first.
   */
  <T> T run(LinkgridCommand main, Inputs inputsOf, Optional<Path> model, Work<T> work)
      throws Exception {
    SpecText text = spec.read(model);
    Path directory = database.dataDirectory();
    RunInputs inputs = inputsOf.of(text, directory.resolve("spool"));
    Progress progress = Progress.on(main.err(), Terminal.isPresent(), true);
    RunOrigin origin = origin(main);
    try (Registration told =
            ProcessEnd.before(
                Phase.TOLD,
                () -> {
                  progress.end();
                  main.err().println(RunEnding.SIGNALLED.message());
                });
        DatabaseSession session = DatabaseSession.open(database, main.environment(), text)) {
      if (told.isTooLate()) {
        throw new CancellationException(RunEnding.SIGNALLED.message());
      }
      List<GridConnection> opened = new ArrayList<>(1);
      try {
        return work.with(
            new LinkRun(
                inputs,
                session.database(),
                () -> {
                  GridConnection connection =
                      grid.connect(directory.resolve("logs"), session.secrets(), bytes(inputs));
                  opened.add(connection);
                  return connection;
                },
                progress,
                sentence -> main.err().println(sentence),
                origin));
      } finally {
        opened.forEach(GridConnection::close);
      }
    }
  }

  /** The size of the files of records, where that is known before they are read. */
  private static long bytes(RunInputs inputs) {
    return inputs.records().stream()
        .map(file -> file.path().toFile())
        .mapToLong(file -> file.isFile() ? file.length() : Integer.MAX_VALUE)
        .sum();
  }
}

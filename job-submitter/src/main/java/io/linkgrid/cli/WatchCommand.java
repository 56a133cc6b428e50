package io.linkgrid.cli;

import io.linkgrid.control.RunOrigin;
import io.linkgrid.job.RejectLimit;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.report.Progress;
import io.linkgrid.source.ShownText;
import io.linkgrid.spec.SpecText;
import io.linkgrid.submit.ProcessEnd;
import io.linkgrid.submit.ProcessEnd.Phase;
import io.linkgrid.watch.DirectoryWatch;
import io.linkgrid.watch.GridLinking;
import io.linkgrid.watch.Handled;
import io.linkgrid.watch.WatchSettings;
import io.linkgrid.watch.WatchSettings.Until;
import io.linkgrid.watch.WatchedDirectory;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Files that keep arriving. */
@Command(
    name = "watch",
    description = {
      "Links each file that arrives in a directory, once, to what the database knows by then. A file"
          + " is taken when it has not changed for a while; hidden ones and those that end in .part or"
          + " .tmp are left alone.",
      "It goes on until it is ended, waits when the grid or Postgres is away, and takes up what it"
          + " had not finished when it starts again. A line for each file on stdout."
    },
    footer = {
      "",
      "Examples: linkgrid watch in --done done --failed failed --grid 127.0.0.1:5701",
      "          linkgrid watch 'in/*.csv.gz' --once"
    })
final class WatchCommand implements Callable<Integer> {
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  @Parameters(
      paramLabel = "DIR|GLOB",
      description = "The directory, or a pattern of names in it, in quotes.")
  private String watched = "";

  @Option(
      names = "--done",
      paramLabel = "DIR",
      description = "Move files there that are linked. Without it they stay and are remembered.")
  private Optional<Path> done = Optional.empty();

  @Option(
      names = "--failed",
      paramLabel = "DIR",
      description =
          "Move files there that cannot be used, each with its reason in NAME.error. Without it they"
              + " stay, and are tried again when they change.")
  private Optional<Path> failed = Optional.empty();

  @Option(
      names = "--settle",
      paramLabel = "SECONDS",
      description =
          "How long a file must not change before it is taken as whole (default:"
              + " ${DEFAULT-VALUE}).",
      defaultValue = "" + WatchSettings.USUAL_SETTLE_SECONDS)
  private int settle = WatchSettings.USUAL_SETTLE_SECONDS;

  @Option(
      names = "--once",
      description =
          "Handle the files that are there, and end: for cron. The exit code is 3 if one of them"
              + " cannot be used.")
  private boolean once;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "Link by the model.json of a run of the same spec, if the schema has none.")
  private Optional<Path> model = Optional.empty();

  @Option(
      names = "--max-rejects",
      paramLabel = "N|P%",
      description =
          "The most rows of a file that may be rejected; a file of more fails (default: 10%%).")
  private Optional<String> maxRejects = Optional.empty();

  @Option(
      names = "--format",
      paramLabel = "table|json",
      description = "How the lines on stdout are written (default: ${DEFAULT-VALUE}).",
      defaultValue = "table")
  private OutputFormat format = OutputFormat.TABLE;

  @Mixin private BudgetOption budget = new BudgetOption();
  @Mixin private SpecOption spec = new SpecOption();
  @Mixin private DatabaseOptions database = new DatabaseOptions();
  @Mixin private GridOptions grid = new GridOptions();
  @ParentCommand private @Nullable LinkgridCommand parent;

  @Override
  public Integer call() throws Exception {
    LinkgridCommand main = Objects.requireNonNull(parent);
    WatchSettings settings =
        new WatchSettings(
            WatchedDirectory.of(watched),
            done,
            failed,
            Duration.ofSeconds(settle),
            once ? Until.EMPTY : Until.STOPPED);
    settings.prepare();
    SpecText text = spec.read(model);
    GridLinking.Settings linkingSettings =
        new GridLinking.Settings(
            text,
            database.dataDirectory().resolve("spool"),
            budget.maxPairs(),
            maxRejects.map(RejectLimit::parse).orElse(RejectLimit.USUAL));
    CountDownLatch ended = new CountDownLatch(1);
    try (ProcessEnd.Registration first = ProcessEnd.before(Phase.WORK, ended::countDown);
        ProcessEnd.Registration told =
            ProcessEnd.before(
                Phase.TOLD,
                () ->
                    main.err()
                        .println(
                            "Stopped; a file that was not finished is taken up at the next"
                                + " start."));
        DatabaseSession session =
            patiently(main, ended, () -> DatabaseSession.open(database, main.environment(), text));
        GridLinking linking = linking(main, session, linkingSettings)) {
      linking.refuseWithoutModel();
      int nodes = patiently(main, ended, linking::connection).nodes();
      WatchLine line = new WatchLine(main.out(), format);
      DirectoryWatch watch =
          new DirectoryWatch(
              settings,
              session.database().jdbi(),
              linking,
              InstantSource.system(),
              main.err()::println,
              handled -> say(line, handled, main));
      try (ProcessEnd.Registration stop = ProcessEnd.before(Phase.WORK, watch::stop)) {
        if (first.isTooLate() || told.isTooLate() || stop.isTooLate()) {
          watch.stop();
        }
        main.err()
            .printf(
                "Watching %s for '%s' with %d %s.%n",
                settings.directory().path(),
                session.database().address().schema(),
                nodes,
                nodes == 1 ? "node" : "nodes");
        return watch.run() == 0 ? 0 : Kind.DATA.exitCode();
      }
    }
  }

  private static void say(WatchLine line, Handled handled, LinkgridCommand main) {
    line.print(handled);
    if (handled.outcome() == Handled.Outcome.FAILED) {
      main.err()
          .println(ShownText.of(Path.of(handled.file())) + " cannot be used: " + handled.message());
    }
  }

  private GridLinking linking(
      LinkgridCommand main, DatabaseSession session, GridLinking.Settings settings) {
    Path logs = database.dataDirectory().resolve("logs");
    // A line for each file says enough; with each stage a log would be of nothing else.
    PrintStream shown =
        main.verbose() ? main.err() : new PrintStream(OutputStream.nullOutputStream(), true);
    return new GridLinking(
        settings,
        session.database(),
        () -> grid.connect(logs, session.secrets()),
        Progress.on(shown, false, false),
        main.err()::println,
        RunOrigin.here(main.commandName(), main.environment(), grid.describe()));
  }

  /** Opens what may not be there yet, as after a restart of everything. */
  private <T> T patiently(LinkgridCommand main, CountDownLatch ended, Callable<T> open)
      throws Exception {
    Duration wait = Duration.ofSeconds(1);
    while (true) {
      try {
        return open.call();
      } catch (LinkgridException e) {
        boolean passes = e.kind() == Kind.GRID || e.kind() == Kind.DATABASE;
        if (once || !passes || ended.getCount() == 0) {
          throw e;
        }
        main.err().println(e.getMessage() + " Waiting; tried again in " + wait.toSeconds() + " s.");
        if (ended.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
          throw e;
        }
        wait = wait.multipliedBy(2);
        if (wait.compareTo(LONGEST_WAIT) > 0) {
          wait = LONGEST_WAIT;
        }
      }
    }
  }
}

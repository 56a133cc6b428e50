package io.linkgrid.cli;

import io.linkgrid.control.RunAttempt;
import io.linkgrid.control.RunHistory;
import io.linkgrid.control.RunOrigin;
import io.linkgrid.control.RunState;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.submit.GridConnection;
import io.linkgrid.submit.LeftoverJobs;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Ends a run from beside. */
@Command(
    name = "cancel",
    description = {
      "Asks a run to end, and waits until it has: its job on the grid is cancelled, and its command"
          + " ends with exit code 6. What was written stays, and the next run goes on there.",
      "Of a run that was abandoned, the job that may still be on the grid is cancelled."
    })
final class CancelCommand implements Callable<Integer> {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
  private static final long NANOS = 1_000_000_000L;

  @Parameters(
      paramLabel = "RUN",
      arity = "0..1",
      description =
          "The id of a run, or how it begins, or the name of a spec; by default the one that is at"
              + " work.")
  private @Nullable String wanted;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      description = "How long to wait for its end (default: ${DEFAULT-VALUE}).",
      defaultValue = "120")
  private long seconds = 120;

  @Mixin private DatabaseOptions database = new DatabaseOptions();
  @ParentCommand private @Nullable LinkgridCommand parent;

  @Override
  public Integer call() {
    LinkgridCommand main = Objects.requireNonNull(parent);
    RunOrigin self = RunOrigin.here("cancel", main.environment(), "");
    String by = self.person() + "@" + self.host();
    try (DatabaseBeside beside = DatabaseBeside.open(database, main.environment());
        RunHistory history = beside.history()) {
      history.listen();
      RunAttempt attempt = history.find(Optional.ofNullable(wanted));
      switch (attempt.state()) {
        case RUNNING -> {
          history.cancel(attempt, by);
          main.out().println(awaitEnd(history, attempt));
        }
        case ABANDONED -> main.out().println(bury(history, attempt, by));
        case DONE, FAILED, CANCELLED, INTERRUPTED ->
            throw new LinkgridException(
                Kind.USAGE,
                "Nothing runs: the last attempt of "
                    + attempt.name()
                    + " is "
                    + attempt.state().name().toLowerCase(Locale.ROOT)
                    + " already.");
      }
      main.out().flush();
    }
    return 0;
  }

  private String awaitEnd(RunHistory history, RunAttempt attempt) {
    long deadline = System.nanoTime() + seconds * NANOS;
    RunAttempt now = history.again(attempt);
    while (now.state() == RunState.RUNNING) {
      if (System.nanoTime() > deadline) {
        throw new LinkgridException(
            Kind.GRID,
            "The "
                + attempt.name()
                + " was asked to end and has not within "
                + seconds
                + " s; it ends when what it is at lets it. Its command is process "
                + attempt.pid()
                + " on "
                + attempt.host()
                + ".");
      }
      history.awaitNews(attempt, LOOK_EVERY);
      now = history.again(attempt);
    }
    return switch (now.state()) {
      case CANCELLED ->
          "Cancelled: "
              + attempt.name()
              + ". What was written is kept; run again with the same files to go on.";
      case DONE -> "It came too late: " + attempt.name() + " is done.";
      case RUNNING, FAILED, INTERRUPTED, ABANDONED ->
          "It ended by itself: " + attempt.name() + " is " + StatusText.state(now) + ".";
    };
  }

  private static String bury(RunHistory history, RunAttempt attempt, String by) {
    StringBuilder said = new StringBuilder("The command of " + attempt.name() + " is gone. ");
    if (attempt.isOnStandingGrid()) {
      try (GridConnection grid = GridConnection.connect(List.of(attempt.grid().split(",", -1)))) {
        List<String> jobs = LeftoverJobs.cancel(grid, attempt.jobs());
        said.append(
            jobs.isEmpty()
                ? "The grid had no job of it any more. "
                : "Cancelled on the grid: " + String.join(", ", jobs) + ". ");
      }
    } else {
      said.append("Its nodes ended with it. ");
    }
    history.bury(attempt, by);
    return said.append("What was written is kept; run again with the same files to go on.")
        .toString();
  }
}

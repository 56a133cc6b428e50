package io.linkgrid.cli;

import io.linkgrid.control.RunAttempt;
import io.linkgrid.control.RunHistory;
import io.linkgrid.control.RunState;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** How far a run is. */
@Command(
    name = "status",
    description = {
      "Shows how a run stands and how far it is: by default the one that is at work, or the last.",
      "With --follow it says what the run says until that ends, and ends with its exit code; 1 for"
          + " one that was abandoned."
    })
final class StatusCommand implements Callable<Integer> {
  /** News comes by itself; a command that was killed tells nothing, so somebody has to look. */
  private static final Duration LOOK_EVERY = Duration.ofSeconds(3);

  private static final int ABANDONED = 1;

  @Parameters(
      paramLabel = "RUN",
      arity = "0..1",
      description = "The id of a run, or how it begins, or the name of a spec.")
  private @Nullable String wanted;

  @Option(names = "--follow", description = "Go on until the run ends.")
  private boolean follow;

  @Option(
      names = "--format",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private OutputFormat format = OutputFormat.TABLE;

  @Mixin private DatabaseOptions database = new DatabaseOptions();
  @ParentCommand private @Nullable LinkgridCommand parent;

  @Override
  public Integer call() {
    LinkgridCommand main = Objects.requireNonNull(parent);
    try (DatabaseBeside beside = DatabaseBeside.open(database, main.environment());
        RunHistory history = beside.history()) {
      if (follow) {
        // Before the first look, so that nothing falls between.
        history.listen();
      }
      RunAttempt attempt = history.find(Optional.ofNullable(wanted));
      if (follow && attempt.state() == RunState.RUNNING) {
        attempt = followed(main, history, attempt);
      }
      print(main, attempt);
      return follow ? exitCode(attempt) : 0;
    }
  }

  private RunAttempt followed(LinkgridCommand main, RunHistory history, RunAttempt first) {
    if (format == OutputFormat.TABLE) {
      print(main, first);
    }
    RunAttempt attempt = first;
    int absent = 0;
    // Its lock may be lost for a moment, which is no end.
    while (attempt.state() == RunState.RUNNING
        || (attempt.state() == RunState.ABANDONED && absent < 2)) {
      List<String> lines = history.awaitNews(attempt, LOOK_EVERY);
      if (format == OutputFormat.TABLE) {
        lines.forEach(main.out()::println);
        main.out().flush();
      }
      attempt = history.again(attempt);
      absent = attempt.state() == RunState.ABANDONED ? absent + 1 : 0;
    }
    return attempt;
  }

  private void print(LinkgridCommand main, RunAttempt attempt) {
    main.out()
        .println(
            switch (format) {
              case TABLE -> StatusText.render(attempt);
              case JSON -> attempt.toJson();
            });
    main.out().flush();
  }

  private static int exitCode(RunAttempt attempt) {
    return attempt.state() == RunState.ABANDONED
        ? ABANDONED
        : attempt.exitCode().orElse(attempt.state() == RunState.DONE ? 0 : ABANDONED);
  }
}

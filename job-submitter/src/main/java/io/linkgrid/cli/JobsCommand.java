package io.linkgrid.cli;

import io.linkgrid.control.RunAttempt;
import io.linkgrid.control.RunHistory;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.report.TextTable;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** What ran on a database, and what runs. */
@Command(
    name = "jobs",
    description = {
      "Lists the runs of a database with all their attempts, newest first, of all specs.",
      "A run that says it runs, but whose command is gone, is abandoned: run again to go on."
    })
final class JobsCommand implements Callable<Integer> {
  @Option(
      names = "--last",
      paramLabel = "N",
      description = "At most so many (default: ${DEFAULT-VALUE}).",
      defaultValue = "20")
  private int last = 20;

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
    if (last < 1) {
      throw new LinkgridException(
          Kind.USAGE, "--last is " + last + ", but expects a number of at least 1.");
    }
    try (DatabaseBeside beside = DatabaseBeside.open(database, main.environment());
        RunHistory history = beside.history()) {
      List<RunAttempt> attempts = history.newest(last);
      main.out()
          .println(
              switch (format) {
                case TABLE -> table(attempts);
                case JSON -> RunAttempt.toJson(attempts);
              });
      main.out().flush();
    }
    return 0;
  }

  private static String table(List<RunAttempt> attempts) {
    TextTable table =
        new TextTable(TextTable.Lines.NONE)
            .texts("RUN", "SPEC", "COMMAND", "STATE", "STARTED")
            .numbers("TOOK", "READ", "LINKED", "NEW", "REVIEW", "REJECTED")
            .texts("BY", "GRID");
    for (RunAttempt attempt : attempts) {
      table.row(
          attempt.runId().orElse("-"),
          attempt.schema(),
          attempt.command(),
          attempt.state().name().toLowerCase(Locale.ROOT),
          attempt.startedAt(),
          attempt.seconds().map(StatusText::seconds).orElse("-"),
          attempt.counts().map(c -> number(c.read())).orElse("-"),
          attempt.counts().map(c -> number(c.linked())).orElse("-"),
          attempt.counts().map(c -> number(c.founded())).orElse("-"),
          attempt.counts().map(c -> number(c.review())).orElse("-"),
          attempt.counts().map(c -> number(c.rejected())).orElse("-"),
          StatusText.by(attempt),
          attempt.grid().isEmpty() ? "-" : attempt.grid());
    }
    return table.render().stripTrailing();
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}

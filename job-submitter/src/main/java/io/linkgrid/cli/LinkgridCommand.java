package io.linkgrid.cli;

import java.io.PrintStream;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line's root: what holds for all commands, and the list of them. */
@Command(
    name = "linkgrid",
    description = "Finds, for each record of dirty files, the entity that it belongs to.",
    // A new command is one line here.
    subcommands = {
      RunCommand.class,
      LinkCommand.class,
      DedupeCommand.class,
      TrainCommand.class,
      BlockingCommand.class,
      LookupCommand.class,
      ExplainCommand.class,
      ReviewCommand.class,
      MergeCommand.class,
      SplitCommand.class,
      HistoryCommand.class,
      ServeCommand.class,
      WatchCommand.class,
      JoinCommand.class,
      GenerateCommand.class,
      EvaluateCommand.class,
      SpecCommand.class,
      BenchCommand.class,
      DatabaseCommand.class,
      JobsCommand.class,
      StatusCommand.class,
      CancelCommand.class,
      NodesCommand.class,
      DoctorCommand.class,
      VersionCommand.class,
    },
    mixinStandardHelpOptions = true,
    // What the manual calls its source; Main answers --version.
    version = "linkgrid",
    scope = ScopeType.INHERIT,
    synopsisSubcommandLabel = "COMMAND",
    sortOptions = false,
    usageHelpAutoWidth = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:a fault of linkgrid itself",
      "2:a wrong command, option, setting or spec",
      "3:an input file that cannot be used",
      "4:the grid is not there, or lost what it held",
      "5:Postgres is not there, refuses or fails",
      "6:cancelled by 'linkgrid cancel'",
      "130:interrupted by Ctrl-C; 143 by SIGTERM",
    })
public final class LinkgridCommand {
  private final PrintStream out;
  private final PrintStream err;
  private final Map<String, String> environment;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Log more, and show the stack trace of a failure.")
  private boolean verbose;

  @Spec private @Nullable CommandSpec spec;

  /** The command line of this process. */
  public LinkgridCommand() {
    this(System.out, System.err, System.getenv());
  }

  LinkgridCommand(PrintStream out, PrintStream err, Map<String, String> environment) {
    this.out = out;
    this.err = err;
    this.environment = Map.copyOf(environment);
  }

  /** Where results go. */
  PrintStream out() {
    return out;
  }

  /** Where progress and problems go. */
  PrintStream err() {
    return err;
  }

  /** The name of the command that was typed. */
  String commandName() {
    return Objects.requireNonNull(spec)
        .commandLine()
        .getParseResult()
        .subcommand()
        .commandSpec()
        .name();
  }

  /** The variables of the process. */
  Map<String, String> environment() {
    return environment;
  }

  boolean verbose() {
    return verbose;
  }
}

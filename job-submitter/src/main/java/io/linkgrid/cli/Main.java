package io.linkgrid.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The entry of the command line. */
public final class Main {
  /** What a shell reports for a command that Ctrl-C ended. */
  private static final int DEEPEST_CAUSE = 20;

  private static final int INTERRUPTED = 130;

  private Main() {}

  /** Runs a command and ends the process, whatever threads may still be alive. */
  public static void main(String[] arguments) {
    chooseLog(arguments, System.getenv());
    int code = Kind.INTERNAL.exitCode();
    try {
      code = run(arguments, System.out, System.err, System.getenv());
    } finally {
      System.exit(code);
    }
  }

  /**
   * Runs a command.
   *
   * @param out where results go
   * @param err where progress and problems go
   * @param environment the variables that the command may read
   * @return the exit code
   */
  public static int run(
      String[] arguments, PrintStream out, PrintStream err, Map<String, String> environment) {
    LinkgridCommand root = new LinkgridCommand(out, err, environment);
    CommandLine commandLine = new CommandLine(root);
    commandLine
        .setOut(new PrintWriter(out, true, UTF_8))
        .setErr(new PrintWriter(err, true, UTF_8))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionStrategy(Main::execute)
        .setParameterExceptionHandler(Main::explainUsage)
        .setExecutionExceptionHandler((e, command, parsed) -> explain(e, root));
    return commandLine.execute(arguments);
  }

  /** Without a command there is nothing to do but to say what there is. */
  private static int execute(CommandLine.ParseResult parsed) {
    CommandLine root = parsed.commandSpec().commandLine();
    Integer help = CommandLine.executeHelpRequest(parsed);
    if (help != null) {
      return help;
    }
    if (!parsed.hasSubcommand()) {
      root.usage(root.getErr());
      return Kind.USAGE.exitCode();
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  private static int explainUsage(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(e.getMessage());
    UnmatchedArgumentException.printSuggestions(e, err);
    err.printf("Try '%s --help'.%n", command.getCommandSpec().qualifiedName());
    return Kind.USAGE.exitCode();
  }

  static int explain(Exception e, LinkgridCommand root) {
    PrintStream err = root.err();
    int code;
    Optional<SQLException> gone = databaseThatIsGone(e);
    if (e instanceof LinkgridException problem) {
      err.println(problem.getMessage());
      code = problem.kind().exitCode();
    } else if (gone.isPresent()) {
      err.println(
          "Postgres went away in the middle of the work: "
              + gone.get().getMessage()
              + ". What was written is kept; when it answers again, run again to go on.");
      code = Kind.DATABASE.exitCode();
    } else if (e instanceof InterruptedException || e instanceof CancellationException) {
      err.println("Interrupted.");
      code = INTERRUPTED;
    } else {
      err.println("linkgrid stopped by a fault of its own: " + e);
      if (!root.verbose()) {
        err.println("Run with --verbose for the details, and report them.");
      }
      code = Kind.INTERNAL.exitCode();
    }
    if (root.verbose()) {
      e.printStackTrace(err);
    }
    return code;
  }

  /** A connection that broke, a server that shuts down or has no room: no fault of linkgrid. */
  private static Optional<SQLException> databaseThatIsGone(Throwable e) {
    Throwable cause = e;
    for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
      if (cause instanceof SQLException problem && problem.getSQLState() != null) {
        String state = problem.getSQLState();
        boolean gone = state.startsWith("08") || state.startsWith("53") || state.startsWith("57P0");
        return gone ? Optional.of(problem) : Optional.empty();
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  /** Logback looks where these properties point; they must stand before the first logger. */
  private static void chooseLog(String[] arguments, Map<String, String> environment) {
    if (List.of(arguments).contains("--verbose")) {
      System.setProperty("linkgrid.log.level", "INFO");
    }
    String property = "logback.configurationFile";
    if (System.getProperty(property) == null) {
      Path shipped = Path.of(environment.getOrDefault("LINKGRID_HOME", ""), "conf/logback-cli.xml");
      System.setProperty(
          property, Files.isReadable(shipped) ? shipped.toString() : "logback-cli.xml");
    }
  }
}

package io.linkgrid.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import io.linkgrid.control.RunEnding;
import io.linkgrid.grid.LogLevels;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.submit.ProcessEnd;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The entry of the command line. */
public final class Main {
  private Main() {}

  /** Runs a command and ends the process, whatever threads may still be alive. */
  public static void main(String[] arguments) {
    boolean json = chooseLog(arguments, System.getenv());
    int code = Kind.INTERNAL.exitCode();
    PrintStream err = json ? LoggedLines.stream() : System.err;
    try {
      code = run(arguments, System.out, err, System.getenv());
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
    try {
      LoggedLines.check(environment);
      setLevels(LogLevels.of(environment));
    } catch (LinkgridException e) {
      return explain(e, root);
    }
    return commandLine.execute(arguments);
  }

  /** Without a command there is nothing to do but to say what there is. */
  private static int execute(CommandLine.ParseResult parsed) {
    CommandLine root = parsed.commandSpec().commandLine();
    if (parsed.asCommandLineList().stream().anyMatch(CommandLine::isVersionHelpRequested)) {
      VersionCommand.lines().forEach(root.getOut()::println);
      return 0;
    }
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
    RunEnding ending = RunEnding.of(e);
    // A signal has been explained; what fails after it fails because of it.
    if (!ProcessEnd.hasBegun()) {
      err.println(ending.message());
      if (ending.exitCode() == Kind.INTERNAL.exitCode()
          && !(e instanceof LinkgridException)
          && !root.verbose()) {
        err.println("Run with --verbose for the details, and report them.");
      }
    }
    if (root.verbose()) {
      e.printStackTrace(err);
    }
    return ending.exitCode();
  }

  /**
   * Logback looks where these properties point; they must stand before the first logger.
   *
   * @return whether everything on standard error is to be JSON
   */
  private static boolean chooseLog(String[] arguments, Map<String, String> environment) {
    boolean json = LoggedLines.areWanted(environment);
    String file = json ? "logback-cli-json.xml" : "logback-cli.xml";
    if (List.of(arguments).contains("--verbose")) {
      System.setProperty("linkgrid.log.level", "INFO");
    }
    System.setProperty("linkgrid.pid", Long.toString(ProcessHandle.current().pid()));
    String property = "logback.configurationFile";
    if (System.getProperty(property) == null) {
      Path shipped = Path.of(environment.getOrDefault("LINKGRID_HOME", ""), "conf", file);
      System.setProperty(property, Files.isReadable(shipped) ? shipped.toString() : file);
    }
    return json;
  }

  /** Without a word about it the log is not even loaded here. */
  private static void setLevels(LogLevels levels) {
    if (!levels.byName().isEmpty()
        && LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      levels.forEach((name, level) -> context.getLogger(name).setLevel(Level.toLevel(level)));
    }
  }
}

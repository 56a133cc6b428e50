package io.linkgrid.control;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * How a command ends.
 *
 * @param state what becomes of its attempt
 * @param exitCode its exit code; a signal's own code stands above it
 * @param message what is said to the user; empty when all is well
 */
public record RunEnding(RunState state, int exitCode, String message) {
  /** What a shell reports for a command that Ctrl-C ended. */
  private static final int INTERRUPTED = 130;

  private static final int DEEPEST_CAUSE = 20;

  /** All went well. */
  public static final RunEnding DONE = new RunEnding(RunState.DONE, 0, "");

  /** A signal came. */
  public static final RunEnding SIGNALLED =
      new RunEnding(
          RunState.INTERRUPTED,
          INTERRUPTED,
          "Interrupted. What was written is kept; run again to go on where it stopped.");

  /** Returns what a failure means for whoever typed the command. */
  public static RunEnding of(Exception failure) {
    if (failure instanceof LinkgridException problem) {
      RunState state = problem.kind() == Kind.CANCELLED ? RunState.CANCELLED : RunState.FAILED;
      return new RunEnding(state, problem.kind().exitCode(), String.valueOf(problem.getMessage()));
    }
    Optional<SQLException> gone = databaseThatIsGone(failure);
    if (gone.isPresent()) {
      return new RunEnding(
          RunState.FAILED,
          Kind.DATABASE.exitCode(),
          "Postgres went away in the middle of the work: "
              + gone.get().getMessage()
              + ". What was written is kept; when it answers again, run again to go on.");
    }
    if (failure instanceof InterruptedException || failure instanceof CancellationException) {
      return new RunEnding(RunState.INTERRUPTED, INTERRUPTED, "Interrupted.");
    }
    return new RunEnding(
        RunState.FAILED,
        Kind.INTERNAL.exitCode(),
        "linkgrid stopped by a fault of its own: " + failure);
  }

  /** A connection that broke, a server that shuts down or has no room: no fault of linkgrid. */
  private static Optional<SQLException> databaseThatIsGone(Throwable failure) {
    Throwable cause = failure;
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
}

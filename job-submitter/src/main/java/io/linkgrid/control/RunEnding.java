package io.linkgrid.control;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

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

  /** The SQLSTATE of a server that cannot make a file longer. */
  private static final String DISK_FULL = "53100";

  /** The same as the system says it: of what failed on a node nothing but its text arrives. */
  private static final String NO_SPACE = "No space left on device";

  private static final String MAKE_ROOM =
      "That is to say, the disk of Postgres is full. What was written is kept. Make room there, then"
          + " run again to go on.";

  /** What the client throws when nodes went away while it asked them something. */
  private static final Set<String> GRID_IS_GONE =
      Set.of(
          "HazelcastClientNotActiveException",
          "HazelcastClientOfflineException",
          "HazelcastInstanceNotActiveException",
          "IndeterminateOperationStateException",
          "MemberLeftException",
          "NoDataMemberInClusterException",
          "OperationTimeoutException",
          "RetryableHazelcastException",
          "TargetDisconnectedException",
          "TargetNotMemberException");

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
      String said = String.valueOf(problem.getMessage());
      boolean full =
          problem.kind() == Kind.DATABASE && first(problem, RunEnding::isDiskFull) != null;
      return new RunEnding(
          state, problem.kind().exitCode(), full ? ended(said) + " " + MAKE_ROOM : said);
    }
    Throwable full = first(failure, e -> e instanceof SQLException && isDiskFull(e));
    if (full != null) {
      return failed(Kind.DATABASE, "Postgres cannot write: " + firstLine(full) + ". " + MAKE_ROOM);
    }
    Optional<SQLException> gone = databaseThatIsGone(failure);
    if (gone.isPresent()) {
      return failed(
          Kind.DATABASE,
          "Postgres went away in the middle of the work: "
              + ended(String.valueOf(gone.get().getMessage()))
              + " What was written is kept; when it answers again, run again to go on.");
    }
    Throwable silent = first(failure, SQLTransientConnectionException.class::isInstance);
    if (silent != null) {
      return failed(
          Kind.DATABASE,
          "Postgres does not answer: "
              + firstLine(silent)
              + ". What was written is kept; when it answers again, run again to go on.");
    }
    Throwable away = first(failure, e -> GRID_IS_GONE.contains(e.getClass().getSimpleName()));
    if (away != null) {
      return failed(
          Kind.GRID,
          "The grid does not answer: "
              + firstLine(away)
              + ". What was written is kept; start the nodes and run again to go on.");
    }
    if (failure instanceof InterruptedException || failure instanceof CancellationException) {
      return new RunEnding(RunState.INTERRUPTED, INTERRUPTED, "Interrupted.");
    }
    return new RunEnding(
        RunState.FAILED,
        Kind.INTERNAL.exitCode(),
        "linkgrid stopped by a fault of its own: " + failure);
  }

  /** Closes a sentence: what a server says last often has no full stop. */
  private static String ended(String said) {
    return said.endsWith(".") ? said : said + ".";
  }

  private static RunEnding failed(Kind kind, String message) {
    return new RunEnding(RunState.FAILED, kind.exitCode(), message);
  }

  /** Returns the first of a failure and its causes that is such a one; null if none is. */
  private static @Nullable Throwable first(Throwable failure, Predicate<Throwable> test) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
      if (test.test(cause)) {
        return cause;
      }
      cause = cause.getCause();
    }
    return null;
  }

  private static boolean isDiskFull(Throwable failure) {
    return (failure instanceof SQLException problem && DISK_FULL.equals(problem.getSQLState()))
        || String.valueOf(failure.getMessage()).contains(NO_SPACE);
  }

  private static String firstLine(Throwable problem) {
    return String.valueOf(problem.getMessage()).lines().findFirst().orElse("no reason given");
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

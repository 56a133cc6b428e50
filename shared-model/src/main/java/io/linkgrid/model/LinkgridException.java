package io.linkgrid.model;

import org.jspecify.annotations.Nullable;

/**
 * A problem that a person can act upon. The message says where, what was expected, what was found
 * and what to do; it is shown as it is, without a stack trace.
 */
public final class LinkgridException extends RuntimeException {
  /** Whose problem it is; the kind chooses the exit code of the command line. */
  public enum Kind {
    /** A wrong command, option, setting or spec: exit code 2. */
    USAGE(2),
    /** An input file that cannot be used: exit code 3. */
    DATA(3),
    /** The grid is not there or lost what it held: exit code 4. */
    GRID(4),
    /** Postgres is not there, refuses or fails: exit code 5. */
    DATABASE(5),
    /** Somebody asked it to end: exit code 6. */
    CANCELLED(6),
    /** A fault of linkgrid itself: exit code 1. */
    INTERNAL(1);

    private final int exitCode;

    Kind(int exitCode) {
      this.exitCode = exitCode;
    }

    /** Returns the exit code of the command line. */
    public int exitCode() {
      return exitCode;
    }
  }

  private final Kind kind;

  /** A problem with a message that a person can act upon. */
  public LinkgridException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /**
   * A problem with a message that a person can act upon, and its cause for {@code --verbose}. Where
   * the message quotes the cause and closes the sentence, but the cause has closed it already, one
   * full stop is enough.
   */
  public LinkgridException(Kind kind, String message, Throwable cause) {
    super(closedOnce(message, cause.getMessage()), cause);
    this.kind = kind;
  }

  private static String closedOnce(String message, @Nullable String quoted) {
    return quoted != null && quoted.endsWith(".") && !quoted.endsWith("..")
        ? message.replace(quoted + ".", quoted)
        : message;
  }

  /** Returns whose problem it is. */
  public Kind kind() {
    return kind;
  }

  /** Returns class, kind and message: a job's failure reaches its submitter as this text alone. */
  @Override
  @SuppressWarnings("OverrideThrowableToString")
  public String toString() {
    return getClass().getName() + ": " + kind + ": " + getMessage();
  }
}

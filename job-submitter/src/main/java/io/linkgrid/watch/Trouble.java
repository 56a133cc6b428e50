package io.linkgrid.watch;

import io.linkgrid.control.RunEnding;
import io.linkgrid.control.RunState;
import io.linkgrid.model.LinkgridException.Kind;
import java.util.Arrays;

/**
 * What a failure means for a watch.
 *
 * @param kind whose problem it is
 * @param message the sentence for the user
 */
record Trouble(Kind kind, String message) {
  private static final int DEEPEST_CAUSE = 20;

  static Trouble of(Exception failure) {
    RunEnding ending = RunEnding.of(failure);
    if (ending.state() == RunState.INTERRUPTED) {
      return new Trouble(Kind.CANCELLED, ending.message());
    }
    Kind kind =
        Arrays.stream(Kind.values())
            .filter(k -> k.exitCode() == ending.exitCode())
            .findFirst()
            .orElse(Kind.INTERNAL);
    if (kind != Kind.INTERNAL) {
      return new Trouble(kind, ending.message());
    }
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
      // The client's own exceptions when its cluster is gone.
      if (cause.getClass().getName().startsWith("com.hazelcast.")) {
        return new Trouble(Kind.GRID, "The grid does not answer: " + firstLine(cause) + ".");
      }
      cause = cause.getCause();
    }
    return new Trouble(kind, ending.message());
  }

  private static String firstLine(Throwable problem) {
    return String.valueOf(problem.getMessage()).lines().findFirst().orElse("no reason given");
  }

  /** Returns whether it goes away without anybody touching the file. */
  boolean passes() {
    return switch (kind) {
      case GRID, DATABASE -> true;
      case USAGE, DATA, CANCELLED, INTERNAL -> false;
    };
  }
}

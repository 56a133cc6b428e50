package io.linkgrid.cli;

import java.io.Console;

/** Whether a person is looking, and not a program that reads the log. */
final class Terminal {
  private Terminal() {}

  /** Returns whether input and output of the process are a terminal. */
  @SuppressWarnings("SystemConsoleNull") // from Java 22 on the console itself is asked
  static boolean isPresent() {
    if (LoggedLines.areWanted(System.getenv())) {
      return false;
    }
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      // Before Java 22 there is no such method, and no console without a terminal.
      return true;
    }
  }
}

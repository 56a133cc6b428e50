package io.linkgrid.cli;

/** Whether a person is looking. */
final class Terminal {
  private Terminal() {}

  /** Returns whether input and output of the process are a terminal. */
  static boolean isPresent() {
    return System.console() != null;
  }
}

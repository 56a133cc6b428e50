package io.linkgrid.control;

/** How an attempt at a run stands. */
public enum RunState {
  /** Its command is at work. */
  RUNNING,
  /** It came to its end. */
  DONE,
  /** It ended with a problem, which is said. */
  FAILED,
  /** Somebody asked it to end. */
  CANCELLED,
  /** A signal ended its command, such as Ctrl-C. */
  INTERRUPTED,
  /** Its command is gone and could not say how it ended: it was killed, or its machine was. */
  ABANDONED
}

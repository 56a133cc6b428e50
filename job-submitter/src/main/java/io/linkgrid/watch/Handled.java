package io.linkgrid.watch;

import io.linkgrid.job.LinkRun.Linked;
import java.util.Optional;

/**
 * What became of a file.
 *
 * @param file its name
 * @param outcome what
 * @param linked its content and its rows; empty if it failed
 * @param message why it failed, or which file has the same content; else empty
 * @param seconds how long that took
 */
public record Handled(
    String file, Outcome outcome, Optional<Linked> linked, String message, double seconds) {
  /** What can become of a file; the names are those of the table. */
  public enum Outcome {
    /** Its records are linked. */
    LINKED,
    /** They are linked, and the file had another content before, which was linked then. */
    CHANGED,
    /** Its content was linked before; nothing was changed. */
    DUPLICATE,
    /** It cannot be used. */
    FAILED
  }
}

package io.linkgrid.source;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * What others wrote, as it may stand in a sentence for people: on one line, without characters that
 * steer a terminal, and not too long. Public for the lines in which a watch names files.
 */
public final class ShownText {
  private static final int LONGEST = 50;
  // Besides controls: line ends of Unicode and marks that turn the direction of what follows.
  private static final Pattern STEERING =
      Pattern.compile(
          "[\\p{Cntrl}\\x{80}-\\x{9f}\\p{Zl}\\p{Zp}\\x{202a}-\\x{202e}\\x{2066}-\\x{2069}]+");

  private ShownText() {}

  /** Returns a text out of a file. */
  static String of(String text) {
    // The rest would be cut off anyway; a header can have a name of a megabyte.
    String start = text.substring(0, Math.min(text.length(), 4 * LONGEST));
    String line = STEERING.matcher(start).replaceAll(" ");
    return line.codePointCount(0, line.length()) <= LONGEST && start.length() == text.length()
        ? line
        : line.substring(
                0,
                line.offsetByCodePoints(
                    0, Math.min(LONGEST, line.codePointCount(0, line.length()))))
            + "…";
  }

  /** Returns the name of a file without its directories. */
  static String nameOf(Path file) {
    return of(String.valueOf(file.getFileName()));
  }

  /** Returns a path as it is, but for what steers a terminal. */
  public static String of(Path path) {
    return STEERING.matcher(path.toString()).replaceAll(" ");
  }

  /** Returns why a file could not be read or written, without the name of a class. */
  static String reason(IOException e) {
    if (e instanceof FileSystemException problem && problem.getReason() != null) {
      return problem.getReason();
    }
    return e.getMessage() == null ? "the system does not say why" : of(e.getMessage());
  }
}

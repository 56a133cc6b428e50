package io.linkgrid.watch;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Puts files where they belong when they are done. */
final class Placement {
  private Placement() {}

  /**
   * Moves a file into a directory, under its name or, when that is taken, with a number behind it.
   * It is there whole, also on another disk.
   *
   * @return where it is now
   */
  static Path move(Path file, Path into) throws IOException {
    Path target = free(into, String.valueOf(file.getFileName()));
    try {
      return Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Path part = into.resolve("." + target.getFileName() + ".part");
      Files.copy(
          file, part, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      Files.delete(file);
      return target;
    }
  }

  /** Moves a file, and writes beside it why. */
  static Path moveWithReason(Path file, Path into, String reason) throws IOException {
    Path target = move(file, into);
    Files.writeString(target.resolveSibling(target.getFileName() + ".error"), reason + "\n");
    return target;
  }

  private static Path free(Path into, String name) {
    Path target = into.resolve(name);
    int dot = name.indexOf('.', 1);
    String stem = dot < 0 ? name : name.substring(0, dot);
    String ending = dot < 0 ? "" : name.substring(dot);
    for (int number = 2; Files.exists(target); number++) {
      target = into.resolve(stem + "-" + number + ending);
    }
    return target;
  }
}

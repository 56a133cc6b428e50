package io.linkgrid.cli;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A spec that a command writes: a file that was not there before. */
final class SpecFile {
  private SpecFile() {}

  /** Writes a spec. */
  static void write(Path file, String yaml) {
    try {
      Files.writeString(file, yaml, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      throw isThere(file);
    } catch (IOException e) {
      throw new LinkgridException(
          Kind.USAGE,
          "Cannot write " + file + ": " + e + ". Name a file in a directory that you may write to.",
          e);
    }
  }

  /** Refuses a file that is there already. */
  static void refuseToOverwrite(Path file) {
    if (Files.exists(file)) {
      throw isThere(file);
    }
  }

  private static LinkgridException isThere(Path file) {
    return new LinkgridException(
        Kind.USAGE,
        file + " is there already and is not overwritten. Move it away, or give another --out.");
  }
}

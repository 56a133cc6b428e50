package io.linkgrid.report;

import java.nio.file.Path;

/** Writes {@code model.json}: the match weights of a run, as the database holds them. */
public final class ModelFile {
  private ModelFile() {}

  /**
   * Writes the file, in place of what was there before; it is there whole or not at all.
   *
   * @throws io.linkgrid.model.LinkgridException USAGE if it cannot be written
   */
  public static void write(String model, Path file) {
    WholeFile.write(file, model);
  }
}

package io.linkgrid.generate;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Invents dirty data together with its truth. The city, its businesses, people and phone numbers
 * are made up. Safe for any number of threads that write to different directories.
 */
public final class Generator {
  private Generator() {}

  /**
   * Writes the files of the settings' layout, and of trips if there are any. Files of these names
   * are replaced, each when its successor is whole.
   *
   * @param directory where to write; made when it is not there
   * @return what was written, in order
   * @throws LinkgridException if the directory cannot be written to
   */
  public static List<GeneratedFile> write(GeneratorSettings settings, Path directory) {
    try {
      Files.createDirectories(directory);
      World world = new World(settings);
      List<GeneratedFile> files =
          new ArrayList<>(
              switch (settings.layout()) {
                case INSPECTIONS -> new InspectionFiles(world).write(directory);
                case REFERENCE -> new ReferenceFiles(world).write(directory);
              });
      if (settings.trips() > 0) {
        files.addAll(new TripFiles(world).write(directory));
      }
      return List.copyOf(files);
    } catch (UncheckedIOException e) {
      throw cannotWrite(directory, e.getCause() == null ? e : e.getCause());
    } catch (IOException e) {
      throw cannotWrite(directory, e);
    }
  }

  private static LinkgridException cannotWrite(Path directory, Exception cause) {
    return new LinkgridException(
        Kind.USAGE,
        "Cannot write to "
            + directory
            + ": "
            + cause
            + ". Give --out a directory that can be written to and has room.",
        cause);
  }
}

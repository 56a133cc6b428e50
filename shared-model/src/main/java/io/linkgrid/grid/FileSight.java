package io.linkgrid.grid;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/**
 * Asks a node whether it sees a file as the submitter does: the path is there, readable, and of the
 * same size.
 *
 * @param path the absolute path
 * @param bytes the size
 */
public record FileSight(String path, long bytes) implements Callable<Boolean>, Serializable {
  @Override
  public Boolean call() {
    try {
      Path file = Path.of(path);
      return Files.isReadable(file) && Files.size(file) == bytes;
    } catch (IOException | InvalidPathException e) {
      // A node need not see the submitter's disk: not there is an answer.
      return false;
    }
  }
}

package io.linkgrid.bench;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory that is there until it is closed, with all that was put into it. Public for the
 * comparison with others, which is no part of the distribution.
 */
public final class ScratchDirectory implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ScratchDirectory.class);

  private final Path path;
  private final Thread onExit;

  /**
   * Makes a directory with a name that nobody else has.
   *
   * @throws LinkgridException of kind USAGE if it cannot be made
   */
  public ScratchDirectory(Path parent, String prefix) {
    try {
      this.path = Files.createTempDirectory(Files.createDirectories(parent), prefix);
    } catch (IOException e) {
      throw new LinkgridException(
          Kind.USAGE,
          "Cannot make a directory in " + parent + ": " + e + ". Give another --data-dir.",
          e);
    }
    this.onExit = new Thread(() -> delete(path), "linkgrid-bench-scratch");
  }

  /** The same, deleted when the process is interrupted too. */
  public ScratchDirectory deletedOnExit() {
    Runtime.getRuntime().addShutdownHook(onExit);
    return this;
  }

  /** Returns where it is. */
  public Path path() {
    return path;
  }

  /** Deletes what is there. What cannot be deleted stays: the measurement is worth more. */
  @Override
  public void close() {
    delete(path);
    try {
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (IllegalStateException e) {
      LOG.debug("The process is ending already", e);
    }
  }

  /** Deletes a directory and all that is in it. */
  static void delete(Path directory) {
    try {
      Files.walkFileTree(directory, new Deletion());
    } catch (NoSuchFileException e) {
      LOG.debug("{} is gone already", directory);
    } catch (IOException e) {
      LOG.warn("Cannot delete {}: {}. Delete it yourself.", directory, e.toString());
    }
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException problem)
        throws IOException {
      if (problem != null) {
        throw problem;
      }
      Files.deleteIfExists(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}

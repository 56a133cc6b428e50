package io.linkgrid.source;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/**
 * A file being written into the spool directory. Nobody sees it under its name before it is whole,
 * and nothing is left when it is closed unpublished.
 */
final class SpoolFile implements Closeable {
  /** How much of the disk is never filled. */
  static final long LEAVE_FREE = 256L << 20;

  private static final long CHECK_EVERY = 16L << 20;

  private final Path directory;
  private final Path temporary;
  private final String source;
  private final long leaveFree;
  private final OutputStream out;
  private long written;
  private long nextCheck;

  private SpoolFile(
      Path directory, Path temporary, String source, long leaveFree, OutputStream out) {
    this.directory = directory;
    this.temporary = temporary;
    this.source = source;
    this.leaveFree = leaveFree;
    this.out = out;
  }

  /**
   * Begins a file.
   *
   * @param source the name of the file it is made from, for people
   * @param leaveFree how many bytes of the disk must stay free
   */
  static SpoolFile in(Path directory, String source, long leaveFree) {
    try {
      Files.createDirectories(directory);
      Path temporary = Files.createTempFile(directory, "unpacking-", ".tmp");
      return new SpoolFile(
          directory, temporary, source, leaveFree, Files.newOutputStream(temporary));
    } catch (IOException e) {
      throw cannotWrite(directory, source, e);
    }
  }

  /** Makes sure, before it is written, that there is room for so many bytes. */
  void expect(long bytes) throws IOException {
    long free = Files.getFileStore(directory).getUsableSpace();
    if (bytes > free - leaveFree) {
      throw new LinkgridException(
          Kind.DATA,
          String.format(
              Locale.ROOT,
              "%s needs %s in %s when it is unpacked, but only %s are free there, of which %s must"
                  + " stay free. Make room, or name a directory on a larger disk.",
              source,
              size(bytes),
              directory,
              size(free),
              size(leaveFree)));
    }
  }

  /** Appends bytes. */
  void write(byte[] bytes, int from, int length) throws IOException {
    if (written >= nextCheck) {
      expect(CHECK_EVERY);
      nextCheck = written + CHECK_EVERY;
    }
    try {
      out.write(bytes, from, length);
    } catch (IOException e) {
      throw cannotWrite(directory, source, e);
    }
    written += length;
  }

  /** Returns how many bytes were written. */
  long written() {
    return written;
  }

  /** Ends the writing and returns where the bytes are until they are published or closed. */
  Path complete() {
    try {
      out.close();
      return temporary;
    } catch (IOException e) {
      throw cannotWrite(directory, source, e);
    }
  }

  /**
   * Gives the file its name, at once. If it has been there since an earlier run, that one stays:
   * others may be reading it.
   */
  Path publish(String name) throws IOException {
    Path target = directory.resolve(name).toAbsolutePath().normalize();
    if (!Files.isRegularFile(target) || Files.size(target) != written) {
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    }
    return target;
  }

  @Override
  public void close() throws IOException {
    out.close();
    Files.deleteIfExists(temporary);
  }

  /** Returns a size for people. */
  static String size(long bytes) {
    if (bytes < 1 << 10) {
      return bytes + " bytes";
    }
    if (bytes < 1 << 20) {
      return String.format(Locale.ROOT, "%.1f kB", bytes / 1024.0);
    }
    if (bytes < 1 << 30) {
      return String.format(Locale.ROOT, "%.1f MB", bytes / (1024.0 * 1024.0));
    }
    return String.format(Locale.ROOT, "%.1f GB", bytes / (1024.0 * 1024.0 * 1024.0));
  }

  private static LinkgridException cannotWrite(Path directory, String source, IOException e) {
    return new LinkgridException(
        Kind.DATA,
        "Cannot unpack "
            + source
            + " into "
            + directory
            + ": "
            + e
            + ". Make the directory writable, or name another one.",
        e);
  }
}

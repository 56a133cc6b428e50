package io.linkgrid.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps other processes, and other threads of this one, away from a data directory. The operating
 * system ends it with the process, however that ends.
 */
final class DirectoryLock implements AutoCloseable {
  private static final String FILE = "postgres.lock";

  /**
   * The directories that this process holds. A second channel on a lock's file must not even be
   * opened in this process: closing it would end the lock.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final FileChannel channel;

  private DirectoryLock(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  /**
   * Takes the lock, or says who has it.
   *
   * @param directory a real path
   */
  static DirectoryLock acquire(Path directory) throws IOException {
    String self = Long.toString(ProcessHandle.current().pid());
    if (!HELD.add(directory)) {
      throw inUse(directory, self);
    }
    FileChannel channel = null;
    boolean locked = false;
    try {
      channel =
          FileChannel.open(
              directory.resolve(FILE),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      locked = channel.tryLock() != null;
      if (!locked) {
        throw inUse(directory, Files.readString(directory.resolve(FILE)).strip());
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap((self + "\n").getBytes(UTF_8)), 0);
      return new DirectoryLock(directory, channel);
    } finally {
      if (!locked) {
        HELD.remove(directory);
        if (channel != null) {
          channel.close();
        }
      }
    }
  }

  private static LinkgridException inUse(Path directory, String pid) {
    return new LinkgridException(
        Kind.DATABASE,
        "The data directory "
            + directory
            + " is in use by "
            + (pid.isEmpty() ? "another process" : "process " + pid)
            + ". Wait until that has ended, or give another --data-dir, or --db with the address of"
            + " a server that all can share.");
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      HELD.remove(directory);
    }
  }
}

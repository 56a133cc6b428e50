package io.linkgrid.serve;

import io.linkgrid.database.Database;
import io.linkgrid.database.RunLock;
import io.linkgrid.model.LinkgridException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one writer at a time change a schema: requests of this process wait for each other, and
 * together they wait a moment for those of another one. A run does not end in a moment.
 */
final class SchemaTurn {
  private static final long PATIENCE_MILLIS = 5_000;
  private static final long BETWEEN_LOOKS_MILLIS = 20;

  private final Database database;
  private final ReentrantLock here = new ReentrantLock(true);

  SchemaTurn(Database database) {
    this.database = database;
  }

  /** What is done in a turn. */
  @FunctionalInterface
  interface Work<T> {
    T run();
  }

  /**
   * Does something with the lock of a run.
   *
   * @throws HttpProblem 409 if another process has it for longer than five seconds
   */
  <T> T locked(Work<T> work) {
    return alone(
        () -> {
          RunLock lock = take();
          try {
            return work.run();
          } finally {
            lock.close();
          }
        });
  }

  /** Does something while no other request of this process has a turn; the lock is not taken. */
  <T> T alone(Work<T> work) {
    try {
      if (!here.tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new HttpProblem(
            503,
            "Too many writers",
            "Other requests have been writing for five seconds. Nothing was changed. Send again"
                + " later, or send records together.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("Interrupted while waiting for a turn.");
    }
    try {
      return work.run();
    } finally {
      here.unlock();
    }
  }

  private RunLock take() {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    while (true) {
      try {
        RunLock lock = RunLock.take(database);
        // The nodes read the reference under the lock of those who write; this is no attempt at a
        // run.
        lock.letWrite(0);
        return lock;
      } catch (LinkgridException e) {
        // One without a cause says that somebody else has it.
        if (e.getCause() != null) {
          throw e;
        }
        if (System.nanoTime() > end) {
          throw new HttpProblem(
              409,
              "A run is at work",
              "A run is at work on the schema '"
                  + database.address().schema()
                  + "', and changes it alone. Nothing was changed. Lookups are answered meanwhile;"
                  + " send this again when the run has ended.");
        }
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_LOOKS_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("Interrupted while waiting for a turn.");
    }
  }
}

package io.linkgrid.watch;

import io.linkgrid.job.LinkRun.Linked;
import io.linkgrid.watch.Handled.Outcome;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;

/**
 * What the database knows of files that arrived in one directory: so a watch that starts again
 * knows what was done before. Safe for any number of threads.
 */
final class WatchLedger {
  private final Jdbi jdbi;
  private final String directory;

  WatchLedger(Jdbi jdbi, String directory) {
    this.jdbi = jdbi;
    this.directory = directory;
  }

  /** Whether a file was begun before and not finished. */
  enum Begun {
    NOW,
    BEFORE
  }

  /** How an arrival ended. */
  record Ended(String name, String stamp, Outcome outcome, String message) {}

  /** Returns what became of files of these names, under whatever stamps. */
  Set<Ended> ended(Collection<String> names) {
    return jdbi.withHandle(
        handle ->
            new HashSet<>(
                handle
                    .createQuery(
                        """
                        select name, stamp, state, message from watched_file
                        where directory = :directory and name = any(:names) and state <> 'LINKING'
                        """)
                    .bind("directory", directory)
                    .bindArray("names", String.class, names)
                    .map(
                        (row, context) ->
                            new Ended(
                                row.getString("name"),
                                row.getString("stamp"),
                                Outcome.valueOf(row.getString("state")),
                                row.getString("message")))
                    .list()));
  }

  /** Writes down that a file is being linked. */
  Begun begin(Sighting file) {
    return jdbi.withHandle(
                handle ->
                    handle.execute(
                        """
                    insert into watched_file (directory, name, stamp, bytes, state)
                    values (?, ?, ?, ?, 'LINKING')
                    on conflict do nothing
                    """,
                        directory,
                        file.name(),
                        file.stamp(),
                        file.bytes()))
            == 1
        ? Begun.NOW
        : Begun.BEFORE;
  }

  /** Forgets that a file was begun: it was not whole, or somebody took it away. */
  void forget(Sighting file) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "delete from watched_file"
                    + " where directory = ? and name = ? and stamp = ? and state = 'LINKING'",
                directory,
                file.name(),
                file.stamp()));
  }

  /** Returns the name of a file by whose arrival, here or elsewhere, a content was linked. */
  Optional<String> linkedAs(long fileId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select name from watched_file
                    where file_id = :file and state in ('LINKED', 'CHANGED')
                    order by ended_at, name
                    limit 1
                    """)
                .bind("file", fileId)
                .mapTo(String.class)
                .findFirst());
  }

  /** Returns whether a file of this name was linked with another content. */
  boolean hadOtherContent(String name, long fileId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select exists (
                      select from watched_file
                      where directory = :directory and name = :name and file_id <> :file
                        and state in ('LINKED', 'CHANGED')
                    )
                    """)
                .bind("directory", directory)
                .bind("name", name)
                .bind("file", fileId)
                .mapTo(Boolean.class)
                .one());
  }

  /** Writes down what became of a file. */
  void end(Sighting file, Handled handled) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    update watched_file
                    set state = :state, file_id = :file, run_id = :run, message = :message,
                        ended_at = now()
                    where directory = :directory and name = :name and stamp = :stamp
                    """)
                .bind("state", handled.outcome().name())
                .bind("file", handled.linked().map(Linked::fileId).orElse(null))
                .bind("run", handled.linked().map(Linked::runId).orElse(null))
                .bind("message", handled.message().replace("\0", ""))
                .bind("directory", directory)
                .bind("name", file.name())
                .bind("stamp", file.stamp())
                .execute());
  }
}

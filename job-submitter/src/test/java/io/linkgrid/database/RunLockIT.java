package io.linkgrid.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.sink.WriterLock;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The lock of a run and those who write for it, on a real Postgres that cuts connections. */
@ExtendWith(PostgresExtension.class)
class RunLockIT {
  private static final AtomicInteger SCHEMAS = new AtomicInteger();

  private Database database;

  @BeforeEach
  void open(DatabaseSettings settings) {
    database = Database.open(settings, "locked-" + SCHEMAS.incrementAndGet());
  }

  @AfterEach
  void close() {
    database.close();
  }

  private long begin() {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        insert into run_attempt (command, state, person, host, pid, grid, jobs)
                        values ('run', 'RUNNING', 'ben', 'pier', 1, '', '') returning attempt
                        """)
                    .mapTo(Long.class)
                    .one());
  }

  /** Cuts the connection that has the lock of this schema, as an administrator might. */
  private void cut() {
    int ended =
        database
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            """
                            select count(*) from (
                              select pg_terminate_backend(pid, 10000) from pg_locks
                              where locktype = 'advisory' and granted and classid = :class
                                and objid = (hashtext(:schema)::bigint & 4294967295)::oid
                            ) ended
                            """)
                        .bind("class", RunLock.CLASS)
                        .bind("schema", database.address().schema())
                        .mapTo(Integer.class)
                        .one());
    assertThat(ended).isEqualTo(1);
  }

  private Connection writer(long attempt) throws SQLException {
    Connection connection = database.connectAlone();
    connection.setAutoCommit(false);
    WriterLock.enter(connection, attempt);
    return connection;
  }

  private String inUse() {
    return "Another run is at work on the schema '"
        + database.address().schema()
        + "' of this database. Nothing was changed. Wait until it ends, and run again.";
  }

  @Test
  void oneHasIt_andTheNextOneWhenItIsGivenBack() {
    try (RunLock lock = RunLock.take(database)) {
      lock.keep();
      assertThatThrownBy(() -> RunLock.take(database)).hasMessage(inUse());
    }
    RunLock.take(database).close();
  }

  /** As when a request that links one record has it. */
  @Test
  void whoHasItForAMoment_isWaitedFor() throws Exception {
    RunLock brief = RunLock.take(database);
    CompletableFuture<Void> next = CompletableFuture.runAsync(() -> RunLock.take(database).close());
    await()
        .until(
            () ->
                database
                    .jdbi()
                    .withHandle(
                        handle ->
                            handle
                                .createQuery(
                                    "select exists (select from pg_locks where not granted and"
                                        + " locktype = 'advisory' and classid = :class)")
                                .bind("class", RunLock.CLASS)
                                .mapTo(Boolean.class)
                                .one()));

    brief.close();

    next.get(10, TimeUnit.SECONDS);
  }

  @Test
  void whoLosesItsConnection_takesItAgain() {
    try (RunLock lock = RunLock.take(database)) {
      lock.letWrite(begin());
      cut();

      lock.keep();

      assertThat(lock.timesRegained()).isEqualTo(1);
      assertThatThrownBy(() -> RunLock.take(database)).hasMessage(inUse());
    }
  }

  @Test
  void whoLosesItToAnotherRun_stops() throws SQLException {
    try (RunLock lost = RunLock.take(database)) {
      long first = begin();
      lost.letWrite(first);
      cut();
      try (RunLock other = RunLock.take(database)) {
        other.letWrite(begin());

        assertThatThrownBy(lost::keep)
            .isInstanceOf(LinkgridException.class)
            .hasMessage(
                "This run lost its lock on the schema '%s' with its connection, and another run has begun there since (attempt %d, by ben on pier). This one stops, so that no two write at the same time. What was written is kept; when the other one has ended, run again to go on."
                    .formatted(database.address().schema(), first + 1));
        assertThatThrownBy(lost::refuseIfLost).hasMessageStartingWith("This run lost its lock");
        assertThatThrownBy(() -> writer(first))
            .hasMessage(
                "Another run has begun on this schema meanwhile (attempt %d; this is a job of attempt %d). The job has stopped before it wrote anything more. Wait until the other run ends, and run again."
                    .formatted(first + 1, first));
        writer(first + 1).close();
      }
    }
  }

  /** The connection of the lock is cut while a job writes: nobody gets between. */
  @Test
  void whoWrites_keepsOthersOut_whateverBecomesOfTheLock() throws Exception {
    try (RunLock lock = RunLock.take(database)) {
      long attempt = begin();
      lock.letWrite(attempt);
      Connection writer = writer(attempt);
      cut();
      AtomicInteger asked = new AtomicInteger();
      Thread other =
          new Thread(
              () ->
                  RunLock.take(
                          database,
                          () -> {
                            asked.incrementAndGet();
                            WriterLock.leave(writer);
                          })
                      .close());
      other.start();
      other.join();

      assertThat(asked).hasValue(1);
      writer.close();
      lock.keep();
      assertThat(lock.timesRegained()).isEqualTo(1);
    }
  }

  @Test
  void writersOfAnAttempt_writeTogether_andNobodyWhileALockIsNew() throws Exception {
    long attempt = begin();
    try (Connection one = writer(attempt);
        Connection two = writer(attempt)) {
      WriterLock.leave(one);
      WriterLock.leave(two);
    }
    RunLock lock = RunLock.take(database);
    CompletableFuture<Void> late =
        CompletableFuture.runAsync(
            () -> {
              try {
                writer(attempt).close();
              } catch (SQLException e) {
                throw new IllegalStateException(e);
              }
            });
    await().until(this::somebodyWaits);
    assertThat(late).isNotDone();
    lock.close();
    late.join();
  }

  private boolean somebodyWaits() {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        select exists (
                          select from pg_locks
                          where locktype = 'advisory' and not granted and classid = :class
                            and objid = (hashtext(:schema)::bigint & 4294967295)::oid
                        )
                        """)
                    .bind("class", WriterLock.CLASS)
                    .bind("schema", database.address().schema())
                    .mapTo(Boolean.class)
                    .one());
  }
}

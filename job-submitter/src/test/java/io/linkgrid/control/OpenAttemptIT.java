package io.linkgrid.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.linkgrid.database.Database;
import io.linkgrid.database.DatabaseSettings;
import io.linkgrid.database.PostgresExtension;
import io.linkgrid.database.RunLock;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.report.Progress.Seen;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** What becomes of attempts, as those see it who stand beside. */
@ExtendWith(PostgresExtension.class)
class OpenAttemptIT {
  private static final AtomicInteger SCHEMAS = new AtomicInteger();
  private static final RunOrigin ADA =
      new RunOrigin("link", "ada", "harbor", 4711, "127.0.0.1:5701");
  private static final Duration MOMENT = Duration.ofMillis(200);

  private final List<String> notices = new CopyOnWriteArrayList<>();
  private Database database;
  private String schema;
  private RunLock lock;
  private RunHistory history;

  @BeforeEach
  void open(DatabaseSettings settings) {
    schema = "Attempts " + SCHEMAS.incrementAndGet();
    database = Database.open(settings, schema);
    lock = RunLock.take(database);
    history = RunHistory.open(settings);
  }

  @AfterEach
  void close() {
    history.close();
    lock.close();
    database.close();
  }

  private OpenAttempt begin() {
    return OpenAttempt.begin(database, lock, ADA, " into people", notices::add);
  }

  private RunAttempt seen() {
    return history.find(Optional.of(schema));
  }

  @Test
  void anAttempt_isSeenFromItsBeginningToItsEnd() throws Exception {
    history.listen();
    try (Connection listener = database.connectAlone();
        Statement listen = listener.createStatement();
        OpenAttempt attempt = begin()) {
      listen.execute("listen linkgrid");
      attempt.isAt("feed01");
      attempt.see(new Seen("land A", 0, 10, "rows", "started, 10 rows", false));
      attempt.see(new Seen("land A", 10, 10, "rows", "10 of 10 rows, 5/s, 2.0 s", true));
      List<String> lines = new ArrayList<>();
      RunAttempt running = seen();
      await()
          .until(
              () -> {
                lines.addAll(history.awaitNews(running, MOMENT));
                return lines.size() == 2;
              });

      assertThat(lines)
          .containsExactly("land A: started, 10 rows", "land A: 10 of 10 rows, 5/s, 2.0 s");
      RunAttempt now = history.again(running);
      assertThat(now.state()).isEqualTo(RunState.RUNNING);
      assertThat(now.runId()).contains("feed01");
      assertThat(now.progress())
          .contains(new Seen("land A", 10, 10, "rows", "10 of 10 rows, 5/s, 2.0 s", true));
      assertThat(now.isOnStandingGrid()).isTrue();

      attempt.end(new RunEnding(RunState.FAILED, 4, "The grid is gone."));
      attempt.end(RunEnding.DONE);

      PGNotification[] told = listener.unwrap(PGConnection.class).getNotifications(10_000);
      assertThat(told).hasSize(1);
      JsonNode payload = RunAttempt.read(told[0].getParameter());
      assertThat(payload.path("schema").asText()).isEqualTo(schema);
      assertThat(payload.path("run_id").asText()).isEqualTo("feed01");
      assertThat(payload.path("state").asText()).isEqualTo("FAILED");
      assertThat(payload.path("exit_code").asInt()).isEqualTo(4);
      assertThat(payload.path("message").asText()).isEqualTo("The grid is gone.");
      assertThat(seen().state()).as("the first word counts").isEqualTo(RunState.FAILED);
      assertThat(seen().finishedAt()).isPresent();
    }
  }

  @Test
  void whoIsAskedToEnd_refusesToGoOn_andSaysWhoAsked() {
    try (OpenAttempt attempt = begin()) {
      attempt.refuseIfEnded();

      history.cancel(seen(), "ben@pier");

      await().untilAsserted(() -> assertThatThrownBy(attempt::refuseIfEnded).isNotNull());
      assertThatThrownBy(attempt::keepLock)
          .isInstanceOfSatisfying(
              LinkgridException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CANCELLED))
          .hasMessage(
              "The run was cancelled by ben@pier. What was written is kept; run again with the"
                  + " same files to go on where it stopped.");
      assertThat(seen().cancelBy()).contains("ben@pier");
    }
  }

  @Test
  void aSignal_standsAboveWhatFailsBecauseOfIt() {
    try (OpenAttempt attempt = begin()) {
      attempt.signal();

      assertThatThrownBy(attempt::refuseIfEnded).isInstanceOf(CancellationException.class);
      attempt.end(attempt.endingOf(new LinkgridException(Kind.GRID, "No node answers.")));

      assertThat(seen().state()).isEqualTo(RunState.INTERRUPTED);
      assertThat(seen().exitCode()).contains(130);
    }
  }

  @Test
  void whoGoesWithoutAWord_isAbandoned_andTheNextOneKnows() {
    OpenAttempt gone = begin();
    gone.close();
    lock.close();
    assertThat(seen().state()).isEqualTo(RunState.ABANDONED);
    assertThat(seen().seconds()).isEmpty();

    lock = RunLock.take(database);
    try (OpenAttempt next = begin()) {
      assertThat(next.abandoned())
          .singleElement()
          .satisfies(a -> assertThat(a.jobs()).isEqualTo(" into people"));
      assertThat(seen().attempt()).isEqualTo(next.number());
      assertThat(seen().state()).isEqualTo(RunState.RUNNING);
      next.end(RunEnding.DONE);
    }
    try (OpenAttempt third = begin()) {
      assertThat(third.abandoned()).isEmpty();
    }
  }

  @Test
  void whoHadNothingToDo_leavesNoTrace_unlessItFails() {
    try (OpenAttempt attempt = begin()) {
      attempt.hadNothingToDo();
      assertThat(attempt.end(RunEnding.DONE)).isPresent();
    }

    assertThat(history.newest(1000)).noneMatch(a -> a.schema().equals(schema));
    assertThatThrownBy(this::seen)
        .hasMessageStartingWith("There is no run '" + schema + "' in ")
        .hasMessageEndingWith(". 'linkgrid jobs' lists them; a spec's name is its newest.");
  }

  @Test
  void aLockThatIsCut_isTakenAgain_andSaid() {
    try (OpenAttempt attempt = begin()) {
      database
          .jdbi()
          .useHandle(
              handle ->
                  handle
                      .createQuery(
                          """
                          select pg_terminate_backend(pid) from pg_locks
                          where locktype = 'advisory' and granted and classid = :class
                            and objid = (hashtext(:schema)::bigint & 4294967295)::oid
                          """)
                      .bind("class", RunLock.CLASS)
                      .bind("schema", schema)
                      .mapTo(Boolean.class)
                      .list());

      await().until(() -> !notices.isEmpty());

      assertThat(notices)
          .containsExactly(
              "The lock of this run was lost with its connection, and was taken again.");
      attempt.keepLock();
      assertThat(seen().state()).isEqualTo(RunState.RUNNING);
    }
  }
}

package io.linkgrid.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.linkgrid.control.OpenAttempt;
import io.linkgrid.control.RunEnding;
import io.linkgrid.control.RunOrigin;
import io.linkgrid.control.RunState;
import io.linkgrid.database.Database;
import io.linkgrid.database.DatabaseSettings;
import io.linkgrid.database.PostgresExtension;
import io.linkgrid.database.RunLock;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.report.Progress.Seen;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code jobs}, {@code status} and {@code cancel} as they are typed, beside runs of two specs. */
@ExtendWith(PostgresExtension.class)
class RunControlCommandsIT {
  private static final String PEOPLE = "controlled people";
  private static final String SHIPS = "controlled ships";
  private static final String RUN = "c0ffee0000000001";

  @TempDir Path directory;
  private String db;
  private Database people;
  private Database ships;
  private RunLock lock;
  private final List<AutoCloseable> open = new ArrayList<>();
  private String out = "";
  private String err = "";

  @BeforeEach
  void open(DatabaseSettings settings) {
    db = "postgresql://" + settings.user() + "@" + settings.place();
    people = Database.open(settings, PEOPLE);
    ships = Database.open(settings, SHIPS);
    lock = RunLock.take(people);
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
    lock.close();
    for (Database database : List.of(people, ships)) {
      database
          .jdbi()
          .useHandle(
              handle ->
                  handle.execute("drop schema \"" + database.address().schema() + "\" cascade"));
      database.close();
    }
  }

  private OpenAttempt begin(Database database, RunLock held, String run) {
    OpenAttempt attempt =
        OpenAttempt.begin(
            database,
            held,
            new RunOrigin("link", "ada", "harbor", 4711, "2 nodes of its own"),
            " into nowhere",
            sentence -> {});
    open.add(attempt);
    attempt.isAt(run);
    return attempt;
  }

  private int run(String... words) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    int code =
        Main.run(
            words,
            new PrintStream(printed, true, UTF_8),
            new PrintStream(told, true, UTF_8),
            Map.of());
    out = printed.toString(UTF_8);
    err = told.toString(UTF_8);
    return code;
  }

  private void refused(String message, String... words) {
    assertThat(run(words)).isEqualTo(2);
    assertThat(err).isEqualTo(message);
    assertThat(out).isEmpty();
  }

  @Test
  void aRunAtWork_isListedAndShown() throws Exception {
    OpenAttempt attempt = begin(people, lock, RUN);
    attempt.see(new Seen("match B", 5, 10, "records", "5 of 10 records, 5/s, 1 s left", false));
    await()
        .until(
            () -> {
              run("status", "c0ffee", "--db", db);
              return out.contains("stage ");
            });

    assertThat(out)
        .contains(
            "run       " + RUN + " on '" + PEOPLE + "'\n",
            "state     running\n",
            "by        ada@harbor, process 4711\n",
            "grid      2 nodes of its own\n",
            "stage     match B: 5 of 10 records, 5/s, 1 s left\n");
    assertThat(run("jobs", "--db", db, "--format", "json")).isZero();
    JsonNode listed = new ObjectMapper().readTree(out);
    JsonNode ours = null;
    for (JsonNode each : listed) {
      ours = each.path("schema").asText().equals(PEOPLE) ? each : ours;
    }
    assertThat(ours).isNotNull();
    assertThat(ours.path("run_id").asText()).isEqualTo(RUN);
    assertThat(ours.path("state").asText()).isEqualTo("RUNNING");
    assertThat(ours.path("progress").path("done").asInt()).isEqualTo(5);
    assertThat(ours.has("jobs")).isFalse();
    assertThat(run("jobs", "--db", db, "--last", "1000")).isZero();
    assertThat(out.lines().filter(line -> line.contains(RUN)))
        .singleElement()
        .asString()
        .contains(PEOPLE, "link", "running", "ada@harbor", "2 nodes of its own");
  }

  @Test
  void whoFollows_endsWithTheRun_andItsCode() {
    OpenAttempt attempt = begin(people, lock, RUN);
    CompletableFuture<Integer> follower =
        CompletableFuture.supplyAsync(() -> run("status", RUN, "--follow", "--db", db));

    attempt.end(new RunEnding(RunState.FAILED, 4, "The grid is gone. Run again."));

    assertThat(follower.join()).isEqualTo(4);
    assertThat(out)
        .contains("state     failed (exit code 4)\n")
        .endsWith("said      The grid is gone. Run again.\n");
  }

  @Test
  void whoCancels_waitsForTheEnd() {
    OpenAttempt attempt = begin(people, lock, RUN);
    CompletableFuture<Integer> cancel =
        CompletableFuture.supplyAsync(() -> run("cancel", PEOPLE, "--db", db));
    List<LinkgridException> refusals = new ArrayList<>();
    await()
        .until(
            () -> {
              try {
                attempt.refuseIfEnded();
              } catch (LinkgridException e) {
                refusals.add(e);
              }
              return !refusals.isEmpty();
            });
    attempt.end(RunEnding.of(refusals.get(0)));

    assertThat(cancel.join()).isZero();
    assertThat(out)
        .isEqualTo(
            "Cancelled: run "
                + RUN
                + " on '"
                + PEOPLE
                + "'. What was written is kept; run again with the same files to go on.\n");
    refused(
        "Nothing runs: the last attempt of run "
            + RUN
            + " on '"
            + PEOPLE
            + "' is cancelled already.\n",
        "cancel",
        PEOPLE,
        "--db",
        db);
  }

  @Test
  void whoDoesNotEndInTime_isSaid() {
    begin(people, lock, RUN);

    assertThat(run("cancel", RUN, "--wait", "0", "--db", db)).isEqualTo(4);

    assertThat(err)
        .isEqualTo(
            "The run "
                + RUN
                + " on '"
                + PEOPLE
                + "' was asked to end and has not within 0 s; it ends when what it is at lets it. Its"
                + " command is process 4711 on harbor.\n");
  }

  @Test
  void whoWasKilled_isAbandoned_andBuried() {
    begin(people, lock, RUN).close();
    lock.close();
    assertThat(run("status", RUN, "--db", db)).isZero();
    assertThat(out)
        .contains("state     abandoned: its command is gone without a word; run again to go on\n");
    assertThat(run("status", RUN, "--follow", "--db", db)).isEqualTo(1);

    assertThat(run("cancel", RUN, "--db", db)).isZero();

    assertThat(out)
        .isEqualTo(
            "The command of run "
                + RUN
                + " on '"
                + PEOPLE
                + "' is gone. Its nodes ended with it. What was written is kept; run again with the"
                + " same files to go on.\n");
    assertThat(run("status", RUN, "--db", db)).isZero();
    assertThat(out).contains("state     cancelled\n");
  }

  @Test
  void whatIsUnclear_isAsked() {
    begin(people, lock, RUN);
    try (RunLock other = RunLock.take(ships)) {
      begin(ships, other, "c0ffee0000000002");

      assertThat(run("status", "--db", db)).isEqualTo(2);
      assertThat(err)
          .startsWith("Several runs are at work: ")
          .contains("run " + RUN + " on '" + PEOPLE + "'")
          .endsWith(". Say which: give the id of a run, or the name of its spec.\n");
      refused(
          "Several runs begin with 'c0ffee'. Give more of the id.\n",
          "cancel",
          "c0ffee",
          "--db",
          db);
    }
    assertThat(run("status", "nosuch", "--db", db)).isEqualTo(2);
    assertThat(err)
        .startsWith("There is no run 'nosuch' in ")
        .endsWith(". 'linkgrid jobs' lists them; a spec's name is its newest.\n");
    refused(
        "--last is 0, but expects a number of at least 1.\n", "jobs", "--last", "0", "--db", db);
    refused(
        "There is no embedded Postgres in "
            + directory
            + ". Give the --data-dir of a run, or its --db.\n",
        "jobs",
        "--data-dir",
        directory.toString());
    refused(
        "--repair goes with --verify, which finds what there is to repair.\n",
        "doctor",
        "--repair");
  }
}

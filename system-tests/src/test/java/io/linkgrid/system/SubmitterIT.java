package io.linkgrid.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.linkgrid.submit.GridConnection;
import io.linkgrid.system.LinkgridCommand.Finished;
import io.linkgrid.system.LinkgridCommand.Underway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs on nodes that nobody started for them, which outlive the command: it is cancelled, told to
 * end, killed, and loses its lock. Afterwards no job is left on the grid, the history says what
 * happened, and the next run ends as one that nothing disturbed. To be caught in the middle of
 * writing, a job waits for a table that the test has locked.
 */
class SubmitterIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String CLUSTER = "linkgrid-it-" + UUID.randomUUID();
  private static final String SOMEBODY_HAS_THE_RUN_LOCK =
      "select from pg_locks where locktype = 'advisory' and granted and classid = 1920298611";

  @TempDir static Path directory;

  private static StandingNodes nodes;
  private static String address;
  private static LinkgridCommand linkgrid;
  private static ChaosPostgres postgres;
  private static Map<String, String> files;
  private static Map<String, String> tables;

  @BeforeAll
  static void runUndisturbed() throws Exception {
    linkgrid = new LinkgridCommand(directory, Map.of("HZ_CLUSTERNAME", CLUSTER));
    linkgrid
        .run(
            "generate",
            List.of("--entities", 300, "--records", 3_000),
            List.of("--seed", 3, "--out", "data"))
        .succeeded();
    postgres = new ChaosPostgres(directory.resolve("postgres-data"));
    nodes = new StandingNodes(directory, CLUSTER, Map.of());
    address = nodes.start().address();
    nodes.start();
    start("undisturbed").finish().succeeded();
    files = filesOf("undisturbed");
    tables = Tables.contents(postgres.settings());
    assertThat(tables).containsKeys("link", "entity");
  }

  @AfterAll
  static void stopAll() {
    if (nodes != null) {
      nodes.close();
    }
    if (postgres != null) {
      postgres.close();
    }
  }

  @BeforeEach
  void empty() throws Exception {
    postgres.empty();
  }

  private static Underway start(String out) throws IOException {
    return linkgrid.start(run(out), List.of("--grid", address));
  }

  private static List<Object> run(String out) {
    return List.of(
        "run", "--a", "data/a.csv", "--b", "data/b.csv", "--db", postgres.url(), "--out", out);
  }

  private static Map<String, String> filesOf(String out) throws IOException {
    return ResultTexts.of(directory.resolve(out));
  }

  private static JsonNode jobs() throws Exception {
    return JSON.readTree(
        linkgrid.run("jobs", "--format", "json", "--db", postgres.url()).succeeded().out());
  }

  private static void assertNoJobIsLeft() {
    try (GridConnection grid = GridConnection.connect(CLUSTER, List.of(address))) {
      assertThat(grid.hz().getJet().getJobs())
          .isNotEmpty()
          .allMatch(job -> job.getStatus().isTerminal());
    }
  }

  private static void assertAsIfNothingHadHappened(String out) throws Exception {
    assertThat(filesOf(out)).isEqualTo(files);
    assertThat(Tables.contents(postgres.settings())).isEqualTo(tables);
  }

  @Test
  void aRunThatIsCancelled_endsWithItsOwnCode_andTheNextOneGoesOn() throws Exception {
    Underway run = start("cancelled");
    Underway follower;
    Underway cancel;
    try (Connection lock = postgres.catchInMidJob(run)) {
      follower = linkgrid.start("status", "--follow", "--db", postgres.url());
      await()
          .atMost(PATIENCE)
          .until(() -> Files.readString(follower.out()).contains("state     running"));
      cancel = linkgrid.start("cancel", "restaurants", "--db", postgres.url());
      await()
          .atMost(PATIENCE)
          .until(
              () -> postgres.is("select from restaurants.run_attempt where cancel_by is not null"));
      lock.rollback();
    }

    Finished cancelled = run.finish();
    assertThat(cancelled.code()).as(cancelled.err()).isEqualTo(6);
    assertThat(cancelled.err())
        .contains("The run was cancelled by ", "run again with the same files to go on")
        .doesNotContain("Exception", "train: started");
    assertThat(cancel.finish().succeeded().out())
        .startsWith("Cancelled: run ")
        .contains("What was written is kept; run again with the same files to go on.");
    Finished followed = follower.finish();
    assertThat(followed.code()).isEqualTo(6);
    assertThat(followed.out())
        .containsPattern("\nland [AB]: [0-9,]+ of [0-9,]+ rows, [0-9,]+/s, [0-9.]+ s\n")
        .contains("\nstate     cancelled (exit code 6)\n");
    assertNoJobIsLeft();
    JsonNode attempt = jobs().get(0);
    assertThat(attempt.path("state").asText()).isEqualTo("CANCELLED");
    assertThat(attempt.path("grid").asText()).isEqualTo(address);
    assertThat(postgres.is("select from restaurants.run where state = 'CANCELLED'")).isTrue();
    assertThat(linkgrid.run("cancel", "--db", postgres.url()).code()).isEqualTo(2);

    assertThat(start("cancelled").finish().succeeded().err())
        .contains("was begun before and goes on where it stopped.");
    assertAsIfNothingHadHappened("cancelled");
    assertThat(jobs())
        .extracting(a -> a.path("state").asText())
        .containsExactly("DONE", "CANCELLED");
  }

  @Test
  void aSignal_endsTheJobToo_andTheNextRunGoesOn() throws Exception {
    Underway run = start("terminated");
    try (Connection lock = postgres.catchInMidJob(run)) {
      run.process().destroy();
      lock.rollback();
    }

    Finished terminated = run.finish();

    assertThat(terminated.code()).as(terminated.err()).isEqualTo(143);
    assertThat(terminated.err())
        .endsWith("Interrupted. What was written is kept; run again to go on where it stopped.\n")
        .doesNotContain("Exception", "train: started");
    assertNoJobIsLeft();
    assertThat(jobs().get(0).path("state").asText()).isEqualTo("INTERRUPTED");
    start("terminated").finish().succeeded();
    assertAsIfNothingHadHappened("terminated");
  }

  @Test
  void aCommandThatIsKilled_isAbandoned_itsJobKeepsOthersOut_andTheNextRunEndsIt()
      throws Exception {
    Underway run = start("killed");
    Underway next;
    try (Connection lock = postgres.catchInMidJob(run)) {
      run.kill();
      JsonNode attempt = jobs().get(0);
      assertThat(attempt.path("state").asText()).isEqualTo("ABANDONED");
      assertThat(attempt.path("pid").asLong()).isEqualTo(run.process().pid());
      assertThat(linkgrid.run("status", "--db", postgres.url()).succeeded().out())
          .contains("abandoned: its command is gone without a word; run again to go on");

      Finished elsewhere = linkgrid.run(run("elsewhere"), List.of("--nodes", 1));
      assertThat(elsewhere.code()).as(elsewhere.err()).isEqualTo(5);
      assertThat(elsewhere.err())
          .contains("The nodes of a grid still write to the schema 'restaurants'")
          .doesNotContain("land A: started", "land B: started");

      next = start("killed");
      await().atMost(PATIENCE).until(() -> postgres.is(SOMEBODY_HAS_THE_RUN_LOCK));
      assertThat(next.err()).content().doesNotContain("land A: started", "land B: started");
      lock.rollback();
    }

    assertThat(next.finish().succeeded().err())
        .contains("The command of an earlier attempt is gone without a word (");
    assertNoJobIsLeft();
    assertAsIfNothingHadHappened("killed");
    assertThat(jobs())
        .extracting(a -> a.path("state").asText())
        .containsExactly("DONE", "ABANDONED");
  }

  @Test
  void anAbandonedJob_isCancelledFromBeside() throws Exception {
    Underway run = start("buried");
    Underway cancel;
    try (Connection lock = postgres.catchInMidJob(run)) {
      run.kill();
      cancel = linkgrid.start("cancel", "--db", postgres.url());
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  !cancel.process().isAlive()
                      || postgres.is(
                          "select from pg_stat_activity where application_name = 'linkgrid'"
                              + " and state = 'idle'"));
      lock.rollback();
    }

    assertThat(cancel.finish().succeeded().out()).startsWith("The command of ");
    assertNoJobIsLeft();
    assertThat(jobs().get(0).path("state").asText()).isEqualTo("CANCELLED");
  }

  @Test
  void aLockWhoseConnectionIsCut_isTakenAgain_andNobodyGetsBetween() throws Exception {
    Underway run = start("cut");
    Finished other;
    try (Connection lock = postgres.catchInMidJob(run)) {
      postgres.execute(
          "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted"
              + " and classid = 1920298611");
      other = linkgrid.run(run("other"), List.of("--nodes", 1));
      lock.rollback();
    }

    assertThat(other.code()).as(other.err()).isEqualTo(5);
    assertThat(other.err())
        .contains("Another run is at work on the schema 'restaurants' of this database.");
    assertThat(run.finish().succeeded().err())
        .contains("The lock of this run was lost with its connection, and was taken again.");
    assertAsIfNothingHadHappened("cut");
  }

  @Test
  void oneOfThreeNodesThatIsToldToEnd_takesNothingWithIt() throws Exception {
    Process third = nodes.start().process();
    await().atMost(PATIENCE).until(() -> nodeCount() == 3);
    Underway run = start("two-left");
    run.awaitErr("train: started");

    third.destroy();

    assertThat(third.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(third.exitValue()).isZero();
    await().atMost(PATIENCE).until(() -> nodeCount() == 2);
    run.finish().succeeded();
    assertAsIfNothingHadHappened("two-left");
  }

  private static int nodeCount() {
    try (GridConnection grid = GridConnection.connect(CLUSTER, List.of(address))) {
      return grid.nodes();
    }
  }
}

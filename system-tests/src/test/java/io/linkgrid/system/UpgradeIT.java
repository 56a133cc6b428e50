package io.linkgrid.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.linkgrid.system.LinkgridCommand.Finished;
import io.linkgrid.system.LinkgridCommand.Underway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nodes of another build among those of a run. What that build does is not what ours does, and
 * nothing of it may be in the results: not what it makes of a row, nor what ours has left in the
 * grid and it would read in another way.
 */
class UpgradeIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Path HOME = Path.of(System.getenv("LINKGRID_HOME"));
  private static final String SUFFIXES = "io/linkgrid/clean/street-suffixes.tsv";
  private static final String MARK = "ELSEWAY";
  private static final String MARKED =
      "select from restaurants.mention where array_to_string(attributes, ' ') like '%"
          + MARK
          + "%'";
  private static final String NO_NODE_IS_CONNECTED =
      "select where not exists (select from pg_stat_activity where application_name ="
          + " 'linkgrid-node' and state <> 'idle')";

  @TempDir static Path directory;

  private static ChaosPostgres postgres;
  private static ChaosGrid grid;
  private static Path unlike;
  private static Map<String, String> files;
  private static Map<String, String> tables;

  @BeforeAll
  static void runUndisturbed() throws Exception {
    new LinkgridCommand(directory)
        .run(
            "generate",
            List.of("--entities", 300, "--records", 3_000),
            List.of("--seed", 3, "--out", "data"))
        .succeeded();
    postgres = new ChaosPostgres(directory.resolve("postgres-data"));
    grid = new ChaosGrid(directory);
    unlike =
        OtherBuild.unlike(
            directory.resolve("unlike"),
            SUFFIXES,
            text -> text.replaceAll("(?m)^([A-Z]+)\tmain", MARK + "$1\tmain"));
    start(HOME, "undisturbed").finish().succeeded();
    files = filesOf("undisturbed");
    tables = Tables.contents(postgres.settings());
  }

  @AfterAll
  static void stopAll() throws IOException {
    try {
      if (grid != null) {
        grid.close();
      }
    } finally {
      if (postgres != null) {
        postgres.close();
      }
    }
  }

  @BeforeEach
  void empty() throws Exception {
    grid.startFrom(HOME);
    grid.restore();
    postgres.empty();
  }

  private static Underway start(Path home, String out) throws IOException {
    return command(home)
        .start(
            List.of("run", "--a", "data/a.csv", "--b", "data/b.csv", "--out", out),
            List.of("--db", postgres.url(), "--grid", grid.addresses()));
  }

  private static LinkgridCommand command(Path home) {
    return new LinkgridCommand(directory, Map.of("HZ_CLUSTERNAME", grid.cluster()), home);
  }

  private static Map<String, String> filesOf(String out) throws IOException {
    return ResultTexts.of(directory.resolve(out));
  }

  private static void assertRefused(Finished refused) {
    assertThat(refused.code()).as(refused.err()).isEqualTo(4);
    assertThat(refused.err())
        .containsPattern(
            "The node 127\\.0\\.1\\.2[0-9]:[0-9]+ runs build [0-9a-f]{12}, but this command is build"
                + " [0-9a-f]{12}, so they may not understand each other\\. What was written is kept\\."
                + " Start all nodes from one build \\(scripts/stop-nodes, then scripts/start-nodes\\),"
                + " and run again with its command\\.\n$")
        .doesNotContain("Exception", "\tat ");
  }

  @Test
  void aNodeOfAnotherBuildThatJoins_endsTheRun_andItsCommandIsRefusedToo() throws Exception {
    Underway run = start(HOME, "joined");
    try (Connection lock = postgres.catchInMidJob(run)) {
      grid.startFrom(unlike);
      grid.startAnother();
      lock.rollback();
    }

    assertRefused(run.finish());
    assertRefused(start(unlike, "joined").finish());
    assertThat(grid.isIdle()).isTrue();
    assertThat(postgres.is(MARKED)).isFalse();

    grid.startFrom(HOME);
    grid.restore();
    assertThat(start(HOME, "joined").finish().succeeded().err())
        .contains("was begun before and goes on where it stopped.");
    assertThat(filesOf("joined")).isEqualTo(files);
    assertThat(Tables.contents(postgres.settings())).isEqualTo(tables);
  }

  /** Nobody looks at the nodes any more but the nodes themselves. */
  @Test
  void aJobWhoseCommandIsGone_endsWhenANodeOfAnotherBuildJoins() throws Exception {
    assertJobEnds(unlike);
  }

  /** It cannot even read the job. */
  @Test
  void aJobWhoseCommandIsGone_endsWhenANodeJoinsThatLacksItsClasses() throws Exception {
    assertJobEnds(
        OtherBuild.lacking(directory.resolve("lacking"), "io.linkgrid.processor.CleanProcessor"));
  }

  private static void assertJobEnds(Path other) throws Exception {
    Underway run = start(HOME, "alone");
    try (Connection lock = postgres.catchInMidJob(run)) {
      run.kill();
      grid.startFrom(other);
      grid.startAnother();
      lock.rollback();
    }

    await().atMost(PATIENCE).until(() -> grid.isIdle());
    await().atMost(PATIENCE).until(() -> postgres.is(NO_NODE_IS_CONNECTED));
    assertThat(postgres.is(MARKED)).isFalse();
    grid.startFrom(HOME);
    grid.restore();
    start(HOME, "alone").finish().succeeded();
    assertThat(filesOf("alone")).isEqualTo(files);
    assertThat(Tables.contents(postgres.settings())).isEqualTo(tables);
  }

  @Test
  void aReferenceThatAnotherBuildHasLoaded_isLoadedAnew() throws Exception {
    command(HOME)
        .run("generate", "--layout", "reference", "--entities", 90, "--records", 300, "--out", "r")
        .succeeded();
    List<String> rows = Files.readAllLines(directory.resolve("r/b.csv"));
    for (int part = 0; part < 3; part++) {
      List<String> some = rows.subList(1 + 30 * part, 31 + 30 * part);
      Files.writeString(
          directory.resolve("r/part-" + part + ".csv"),
          rows.get(0) + "\n" + String.join("\n", some) + "\n");
    }

    assertThat(link(HOME, 0).err()).contains("load: started");
    assertThat(link(HOME, 1).err()).doesNotContain("load: started");
    grid.upgrade(ChaosGrid.USUAL, new Random(1), Callable::call);
    grid.upgradeCommand();
    assertThat(link(grid.home(), 2).err()).contains("load: started");
    assertThat(
            command(grid.home())
                .run(
                    List.of("doctor", "--verify", "--db", postgres.url()),
                    List.of("--grid", grid.addresses()))
                .succeeded()
                .out())
        .doesNotContain("another build");
  }

  private static Finished link(Path home, int part) throws Exception {
    return command(home)
        .run(
            List.of("link", "--reference", "r/clean.csv", "--records", "r/part-" + part + ".csv"),
            List.of("--out", "r/out", "--db", postgres.url(), "--grid", grid.addresses()))
        .succeeded();
  }
}

package io.linkgrid.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkgrid.control.RunOrigin;
import io.linkgrid.database.Database;
import io.linkgrid.database.DatabaseSettings;
import io.linkgrid.database.PostgresExtension;
import io.linkgrid.grid.GridNames;
import io.linkgrid.grid.ReferenceManifest;
import io.linkgrid.job.LinkRun;
import io.linkgrid.job.RejectLimit;
import io.linkgrid.job.RunInputs;
import io.linkgrid.lookup.LinkedFiles;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.submit.GridConnection;
import io.linkgrid.watch.Handled.Outcome;
import io.linkgrid.watch.WatchSettings.Until;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Files arrive in a directory, and each is linked once, whatever is stopped meanwhile. */
@ExtendWith(PostgresExtension.class)
class DirectoryWatchIT {
  private static final int ROWS = 40;

  @TempDir static Path directory;
  private static LinkedFiles made;
  private static List<String> rows;
  private static GridConnection grid;
  private static int number;

  private Database database;
  private Path in;
  private Path done;
  private Path failed;
  private final List<Handled> handled = new ArrayList<>();
  private final List<String> said = new ArrayList<>();

  @BeforeAll
  static void start() throws IOException {
    grid = GridConnection.embedded();
    made = new LinkedFiles(directory, 200, 2_400, 11);
    rows = Files.readAllLines(made.file("B"));
  }

  @AfterAll
  static void stop() {
    grid.close();
  }

  @BeforeEach
  void linkAReference(DatabaseSettings settings) throws Exception {
    number++;
    database = Database.open(settings, "watched_" + number);
    made.link(database, grid, "A");
    in = Files.createDirectories(directory.resolve("in-" + number));
    done = in.resolve("done");
    failed = in.resolve("failed");
  }

  @AfterEach
  void close() {
    database.close();
  }

  /** The file of so many rows, counted from 0. */
  private Path drop(String name, int part) throws IOException {
    return Files.writeString(in.resolve(name), text(part));
  }

  private static String text(int part) {
    return String.join("\n", rows.subList(part * ROWS, (part + 1) * ROWS)) + "\n";
  }

  private GridLinking linking() {
    return linking(() -> grid);
  }

  private GridLinking linking(Supplier<GridConnection> connection) {
    return new GridLinking(
        new GridLinking.Settings(
            LinkedFiles.SPEC,
            directory.resolve("spool"),
            RunInputs.USUAL_MAX_PAIRS,
            RejectLimit.USUAL),
        database,
        connection,
        LinkedFiles.progress(),
        said::add,
        RunOrigin.here("watch", Map.of(), "nodes of its caller"));
  }

  private DirectoryWatch watch(Linking linking, Until until, Path... moves) {
    WatchSettings settings =
        new WatchSettings(
            WatchedDirectory.of(in.toString()),
            moves.length == 0 ? Optional.empty() : Optional.of(done),
            moves.length == 0 ? Optional.empty() : Optional.of(failed),
            Duration.ZERO,
            until);
    settings.prepare();
    return new DirectoryWatch(
        settings, database.jdbi(), linking, InstantSource.system(), said::add, handled::add);
  }

  private int once(Path... moves) throws Exception {
    handled.clear();
    return watch(linking(), Until.EMPTY, moves).run();
  }

  private List<String> outcomes() {
    return handled.stream().map(each -> each.outcome() + " " + each.file()).toList();
  }

  private long count(String sql) {
    return database.jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }

  private long recordsOfWatchedFiles() {
    return count(
        "select count(*) from source_record where file_id in (select file_id from watched_file)");
  }

  @Test
  void eachFileThatArrives_isLinkedOnce_andRemembered() throws Exception {
    drop("one.csv", 0);
    drop("two.csv", 1);

    assertThat(once()).isZero();
    assertThat(outcomes()).containsExactly("LINKED one.csv", "LINKED two.csv");
    assertThat(handled).allMatch(each -> each.linked().orElseThrow().counts().read() == ROWS);

    assertThat(once()).isZero();
    assertThat(outcomes()).isEmpty();
    drop("three.csv", 2);
    assertThat(once()).isZero();
    assertThat(outcomes()).containsExactly("LINKED three.csv");
    assertThat(recordsOfWatchedFiles()).isEqualTo(3 * ROWS);
    assertThat(count("select count(*) from run_attempt where command = 'watch'")).isEqualTo(3);
    assertThat(in.resolve("one.csv")).exists();
  }

  @Test
  void theSameContent_isNotLinkedTwice_andAChangedFileIsNoticed() throws Exception {
    drop("one.csv", 0);
    once();

    drop("copy.csv", 0);
    once();
    assertThat(handled).hasSize(1);
    assertThat(handled.get(0).outcome()).isEqualTo(Outcome.DUPLICATE);
    assertThat(handled.get(0).message())
        .isEqualTo("Its content was linked before, as one.csv; nothing was changed.");
    assertThat(recordsOfWatchedFiles()).isEqualTo(ROWS);

    drop("one.csv", 1);
    once();
    assertThat(outcomes()).containsExactly("CHANGED one.csv");
    assertThat(recordsOfWatchedFiles()).isEqualTo(2 * ROWS);

    // Written again as it is.
    drop("one.csv", 1);
    once();
    assertThat(outcomes()).containsExactly("DUPLICATE one.csv");
    assertThat(recordsOfWatchedFiles()).isEqualTo(2 * ROWS);
  }

  @Test
  void aPackedFile_leavesNothingOnTheDisk() throws Exception {
    try (OutputStream packed =
        new GZIPOutputStream(Files.newOutputStream(in.resolve("one.csv.gz")))) {
      packed.write(text(0).getBytes(UTF_8));
    }

    assertThat(once()).isZero();

    assertThat(outcomes()).containsExactly("LINKED one.csv.gz");
    assertThat(directory.resolve("spool")).isEmptyDirectory();
    assertThat(in.resolve("one.csv.gz")).exists();
  }

  @Test
  void whatACommandLinkedBefore_isADuplicate() throws Exception {
    Path file = drop("one.csv", 0);
    linking().link(file);

    once();

    assertThat(outcomes()).containsExactly("DUPLICATE one.csv");
    assertThat(handled.get(0).message())
        .isEqualTo("Its content was linked before, by another command; nothing was changed.");
  }

  @Test
  void aFileThatCannotBeUsed_goesAwayWithItsReason_andOthersAreLinked() throws Exception {
    drop("a.csv", 0);
    Files.writeString(in.resolve("b.csv"), "name,street\nAcme,Main\n");
    drop("c.csv", 1);

    assertThat(once(done, failed)).isEqualTo(1);

    assertThat(outcomes())
        .containsExactlyInAnyOrder("LINKED a.csv", "FAILED b.csv", "LINKED c.csv");
    assertThat(done).isDirectoryContaining("glob:**/a.csv").isDirectoryContaining("glob:**/c.csv");
    assertThat(failed.resolve("b.csv")).exists();
    assertThat(failed.resolve("b.csv.error")).content().contains("b.csv", "columns");
    assertThat(count("select count(*) from watched_file where state = 'FAILED' and message <> ''"))
        .isEqualTo(1);
    try (var left = Files.newDirectoryStream(in, "*.csv")) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void aGridThatIsAway_isWaitedFor_andAFileOfTrouble_letsOthersGoFirst() throws Exception {
    drop("a.csv", 0);
    drop("b.csv", 1);
    GridLinking real = linking();
    List<String> asked = new ArrayList<>();
    DirectoryWatch[] watch = new DirectoryWatch[1];
    Linking flaky =
        file -> {
          asked.add(String.valueOf(file.getFileName()));
          if (asked.size() == 1) {
            throw new LinkgridException(Kind.GRID, "No grid.");
          }
          LinkRun.Linked linked = real.link(file);
          if (asked.size() == 3) {
            watch[0].stop();
          }
          return linked;
        };
    watch[0] = watch(flaky, Until.STOPPED);

    assertThat(watch[0].run()).isZero();

    String first = asked.get(0);
    String other = first.equals("a.csv") ? "b.csv" : "a.csv";
    assertThat(asked).containsExactly(first, other, first);
    assertThat(outcomes()).containsExactly("LINKED " + other, "LINKED " + first);
    assertThat(said)
        .containsSubsequence(
            "No grid. Waiting; tried again in 1 s.", "It answers again; going on.");
  }

  @Test
  void aWatchThatEndsByItself_doesNotWait() throws Exception {
    drop("a.csv", 0);

    DirectoryWatch watch =
        watch(
            file -> {
              throw new LinkgridException(Kind.DATABASE, "Postgres is away.");
            },
            Until.EMPTY);

    assertThatThrownBy(watch::run).hasMessage("Postgres is away.");
    assertThat(once()).isZero();
    assertThat(outcomes()).containsExactly("LINKED a.csv");
  }

  @Test
  void aFaultOfOurs_isTriedAgain_andThenTheFileFails() throws Exception {
    drop("a.csv", 0);
    List<Path> asked = new ArrayList<>();
    DirectoryWatch[] watch = new DirectoryWatch[1];
    Linking broken =
        file -> {
          asked.add(file);
          throw new IllegalStateException("odd");
        };
    watch[0] =
        new DirectoryWatch(
            new WatchSettings(
                WatchedDirectory.of(in.toString()),
                Optional.empty(),
                Optional.empty(),
                Duration.ZERO,
                Until.STOPPED),
            database.jdbi(),
            broken,
            InstantSource.system(),
            said::add,
            each -> {
              handled.add(each);
              watch[0].stop();
            });

    assertThat(watch[0].run()).isEqualTo(1);

    assertThat(asked).hasSize(3);
    assertThat(handled.get(0).message())
        .isEqualTo("linkgrid stopped by a fault of its own: java.lang.IllegalStateException: odd");
  }

  @Test
  void aFileThatIsWrittenWhileItIsLinked_isNoFailure_andIsLookedAtAgain() throws Exception {
    Path file = drop("a.csv", 0);
    GridLinking real = linking();
    List<Path> asked = new ArrayList<>();
    Linking disturbed =
        path -> {
          asked.add(path);
          if (asked.size() == 1) {
            Files.writeString(file, text(0) + text(1));
            throw new LinkgridException(Kind.DATA, "a.csv has changed during the run.");
          }
          return real.link(path);
        };

    assertThat(watch(disturbed, Until.EMPTY).run()).isZero();

    assertThat(outcomes()).containsExactly("LINKED a.csv");
    assertThat(said)
        .contains("a.csv changed while it was linked, so it was not whole; it is looked at again.");
    assertThat(recordsOfWatchedFiles()).isEqualTo(2 * ROWS);
  }

  /** Killed after the file was linked, and before that was written down. */
  @Test
  void aWatchThatWasKilled_goesOnWithItsFile_andLinksNothingTwice() throws Exception {
    drop("a.csv", 0);
    drop("b.csv", 1);
    GridLinking real = linking();
    Linking killed =
        file -> {
          real.link(file);
          throw new Error("killed");
        };
    assertThatThrownBy(() -> watch(killed, Until.EMPTY, done).run()).hasMessage("killed");
    assertThat(count("select count(*) from watched_file where state = 'LINKING'")).isEqualTo(1);

    assertThat(once(done)).isZero();

    assertThat(outcomes()).containsExactlyInAnyOrder("LINKED a.csv", "LINKED b.csv");
    assertThat(recordsOfWatchedFiles()).isEqualTo(2 * ROWS);
    assertThat(count("select count(*) from run where state <> 'DONE'")).isZero();
  }

  /** Killed after it was written down, and before the file was moved. */
  @Test
  void aFileThatIsDoneAndStillThere_isMovedAtTheNextStart() throws Exception {
    drop("a.csv", 0);
    once();

    assertThat(once(done, failed)).isZero();

    assertThat(outcomes()).isEmpty();
    assertThat(done.resolve("a.csv")).exists();
    assertThat(in.resolve("a.csv")).doesNotExist();
  }

  /** What joins the reference is told to the grid, and gives what loading it anew gives. */
  @Test
  void whatFilesAdd_joinsWhatTheGridHolds_andTheLinksAreThoseOfAReferenceLoadedAnew(
      DatabaseSettings settings) throws Exception {
    for (int part = 0; part < 5; part++) {
      drop("part-" + part + ".csv", part);
    }
    // The first file finds the reference loaded by nobody.
    once();
    long base = manifest(database).version();
    for (int part = 5; part < 9; part++) {
      drop("part-" + part + ".csv", part);
    }
    once();
    assertThat(manifest(database).version()).isEqualTo(base);
    Map<String, String> grown = tables(database);

    try (Database other = Database.open(settings, "watched_anew_" + number)) {
      made.link(other, grid, "A");
      Database first = database;
      database = other;
      try {
        for (int part = 0; part < 9; part++) {
          grid.hz()
              .<String, ReferenceManifest>getMap(GridNames.MANIFESTS)
              .delete(other.address().schema());
          linking().link(in.resolve("part-" + part + ".csv"));
        }
      } finally {
        database = first;
      }
      assertThat(tables(other)).isEqualTo(grown);
    }
  }

  private static ReferenceManifest manifest(Database of) {
    return grid.hz()
        .<String, ReferenceManifest>getMap(GridNames.MANIFESTS)
        .get(of.address().schema());
  }

  private static Map<String, String> tables(Database of) {
    Map<String, String> sums = new LinkedHashMap<>();
    for (String columns :
        List.of(
            "mention_id, entity_id, decision, probability, weight, runner_up_entity_id from link",
            "entity_id, attributes, mentions, rows from entity",
            "file_id, row_no, mention_id from source_record")) {
      sums.put(
          columns,
          of.jdbi()
              .withHandle(
                  handle ->
                      handle
                          .createQuery(
                              "select count(*) || ' ' || md5(string_agg(t::text, '|' order by t::text))"
                                  + " from (select "
                                  + columns
                                  + ") t")
                          .mapTo(String.class)
                          .one()));
    }
    return sums;
  }

  @Test
  void aSchemaWithoutAModel_isRefused(DatabaseSettings settings) {
    try (Database empty = Database.open(settings, "watched_empty_" + number)) {
      Database before = database;
      database = empty;
      try {
        assertThatThrownBy(() -> linking().refuseWithoutModel())
            .isInstanceOfSatisfying(
                LinkgridException.class, e -> assertThat(e.kind()).isEqualTo(Kind.USAGE))
            .hasMessage(
                "The schema 'watched_empty_"
                    + number
                    + "' has no model yet, by which files that arrive could be linked. Link the"
                    + " reference and a first file with 'linkgrid link' or 'linkgrid run', or give"
                    + " --model.");
      } finally {
        database = before;
      }
    }
  }
}

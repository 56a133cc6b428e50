package io.linkgrid.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.map.IMap;
import io.linkgrid.database.Database;
import io.linkgrid.database.DatabaseSettings;
import io.linkgrid.database.PostgresExtension;
import io.linkgrid.database.RunLock;
import io.linkgrid.generate.Generator;
import io.linkgrid.generate.GeneratorSettings;
import io.linkgrid.grid.BlockKey;
import io.linkgrid.grid.GridNames;
import io.linkgrid.grid.MentionBlock;
import io.linkgrid.job.ReferenceCheck.Finding;
import io.linkgrid.job.ReferenceCheck.Outcome;
import io.linkgrid.report.Progress;
import io.linkgrid.spec.SpecReader;
import io.linkgrid.spec.SpecText;
import io.linkgrid.submit.GridConnection;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a grid holds after a run, as it is and after somebody laid hands on it. */
@ExtendWith(PostgresExtension.class)
class ReferenceCheckIT {
  private static final String SCHEMA = "checked_grid";
  private static final SpecText SPEC = SpecReader.builtIn("restaurants").orElseThrow();

  @TempDir Path directory;
  private DatabaseSettings settings;
  private GridConnection grid;
  private ReferenceCheck check;
  private Path data;

  @BeforeEach
  void runAAndB(DatabaseSettings shared) throws Exception {
    settings = shared;
    grid = GridConnection.embedded();
    data = directory.resolve("data");
    Generator.write(
        new GeneratorSettings(GeneratorSettings.Layout.INSPECTIONS, 100, 1_000, 4, 0.3, 0, 0.5),
        data);
    check = new ReferenceCheck(grid, settings);
    try (Database database = Database.open(settings, SCHEMA)) {
      run(database, "a.csv", "A");
      run(database, "b.csv", "B");
      // What B added has joined what the grid holds.
      assertThat(finding().outcome()).as(finding().text()).isEqualTo(Outcome.SAME);
      assertThat(finding().text())
          .matches(
              "version \\d+ and [1-9][0-9,]* mentions that joined: [1-9][0-9,]* mentions of"
                  + " [1-9][0-9,]* entities under [1-9][0-9,]* partition keys, as in Postgres");
    }
  }

  /** As it was before B joined. */
  private void beforeB() {
    try (Database database = Database.open(settings, SCHEMA)) {
      forgetThatBIsLinked(database);
    }
  }

  @AfterEach
  void stop() {
    grid.close();
    try (Database database = Database.open(settings, SCHEMA)) {
      database.jdbi().useHandle(handle -> handle.execute("drop schema " + SCHEMA + " cascade"));
    }
  }

  private void run(Database database, String file, String role) throws Exception {
    List<String> notices = new ArrayList<>();
    new LinkRun(
            new RunInputs(
                List.of(new RunInputs.RecordFile(role, data.resolve(file))),
                List.of(),
                SPEC,
                directory.resolve("out"),
                directory.resolve("spool")),
            database,
            () -> grid,
            Progress.on(new PrintStream(OutputStream.nullOutputStream()), false, false),
            notices::add)
        .run();
  }

  /** As it was when the grid held the reference to which B was linked. */
  private static void forgetThatBIsLinked(Database database) {
    database
        .jdbi()
        .useHandle(
            handle -> {
              handle.execute("update source_file set state = 'LANDED' where role = 'B'");
              handle.execute("update reference_version set version = version - 1");
              handle.execute("update run set state = 'FAILED'");
            });
  }

  private IMap<BlockKey, MentionBlock> blocks() {
    return grid.hz().getMap(GridNames.reference(SCHEMA));
  }

  private BlockKey smallest() {
    return blocks().keySet().stream()
        .min(Comparator.comparing(BlockKey::partitionKey))
        .orElseThrow();
  }

  private Finding finding() {
    List<Finding> findings = check.findings();
    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).schema()).isEqualTo(SCHEMA);
    return findings.get(0);
  }

  @Test
  void whatJoined_andIsGoneOrAnother_isNamed() {
    IMap<Long, MentionBlock> recent = grid.hz().getMap(GridNames.recent(SCHEMA));
    MentionBlock joined = recent.get(1L);
    String[] values = joined.values().clone();
    values[0] = values[0] + " & sons";
    recent.set(1L, new MentionBlock(joined.entities(), joined.mentions(), values));

    assertThat(finding().outcome()).isEqualTo(Outcome.DIFFERENT);
    assertThat(finding().text()).contains(" blocks differ: '");

    recent.delete(1L);

    assertThat(finding().outcome()).isEqualTo(Outcome.DIFFERENT);
    assertThat(finding().text()).contains("its manifest says ", " mentions, and Postgres has ");
    assertThat(check.repair(SCHEMA).outcome()).isEqualTo(Outcome.SAME);
    assertThat(finding().text()).matches("version \\d+: .*, as in Postgres");
  }

  @Test
  void aBlockThatIsGone_afterOthersHaveJoined_isNamedAsWell() {
    BlockKey key = smallest();
    blocks().delete(key);

    assertThat(finding().outcome()).as(finding().text()).isEqualTo(Outcome.DIFFERENT);
    assertThat(finding().text()).contains(" blocks differ: '" + key.partitionKey() + "' ");
  }

  @Test
  void whatIsNotWhatPostgresHas_isStale() {
    try (Database database = Database.open(settings, SCHEMA)) {
      database
          .jdbi()
          .useHandle(
              handle -> handle.execute("update reference_version set version = version + 1"));
    }

    assertThat(finding().outcome()).isEqualTo(Outcome.STALE);
    assertThat(finding().text()).contains("entities changed since");
  }

  @Test
  void whatWasLoaded_isTheSameAsInPostgres() {
    beforeB();
    assertThat(finding().outcome()).as(finding().text()).isEqualTo(Outcome.SAME);
    assertThat(finding().text())
        .matches(
            "version \\d+: [1-9][0-9,]* mentions of [1-9][0-9,]* entities under [1-9][0-9,]*"
                + " partition keys, as in Postgres");
  }

  @Test
  void aBlockThatIsGone_isNamed_andLoadedAnew() {
    beforeB();
    BlockKey key = smallest();
    int size = blocks().get(key).size();
    blocks().delete(key);

    assertThat(finding().outcome()).isEqualTo(Outcome.DIFFERENT);
    assertThat(finding().text())
        .contains(
            " blocks differ: '"
                + key.partitionKey()
                + "' of "
                + size
                + " mentions is not in the grid")
        .endsWith(
            ". The entities are safe in Postgres; 'linkgrid doctor --verify --repair' loads them"
                + " anew.");

    assertThat(check.repair(SCHEMA).outcome()).isEqualTo(Outcome.SAME);

    assertThat(blocks().get(key).size()).isEqualTo(size);
    assertThat(finding().text()).endsWith("partition keys, as in Postgres");
  }

  @Test
  void whileARunIsAtWork_nothingIsRepaired() {
    beforeB();
    try (Database database = Database.open(settings, SCHEMA);
        RunLock lock = RunLock.take(database)) {
      lock.keep();
      assertThatThrownBy(() -> check.repair(SCHEMA))
          .hasMessageStartingWith("Another run is at work on the schema '" + SCHEMA + "'");
    }
    assertThat(finding().outcome()).isEqualTo(Outcome.SAME);
  }

  @Test
  void aBlockWithAnotherValue_isNamed() {
    beforeB();
    BlockKey key = smallest();
    MentionBlock block = blocks().get(key);
    String[] values = block.values().clone();
    values[0] = values[0] + " & sons";
    blocks().set(key, new MentionBlock(block.entities(), block.mentions(), values));

    assertThat(finding().text())
        .contains(
            "'" + key.partitionKey() + "' has other mentions than in Postgres, though as many");
  }

  @Test
  void aManifestWithoutABlock_isNoReasonToAnswer_theRunLoadsItAgain() throws Exception {
    beforeB();
    blocks().delete(smallest());
    try (Database database = Database.open(settings, SCHEMA)) {
      run(database, "b.csv", "B");
      forgetThatBIsLinked(database);
    }

    assertThat(finding().outcome()).as(finding().text()).isEqualTo(Outcome.SAME);
  }

  @Test
  void aSchemaThatWasDropped_isStale() {
    try (Database database = Database.open(settings, SCHEMA)) {
      database.jdbi().useHandle(handle -> handle.execute("drop schema " + SCHEMA + " cascade"));
    }

    assertThat(finding().outcome()).isEqualTo(Outcome.STALE);
    assertThat(finding().text()).contains("has no such schema: it was dropped");

    assertThat(check.repair(SCHEMA).text()).isEqualTo("the grid has forgotten it");
    assertThat(check.findings()).isEmpty();
  }
}

package io.linkgrid.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkgrid.database.Database;
import io.linkgrid.database.DatabaseSettings;
import io.linkgrid.database.PostgresExtension;
import io.linkgrid.generate.Generator;
import io.linkgrid.generate.GeneratorSettings;
import io.linkgrid.report.Progress;
import io.linkgrid.report.RunSummary;
import io.linkgrid.spec.SpecReader;
import io.linkgrid.submit.GridConnection;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that go on running, while what they hold comes from one database and then another. */
@ExtendWith(PostgresExtension.class)
class ReusedGridIT {
  private static final String SCHEMA = "reused_grid";

  @TempDir static Path directory;
  private static GridConnection fresh;
  private static GridConnection reused;

  @BeforeAll
  static void start() {
    reused = GridConnection.embedded();
    fresh = GridConnection.embedded();
  }

  @AfterAll
  static void stop() {
    reused.close();
    fresh.close();
  }

  /**
   * After the schema was dropped, its reference is at the same version as before, with other
   * businesses. What the nodes kept of the earlier one must not answer.
   */
  @Test
  void aDatabaseThatBeganAnew_isNotAnsweredFromTheOneBefore(DatabaseSettings settings)
      throws Exception {
    Path before = invent(1);
    Path after = invent(2);
    try (Database database = Database.open(settings, SCHEMA)) {
      run(before, database, reused);
      database.jdbi().useHandle(handle -> handle.execute("drop schema " + SCHEMA + " cascade"));
    }
    RunSummary again;
    try (Database database = Database.open(settings, SCHEMA)) {
      again = run(after, database, reused);
    }
    try (Database database = Database.open(settings, SCHEMA + "_fresh")) {
      RunSummary expected = run(after, database, fresh);

      assertThat(again.linksSha256()).isEqualTo(expected.linksSha256());
      assertThat(again.pairsCompared()).isEqualTo(expected.pairsCompared());
    }
  }

  private static Path invent(long seed) {
    Path out = directory.resolve("seed-" + seed);
    Generator.write(
        new GeneratorSettings(GeneratorSettings.Layout.INSPECTIONS, 100, 1_000, seed, 0.3, 0, 0.5),
        out);
    return out;
  }

  private static RunSummary run(Path data, Database database, GridConnection grid)
      throws Exception {
    RunInputs inputs =
        new RunInputs(
            List.of(
                new RunInputs.RecordFile("A", data.resolve("a.csv")),
                new RunInputs.RecordFile("B", data.resolve("b.csv"))),
            List.of(),
            SpecReader.builtIn("restaurants").orElseThrow(),
            directory.resolve("out"),
            directory.resolve("spool"));
    PrintStream nobody = new PrintStream(OutputStream.nullOutputStream());
    return new LinkRun(
            inputs, database, () -> grid, Progress.on(nobody, false, false), sentence -> {})
        .run();
  }
}

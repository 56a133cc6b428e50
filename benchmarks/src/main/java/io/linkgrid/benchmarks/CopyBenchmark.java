package io.linkgrid.benchmarks;

import io.linkgrid.bench.BenchDatabase;
import io.linkgrid.bench.ScratchDirectory;
import io.linkgrid.sink.CopyTable;
import io.linkgrid.sink.CopyTable.OnConflict;
import io.linkgrid.sink.CopyWriter;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Rows of some 155 bytes into an embedded Postgres by linkgrid's own writer; time a row, the
 * server's work and the commit included.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "-Dlogback.configurationFile=logback-cli.xml")
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class CopyBenchmark {
  private static final int ROWS = 20_000;
  private static final String TEXT = "Candicake Clanclukli, 1845 Narnir St, San Francisco, CA ";

  /** FAIL copies into the table; KEEP goes by a staging table, so that a row may be there. */
  @Param({"FAIL", "KEEP"})
  public OnConflict onConflict;

  private ScratchDirectory scratch;
  private BenchDatabase database;
  private Connection connection;
  private CopyTable table;

  /** Starts a server and makes the table. */
  @Setup
  public void start() throws IOException, SQLException {
    scratch = new ScratchDirectory(MadeMentions.temporary(), "linkgrid-jmh-").deletedOnExit();
    database = BenchDatabase.open(Optional.empty(), scratch.path());
    connection = database.database().dataSource().getConnection();
    execute(
        "create table copied (id bigint primary key, name text, address text, weight double"
            + " precision)");
    table =
        new CopyTable(
            "copied",
            List.of("id", "name", "address", "weight"),
            onConflict == OnConflict.FAIL ? List.of() : List.of("id"),
            onConflict);
  }

  /** Empties the table. */
  @Setup(Level.Invocation)
  public void empty() throws SQLException {
    execute("truncate copied");
  }

  /** Stops the server. */
  @TearDown
  public void stop() throws SQLException {
    connection.close();
    database.close();
    scratch.close();
  }

  /** Writes all rows and commits them. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public long copy() {
    try (CopyWriter writer = new CopyWriter(connection, table, CopyWriter.USUAL_BATCH)) {
      for (int row = 0; row < ROWS; row++) {
        writer.integer(row).text(TEXT).text(TEXT).number(row / 3.0).endRow();
      }
      writer.flush();
      return writer.written();
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}

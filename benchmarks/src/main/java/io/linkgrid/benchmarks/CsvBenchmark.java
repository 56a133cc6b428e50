package io.linkgrid.benchmarks;

import io.linkgrid.bench.ScratchDirectory;
import io.linkgrid.source.Chunk;
import io.linkgrid.source.ChunkReader;
import io.linkgrid.source.FileSurvey;
import io.linkgrid.source.SurveyedFile;
import io.linkgrid.spec.LinkSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** linkgrid's own reader of CSV, from the file system's cache; time a row of some 200 bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "-Dlogback.configurationFile=logback-cli.xml")
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class CsvBenchmark {
  private static final int ROWS = 50_000;

  private ScratchDirectory scratch;
  private LinkSpec spec;
  private Path file;
  private SurveyedFile surveyed;
  private ChunkReader reader;

  /** Writes the file and surveys it. */
  @Setup
  public void write() throws IOException {
    scratch = new ScratchDirectory(MadeMentions.temporary(), "linkgrid-jmh-").deletedOnExit();
    spec = MadeMentions.weighted();
    MadeMentions.write(ROWS, ROWS, scratch.path());
    file = scratch.path().resolve("b.csv");
    surveyed = survey();
    reader = new ChunkReader(surveyed, spec.format().columns());
  }

  /** Throws the file away. */
  @TearDown
  public void delete() {
    scratch.close();
  }

  /** Looks through the file once: its hash, character set, layout, rows and chunks. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public SurveyedFile survey() {
    return FileSurvey.survey(file, "records", spec.format(), scratch.path(), bytes -> {});
  }

  /** Reads all rows by their chunks. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public void parse(Blackhole hole) throws IOException {
    for (Chunk chunk : surveyed.chunks()) {
      reader.read(chunk, hole::consume, hole::consume);
    }
  }
}

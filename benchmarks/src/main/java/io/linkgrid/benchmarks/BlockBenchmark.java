package io.linkgrid.benchmarks;

import io.linkgrid.blocking.Keys;
import io.linkgrid.comparison.MentionComparison;
import io.linkgrid.index.IndexedMention;
import io.linkgrid.index.PreparedBlock;
import io.linkgrid.model.Mention;
import io.linkgrid.scoring.Evidence;
import io.linkgrid.scoring.PairScorer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A probe against a prepared block in which all share one zip, as the first rule of restaurants
 * does it: pruned at the floor, from nothing known.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class BlockBenchmark {
  private static final int PROBES = 1_000;
  private static final int ZIP_RULE = 0;
  private static final Keys KEYS = new Keys(new long[] {1}, new short[] {0});

  /** How many entities the block has. */
  @Param({"100", "1000", "10000", "100000"})
  public int entities;

  private PreparedBlock block;
  private PairScorer scorer;
  private List<IndexedMention> probes;
  private int next;

  /** Prepares the block and the probes. */
  @Setup
  public void prepare() throws IOException {
    MadeMentions made = MadeMentions.of(entities, PROBES);
    MentionComparison comparison = new MentionComparison(made.spec());
    scorer = new PairScorer(made.spec(), comparison);
    block = new PreparedBlock(indexed(comparison, made.reference()), hash -> true);
    probes = indexed(comparison, made.records());
  }

  /** Sends the next probe through the block. */
  @Benchmark
  public PreparedBlock.Answer probe() {
    next = (next + 1) % probes.size();
    return block.probe(probes.get(next), ZIP_RULE, Evidence.NONE, scorer);
  }

  /** Mentions whose one key is the zip that they share. */
  private static List<IndexedMention> indexed(
      MentionComparison comparison, List<Mention> mentions) {
    return mentions.stream()
        .map(mention -> new IndexedMention(mention.id(), comparison.prepare(mention), KEYS))
        .toList();
  }
}

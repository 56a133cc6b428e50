package io.linkgrid.benchmarks;

import io.linkgrid.blocking.BlockingKey;
import io.linkgrid.index.IndexedMention;
import io.linkgrid.index.PreparedBlock;
import io.linkgrid.model.Mention;
import io.linkgrid.scoring.Candidate;
import io.linkgrid.scoring.Evidence;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The matching of real files in one thread without grid or database: each probe through the blocks
 * of all its keys, as in a run, then the pairs within every tenth block with no floor, so that each
 * pair is scored to the end. Prints pairs per second of CPU time of the thread, and a checksum of
 * all weights, which must never change.
 */
public final class MatchingLoop {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final double NO_FLOOR = Double.NEGATIVE_INFINITY;
  private static final int EVERY = 10;

  private final PrintStream out;
  private final Blocks blocks;
  private final List<IndexedMention> probes = new ArrayList<>();
  private final List<List<BlockingKey>> keys = new ArrayList<>();
  private long pairs;
  private long checksum;

  private MatchingLoop(PrintStream out, MadeFiles files) {
    this.out = out;
    long start = cpu();
    blocks = new Blocks(files.spec(), files.reference());
    report("blocks prepared, mentions", files.reference().size(), start);
    start = cpu();
    for (Mention probe : files.probes()) {
      List<BlockingKey> ofProbe = blocks.keys(probe);
      keys.add(ofProbe);
      probes.add(blocks.indexed(probe));
    }
    report("probes prepared", probes.size(), start);
  }

  /**
   * Measures.
   *
   * @param args reference file, records file, the model.json of their run, number of rounds, and of
   *     rounds of all comparisons where that is another one
   */
  public static void main(String[] args) throws IOException {
    MatchingLoop loop =
        new MatchingLoop(
            System.out, MadeFiles.read(Path.of(args[0]), Path.of(args[1]), Path.of(args[2])));
    int rounds = Integer.parseInt(args[3]);
    // Not in turn: a block keeps the indexes of one floor, as on a node, where there is only one.
    for (int round = 0; round < rounds; round++) {
      loop.match();
    }
    int ofAll = args.length > 4 ? Integer.parseInt(args[4]) : rounds;
    for (int round = 0; round < ofAll; round++) {
      loop.scoreAll();
    }
  }

  private void match() {
    pairs = 0;
    checksum = 0;
    long start = cpu();
    for (int i = 0; i < probes.size(); i++) {
      Evidence evidence = Evidence.NONE;
      for (int position = 0; position < keys.get(i).size(); position++) {
        PreparedBlock block = blocks.of(keys.get(i).get(position));
        if (block != null) {
          PreparedBlock.Answer answer =
              block.probe(probes.get(i), position, evidence, blocks.scorer());
          evidence = answer.evidence();
          pairs += answer.pairs();
        }
      }
      for (Candidate candidate : evidence.best()) {
        add(candidate.entity(), candidate.weight());
      }
    }
    report("match, pairs", pairs, start);
  }

  private void scoreAll() {
    pairs = 0;
    checksum = 0;
    long start = cpu();
    int number = 0;
    for (PreparedBlock block : blocks.all()) {
      if (number++ % EVERY == 0) {
        pairs += block.pairs(NO_FLOOR, blocks.scorer(), (one, other, weight) -> sum(weight));
      }
    }
    report("all comparisons, pairs", pairs, start);
  }

  private void add(long entity, double weight) {
    checksum = checksum * 31 + (entity ^ Double.doubleToRawLongBits(weight));
  }

  /** In any order: the groups of a block have none. */
  private void sum(double weight) {
    checksum += Double.doubleToRawLongBits(weight);
  }

  private static long cpu() {
    return THREADS.getCurrentThreadCpuTime();
  }

  private void report(String what, long count, long start) {
    double seconds = (cpu() - start) / 1e9;
    out.printf(
        Locale.ROOT,
        "%-30s %,12d  %7.3f CPU s  %,12.0f /CPU s  checksum %016x%n",
        what,
        count,
        seconds,
        count / seconds,
        checksum);
  }
}

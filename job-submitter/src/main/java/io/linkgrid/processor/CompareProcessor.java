package io.linkgrid.processor;

import com.hazelcast.jet.core.Processor;
import com.hazelcast.jet.core.metrics.Metrics;
import io.linkgrid.blocking.KeyMaker;
import io.linkgrid.comparison.MentionComparison;
import io.linkgrid.grid.ClusterMember;
import io.linkgrid.grid.MemberBatch;
import io.linkgrid.grid.NodeWork;
import io.linkgrid.index.IndexedMention;
import io.linkgrid.index.PreparedBlock;
import io.linkgrid.scoring.PairScorer;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.SpecText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares new mentions among themselves, block by block, when all have arrived. Gives the pairs
 * that match as numbers: left id, right id, the bits of the weight.
 */
public final class CompareProcessor extends BlockingProcessor {
  private static final int PAIRS = 1_000;

  private final SpecText specText;
  private MentionComparison comparison;
  private PairScorer scorer;
  private double atLeast;
  private NodeWork work;
  private BlockGatherer gatherer;

  /** A mention that lies in several blocks here is prepared once. */
  private final Map<Long, IndexedMention> prepared = new HashMap<>();

  private final long[] alike = new long[PAIRS * 3];
  private int filled;

  /** Compares by a spec. */
  public CompareProcessor(SpecText specText) {
    this.specText = specText;
  }

  @Override
  protected void begin(Processor.Context context) {
    LinkSpec spec = spec(context, specText);
    work = work(context);
    comparison = new MentionComparison(spec);
    scorer = new PairScorer(spec, comparison);
    atLeast = PairScorer.weight(spec.foundProbability());
    gatherer = new BlockGatherer(new KeyMaker(spec), new Routes(context.hazelcastInstance()));
  }

  @Override
  protected boolean tryProcess(int ordinal, Object item) {
    gatherer.add((MemberBatch) item);
    return true;
  }

  @Override
  protected boolean finish() {
    for (BlockGatherer.Block block : gatherer.blocks().values()) {
      long pairs = prepared(block).pairs(atLeast, scorer, this::collect);
      Metrics.metric(JobMetrics.PAIRS).increment(pairs);
      work.add(NodeWork.Kind.PAIRS_FOUNDING, pairs);
    }
    flush();
    return true;
  }

  private PreparedBlock prepared(BlockGatherer.Block block) {
    List<IndexedMention> indexed = new ArrayList<>(block.members().size());
    for (ClusterMember member : block.members()) {
      indexed.add(
          prepared.computeIfAbsent(
              member.mention().id(),
              id ->
                  new IndexedMention(
                      member.cluster(), comparison.prepare(member.mention()), member.keys())));
    }
    return new PreparedBlock(indexed, block.keys()::contains);
  }

  private void collect(long left, long right, double weight) {
    alike[filled++] = left;
    alike[filled++] = right;
    alike[filled++] = Double.doubleToRawLongBits(weight);
    if (filled == alike.length) {
      flush();
    }
  }

  private void flush() {
    if (filled > 0) {
      emit(0, Arrays.copyOf(alike, filled));
      filled = 0;
    }
  }
}

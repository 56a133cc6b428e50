package io.linkgrid.processor;

import com.hazelcast.jet.core.Processor;
import com.hazelcast.jet.core.metrics.Metrics;
import io.linkgrid.blocking.KeyHashes;
import io.linkgrid.blocking.KeyMaker;
import io.linkgrid.comparison.MentionComparison;
import io.linkgrid.comparison.PreparedMention;
import io.linkgrid.grid.ClusterMember;
import io.linkgrid.grid.MemberBatch;
import io.linkgrid.grid.NodeWork;
import io.linkgrid.index.IndexedMention;
import io.linkgrid.index.PreparedBlock;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.SpecText;
import io.linkgrid.training.TrainingPairs.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares the probes of a sample with what shares a blocking key, at the owners of the keys, when
 * all have arrived. Input 0 brings the reference, input 1 the probes; where there is one set, it
 * comes by input 0 and is both. Gives candidate pairs that look the same together, as numbers:
 * probe, pattern, the bits of the rarity, count.
 */
public final class PatternProcessor extends BlockingProcessor {
  private static final int NUMBERS = 4;
  private static final int FULL = 4_000;

  private final SpecText counted;
  private final TrainingTask task;
  private final Set<Long> labelled;
  private MentionComparison comparison;
  private NodeWork work;

  /** A mention that lies in several blocks here is prepared once. */
  private final Map<Long, PreparedMention> preparedMentions = new HashMap<>();

  private BlockGatherer reference;
  private BlockGatherer probes;
  private final long[] found = new long[FULL];
  private int filled;

  /** Compares by a spec whose values were counted. */
  public PatternProcessor(SpecText counted, TrainingTask task) {
    this.counted = counted;
    this.task = task;
    labelled = task.labelled();
  }

  @Override
  protected void begin(Processor.Context context) {
    LinkSpec spec = spec(context, counted);
    work = work(context);
    comparison = new MentionComparison(spec);
    KeyMaker keyMaker = new KeyMaker(spec);
    Routes routes = new Routes(context.hazelcastInstance());
    reference = new BlockGatherer(keyMaker, routes);
    probes = task.oneSet() ? reference : new BlockGatherer(keyMaker, routes);
  }

  @Override
  protected boolean tryProcess(int ordinal, Object item) {
    (ordinal == 0 ? reference : probes).add((MemberBatch) item);
    return true;
  }

  @Override
  protected boolean finish() {
    for (BlockGatherer.Block block : probes.blocks().values()) {
      List<ClusterMember> looked =
          block.members().stream().filter(p -> isCompared(p.mention().id())).toList();
      BlockGatherer.Block there = reference.blocks().get(block.partitionKey());
      if (!looked.isEmpty() && there != null) {
        compare(block, looked, there.members());
      }
    }
    flush();
    // Also when nothing was found: it shows the learner where it is.
    emit(0, new long[0]);
    return true;
  }

  /** Of two sets only these have come. */
  private boolean isCompared(long mention) {
    return !task.oneSet() || task.sample().contains(mention) || labelled.contains(mention);
  }

  private void compare(
      BlockGatherer.Block block, List<ClusterMember> looked, List<ClusterMember> there) {
    KeyHashes here = new KeyHashes();
    looked.forEach(member -> probes.keysUnder(block, member, here));
    // Where few are looked at, most of a block has no key in common with any of them.
    List<IndexedMention> met = new ArrayList<>();
    for (ClusterMember member : there) {
      if (here.containsAny(member.keys())) {
        met.add(indexed(member));
      }
    }
    PreparedBlock prepared = new PreparedBlock(met, here::contains);
    long pairs = 0;
    for (ClusterMember member : looked) {
      IndexedMention probe = indexed(member);
      Map<Kind, Integer> kinds = new HashMap<>();
      for (int position = 0; position < probe.keys().size(); position++) {
        if (here.contains(probe.keys().hash(position))) {
          pairs +=
              prepared.candidates(
                  probe, position, other -> kinds.merge(kind(probe, other), 1, Integer::sum));
        }
      }
      kinds.forEach((kind, count) -> collect(member.mention().id(), kind, count));
    }
    Metrics.metric(JobMetrics.PAIRS).increment(pairs);
    work.add(NodeWork.Kind.PAIRS_LEARNING, pairs);
  }

  private Kind kind(IndexedMention probe, PreparedMention other) {
    return Kind.of(comparison, probe.prepared(), other);
  }

  private IndexedMention indexed(ClusterMember member) {
    return new IndexedMention(
        member.cluster(),
        preparedMentions.computeIfAbsent(
            member.mention().id(), id -> comparison.prepare(member.mention())),
        member.keys());
  }

  private void collect(long probe, Kind kind, int count) {
    found[filled++] = probe;
    found[filled++] = kind.pattern();
    found[filled++] = Float.floatToRawIntBits(kind.rarity());
    found[filled++] = count;
    if (filled + NUMBERS > found.length) {
      flush();
    }
  }

  private void flush() {
    if (filled > 0) {
      emit(0, Arrays.copyOf(found, filled));
      filled = 0;
    }
  }
}

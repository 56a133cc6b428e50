package io.linkgrid.processor;

import com.hazelcast.jet.core.Processor;
import com.hazelcast.jet.datamodel.Tuple2;
import io.linkgrid.blocking.KeyTally;
import io.linkgrid.processor.FileTurn.Compared;
import io.linkgrid.processor.KeyShare.KeyCount;
import io.linkgrid.processor.KeyShare.RulePairs;
import io.linkgrid.spec.BlockingRule;
import io.linkgrid.spec.SpecText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Counts, at the owners of keys, how many mentions have each. Input i brings the keys of the
 * mentions of turn i. Gives, when all have arrived, what that means for pairs.
 */
public final class KeyCountProcessor extends BlockingProcessor {
  /** So many of the largest keys of each rule and turn are told. */
  static final int LARGEST = 10;

  private static final int FULL = 1_000;

  private final List<BlockingRule> rules;
  private final List<FileTurn> turns;
  private final KeyTally tally;
  private final long[][] withReference;
  private final long[][] amongNew;
  private final List<List<PriorityQueue<KeyCount>>> largest = new ArrayList<>();
  private final List<KeyCount> capped = new ArrayList<>();
  private String node = "";

  /** Counts by the rules of a spec, over turns in their order. */
  public KeyCountProcessor(SpecText spec, List<FileTurn> turns) {
    rules = spec.parse().blocking();
    this.turns = turns;
    tally = new KeyTally(turns.size());
    withReference = new long[rules.size()][turns.size()];
    amongNew = new long[rules.size()][turns.size()];
    for (int rule = 0; rule < rules.size(); rule++) {
      List<PriorityQueue<KeyCount>> ofRule = new ArrayList<>();
      for (int turn = 0; turn < turns.size(); turn++) {
        ofRule.add(new PriorityQueue<>(bySize(turn)));
      }
      largest.add(ofRule);
    }
  }

  /** Keys with fewer pairs first; of equals the one with the larger hash. */
  static Comparator<KeyCount> bySize(int turn) {
    return Comparator.<KeyCount>comparingLong(k -> k.pairs(turn))
        .thenComparing(Comparator.<KeyCount>comparingLong(KeyCount::key).reversed());
  }

  @Override
  protected void begin(Processor.Context context) {
    node = context.hazelcastInstance().getCluster().getLocalMember().getAddress().toString();
  }

  @Override
  protected boolean tryProcess(int ordinal, Object item) {
    Object numbers = ((Tuple2<?, ?>) item).requiredF1();
    KeyPath.read(
        (long[]) numbers, path -> tally.add(ordinal, path.rule(), path.key(), path.mention()));
    return true;
  }

  @Override
  protected boolean finish() {
    tally.forEach((rule, key, counts, witness) -> take(new KeyCount(rule, key, counts, witness)));
    List<RulePairs> pairs = new ArrayList<>();
    List<KeyCount> told = new ArrayList<>();
    for (int rule = 0; rule < rules.size(); rule++) {
      for (int turn = 0; turn < turns.size(); turn++) {
        pairs.add(new RulePairs(rule, turn, node, withReference[rule][turn], amongNew[rule][turn]));
        told.addAll(largest.get(rule).get(turn));
      }
    }
    emit(0, new KeyShare(pairs, told));
    for (int from = 0; from < capped.size(); from += FULL) {
      emit(
          0,
          new KeyShare(
              List.of(),
              new ArrayList<>(capped.subList(from, Math.min(from + FULL, capped.size())))));
    }
    return true;
  }

  private void take(KeyCount key) {
    int cap = rules.get(key.rule()).cap();
    int last = turns.size() - 1;
    if (key.exceeds(cap, last)) {
      capped.add(key);
    }
    for (int turn = 0; turn <= last; turn++) {
      if (turns.get(turn).compared() == Compared.NO
          || key.pairs(turn) == 0
          || key.exceeds(cap, turn)) {
        continue;
      }
      withReference[key.rule()][turn] += key.mentions()[turn] * key.before(turn);
      amongNew[key.rule()][turn] += key.mentions()[turn] * (key.mentions()[turn] - 1L) / 2;
      PriorityQueue<KeyCount> most = largest.get(key.rule()).get(turn);
      most.add(key);
      if (most.size() > LARGEST) {
        most.remove();
      }
    }
  }
}

package io.linkgrid.processor;

import com.hazelcast.jet.core.Processor;
import com.hazelcast.jet.datamodel.Tuple2;
import io.linkgrid.blocking.FirstKeyPairs;
import io.linkgrid.processor.KeyShare.RulePairs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts, at the owners of keys, the pairs whose first common key is there. The last input brings
 * the keys of new mentions, those before it the ones of the reference.
 */
public final class PairCountProcessor extends BlockingProcessor {
  /** The mentions of a key. */
  private record Group(int rule, FirstKeyPairs pairs) {}

  private final int newOrdinal;
  private final Map<Long, Group> groups = new HashMap<>();
  private String node = "";

  /**
   * Counts pairs.
   *
   * @param newOrdinal the input of the new mentions
   */
  public PairCountProcessor(int newOrdinal) {
    this.newOrdinal = newOrdinal;
  }

  @Override
  protected void begin(Processor.Context context) {
    node = context.hazelcastInstance().getCluster().getLocalMember().getAddress().toString();
  }

  @Override
  protected boolean tryProcess(int ordinal, Object item) {
    Object numbers = ((Tuple2<?, ?>) item).requiredF1();
    KeyPath.read(
        (long[]) numbers,
        path -> {
          FirstKeyPairs pairs =
              groups
                  .computeIfAbsent(path.key(), k -> new Group(path.rule(), new FirstKeyPairs()))
                  .pairs();
          if (ordinal == newOrdinal) {
            pairs.addNew(path.earlier());
          } else {
            pairs.addReference(path.earlier());
          }
        });
    return true;
  }

  @Override
  protected boolean finish() {
    Map<Integer, RulePairs> byRule = new TreeMap<>();
    for (Group group : groups.values()) {
      FirstKeyPairs.Pairs pairs = group.pairs().count();
      byRule.merge(
          group.rule(),
          new RulePairs(group.rule(), 0, node, pairs.withReference(), pairs.amongNew()),
          (a, b) ->
              new RulePairs(
                  a.rule(),
                  0,
                  node,
                  a.withReference() + b.withReference(),
                  a.amongNew() + b.amongNew()));
    }
    List<RulePairs> pairs = new ArrayList<>(byRule.values());
    emit(0, new KeyShare(pairs, List.of()));
    return true;
  }
}

package io.linkgrid.benchmarks;

import io.linkgrid.blocking.BlockingKey;
import io.linkgrid.blocking.KeyMaker;
import io.linkgrid.comparison.MentionComparison;
import io.linkgrid.index.IndexedMention;
import io.linkgrid.index.PreparedBlock;
import io.linkgrid.model.Mention;
import io.linkgrid.scoring.PairScorer;
import io.linkgrid.spec.LinkSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All blocks of a reference in one place, as the nodes of a grid hold them together. */
final class Blocks {
  private final KeyMaker keyMaker;
  private final MentionComparison comparison;
  private final PairScorer scorer;
  private final Map<String, PreparedBlock> blocks = new HashMap<>();

  Blocks(LinkSpec spec, List<Mention> reference) {
    keyMaker = new KeyMaker(spec);
    comparison = new MentionComparison(spec);
    scorer = new PairScorer(spec, comparison);
    Map<String, List<IndexedMention>> lists = new HashMap<>();
    Map<String, Set<Long>> hashes = new HashMap<>();
    for (Mention mention : reference) {
      Set<String> partitionKeys = new HashSet<>();
      List<BlockingKey> keys = keyMaker.keys(mention);
      for (BlockingKey key : keys) {
        hashes.computeIfAbsent(key.partitionKey(), k -> new HashSet<>()).add(key.hash());
        partitionKeys.add(key.partitionKey());
      }
      IndexedMention indexed = indexed(mention, keys);
      for (String partitionKey : partitionKeys) {
        lists.computeIfAbsent(partitionKey, k -> new ArrayList<>()).add(indexed);
      }
    }
    lists.forEach(
        (partitionKey, list) -> {
          Set<Long> here = hashes.getOrDefault(partitionKey, Set.of());
          blocks.put(
              partitionKey,
              new PreparedBlock(list, (m, position) -> here.contains(m.keys()[position])));
        });
  }

  List<BlockingKey> keys(Mention mention) {
    return keyMaker.keys(mention);
  }

  IndexedMention indexed(Mention mention, List<BlockingKey> keys) {
    return new IndexedMention(
        mention.id(),
        comparison.prepare(mention),
        keys.stream().mapToLong(BlockingKey::hash).toArray());
  }

  PairScorer scorer() {
    return scorer;
  }

  Collection<PreparedBlock> all() {
    return blocks.values();
  }

  @Nullable PreparedBlock of(BlockingKey key) {
    return blocks.get(key.partitionKey());
  }
}

package io.linkgrid.benchmarks;

import io.linkgrid.blocking.BlockingKey;
import io.linkgrid.blocking.KeyHashes;
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
    Map<String, KeyHashes> hashes = new HashMap<>();
    for (Mention mention : reference) {
      Set<String> partitionKeys = new HashSet<>();
      List<BlockingKey> keys = keyMaker.keys(mention);
      for (BlockingKey key : keys) {
        hashes.computeIfAbsent(key.partitionKey(), k -> new KeyHashes()).add(key.hash());
        partitionKeys.add(key.partitionKey());
      }
      IndexedMention indexed = indexed(mention);
      for (String partitionKey : partitionKeys) {
        lists.computeIfAbsent(partitionKey, k -> new ArrayList<>()).add(indexed);
      }
    }
    lists.forEach(
        (partitionKey, list) -> {
          KeyHashes here = hashes.getOrDefault(partitionKey, new KeyHashes());
          blocks.put(partitionKey, new PreparedBlock(list, here::contains));
        });
  }

  List<BlockingKey> keys(Mention mention) {
    return keyMaker.keys(mention);
  }

  IndexedMention indexed(Mention mention) {
    return new IndexedMention(mention.id(), comparison.prepare(mention), keyMaker.numbers(mention));
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

package io.linkgrid.index;

import io.linkgrid.index.PreparedBlock.Answer;
import io.linkgrid.scoring.Evidence;
import io.linkgrid.scoring.PairScorer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Mentions that joined a reference after its blocks were made: few, and found by each of their keys
 * as those of a block are. A probe that meets a block and then these has found what one block of
 * both would have given. Safe for any number of threads.
 */
public final class RecentMentions {
  private final Map<Long, List<IndexedMention>> byKey = new ConcurrentHashMap<>();
  private final Map<Long, PreparedBlock> blocks = new ConcurrentHashMap<>();
  private volatile boolean isEmpty = true;

  /** Nobody yet. */
  public RecentMentions() {}

  /** Adds a mention; one that is here already belongs to its new entity from now on. */
  public synchronized void add(IndexedMention mention) {
    for (long key : mention.keys().hashes()) {
      List<IndexedMention> together = new ArrayList<>(byKey.getOrDefault(key, List.of()));
      together.removeIf(other -> other.prepared().id() == mention.prepared().id());
      together.add(mention);
      byKey.put(key, together);
      blocks.put(key, new PreparedBlock(together, hash -> hash == key));
    }
    isEmpty = false;
  }

  /** Returns whether anybody is here. */
  public boolean isEmpty() {
    return isEmpty;
  }

  /** Returns whether anybody lies under a key. */
  public boolean hasAnybodyUnder(long key) {
    return !isEmpty && blocks.containsKey(key);
  }

  /** As {@link PreparedBlock#probe}. */
  public Answer probe(IndexedMention probe, int position, Evidence before, PairScorer scorer) {
    PreparedBlock block = blocks.get(probe.keys().hash(position));
    return block == null ? new Answer(before, 0) : block.probe(probe, position, before, scorer);
  }
}

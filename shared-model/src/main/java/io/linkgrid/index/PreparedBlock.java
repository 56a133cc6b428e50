package io.linkgrid.index;

import io.linkgrid.comparison.PreparedMention;
import io.linkgrid.scoring.Candidate;
import io.linkgrid.scoring.Evidence;
import io.linkgrid.scoring.PairScorer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Mentions that lie together because they share a partition key, found by blocking key. Immutable;
 * safe for any number of threads. What it answers depends on its content alone, not on the order in
 * which it was given.
 */
public final class PreparedBlock {
  private static final IndexedMention[] NOBODY = {};

  private final Map<Long, IndexedMention[]> byKey;
  private final int size;

  /** Builds a block; each mention lies under those of its keys that the block is for. */
  public PreparedBlock(List<IndexedMention> mentions, KeyFilter keysHere) {
    List<IndexedMention> sorted = new ArrayList<>(mentions);
    sorted.sort(Comparator.comparingLong(m -> m.prepared().id()));
    Map<Long, List<IndexedMention>> lists = new HashMap<>();
    for (IndexedMention mention : sorted) {
      for (int i = 0; i < mention.keys().length; i++) {
        if (keysHere.contains(mention, i)) {
          lists.computeIfAbsent(mention.keys()[i], k -> new ArrayList<>()).add(mention);
        }
      }
    }
    byKey = new HashMap<>(lists.size() * 2);
    lists.forEach((key, list) -> byKey.put(key, list.toArray(IndexedMention[]::new)));
    size = sorted.size();
  }

  /** Tells which of a mention's keys belong to a block. */
  @FunctionalInterface
  public interface KeyFilter {
    /** Returns whether the key at this position of the mention's keys belongs to the block. */
    boolean contains(IndexedMention mention, int position);
  }

  /** Returns how many mentions lie here. */
  public int size() {
    return size;
  }

  /**
   * Scores a probe against everybody under one of its keys, except those with whom it shares an
   * earlier key, and adds what it finds to the evidence.
   *
   * @param position the position of the key among the probe's keys
   */
  public Answer probe(IndexedMention probe, int position, Evidence before, PairScorer scorer) {
    IndexedMention[] others = byKey.getOrDefault(probe.keys()[position], NOBODY);
    List<Candidate> found = new ArrayList<>(4);
    long pairs = 0;
    for (IndexedMention other : others) {
      if (position > 0 && probe.sharesOneOfTheFirst(position, other)) {
        continue;
      }
      pairs++;
      double weight = scorer.weight(probe.prepared(), other.prepared(), Evidence.NEGLIGIBLE_WEIGHT);
      if (weight != PairScorer.BELOW_FLOOR) {
        found.add(new Candidate(other.entity(), weight));
      }
    }
    return new Answer(before.with(found), pairs);
  }

  /**
   * Gives everybody under one of the keys of a probe, except itself and those with whom it shares
   * an earlier key.
   *
   * @param position the position of the key among the probe's keys
   * @return how many were given
   */
  public long candidates(IndexedMention probe, int position, Consumer<PreparedMention> each) {
    long pairs = 0;
    for (IndexedMention other : byKey.getOrDefault(probe.keys()[position], NOBODY)) {
      if (other.prepared().id() == probe.prepared().id()
          || (position > 0 && probe.sharesOneOfTheFirst(position, other))) {
        continue;
      }
      pairs++;
      each.accept(other.prepared());
    }
    return pairs;
  }

  /**
   * What a probe found.
   *
   * @param evidence all evidence so far
   * @param pairs how many pairs were scored
   */
  public record Answer(Evidence evidence, long pairs) {}

  /**
   * Scores all pairs under each key, except those that share an earlier key, and gives the ones at
   * or above a weight.
   *
   * @return how many pairs were scored
   */
  public long pairs(double atLeast, PairScorer scorer, PairConsumer alike) {
    long pairs = 0;
    for (Map.Entry<Long, IndexedMention[]> entry : byKey.entrySet()) {
      IndexedMention[] group = entry.getValue();
      for (int i = 0; i < group.length; i++) {
        int position = group[i].position(entry.getKey());
        for (int j = i + 1; j < group.length; j++) {
          if (position > 0 && group[i].sharesOneOfTheFirst(position, group[j])) {
            continue;
          }
          pairs++;
          double weight = scorer.weight(group[i].prepared(), group[j].prepared(), atLeast);
          if (weight != PairScorer.BELOW_FLOOR) {
            alike.accept(group[i].prepared().id(), group[j].prepared().id(), weight);
          }
        }
      }
    }
    return pairs;
  }
}

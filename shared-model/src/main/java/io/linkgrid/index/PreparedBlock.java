package io.linkgrid.index;

import io.linkgrid.comparison.Outlines;
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
  private static final Outlines NO_OUTLINES = Outlines.of(List.of());

  private final Map<Long, Group> byKey;
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
    lists.forEach((key, list) -> byKey.put(key, Group.of(key, list)));
    size = sorted.size();
  }

  /** Returns whether anybody lies under a key: if not, a probe finds nothing there. */
  public boolean hasAnybodyUnder(long key) {
    return byKey.containsKey(key);
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
    Group group = byKey.get(probe.keys()[position]);
    if (group == null) {
      return new Answer(before, 0);
    }
    List<Candidate> found = new ArrayList<>(4);
    Outlines outline = group.isLarge() ? Outlines.of(List.of(probe.prepared())) : NO_OUTLINES;
    long pairs = 0;
    for (int i = 0; i < group.size(); i++) {
      if (position > 0 && group.sharesOneOfTheFirst(i, position, probe.keys())) {
        continue;
      }
      pairs++;
      if (!group.mayReach(Evidence.NEGLIGIBLE_WEIGHT, outline, 0, i, scorer)) {
        continue;
      }
      IndexedMention other = group.mention(i);
      double weight =
          group.weight(probe.prepared(), outline, 0, i, Evidence.NEGLIGIBLE_WEIGHT, scorer);
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
    Group group = byKey.get(probe.keys()[position]);
    if (group == null) {
      return 0;
    }
    long pairs = 0;
    for (int i = 0; i < group.size(); i++) {
      IndexedMention other = group.mention(i);
      if (other.prepared().id() == probe.prepared().id()
          || (position > 0 && group.sharesOneOfTheFirst(i, position, probe.keys()))) {
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
    for (Map.Entry<Long, Group> entry : byKey.entrySet()) {
      Group group = entry.getValue();
      for (int i = 0; i < group.size(); i++) {
        IndexedMention one = group.mention(i);
        int position = one.position(entry.getKey());
        for (int j = i + 1; j < group.size(); j++) {
          if (position > 0 && group.sharesOneOfTheFirst(j, position, one.keys())) {
            continue;
          }
          pairs++;
          if (!group.mayReach(atLeast, group.outlines(), i, j, scorer)) {
            continue;
          }
          IndexedMention other = group.mention(j);
          double weight = group.weight(one.prepared(), group.outlines(), i, j, atLeast, scorer);
          if (weight != PairScorer.BELOW_FLOOR) {
            alike.accept(one.prepared().id(), other.prepared().id(), weight);
          }
        }
        one.prepared().rest();
      }
    }
    return pairs;
  }
}

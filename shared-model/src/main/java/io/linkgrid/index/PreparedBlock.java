package io.linkgrid.index;

import io.linkgrid.comparison.Outlines;
import io.linkgrid.comparison.PreparedMention;
import io.linkgrid.scoring.Candidate;
import io.linkgrid.scoring.CandidateSearch;
import io.linkgrid.scoring.Evidence;
import io.linkgrid.scoring.PairScorer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Mentions that lie together because they share a partition key, found by blocking key. Immutable;
 * safe for any number of threads. What it answers depends on its content alone, not on the order in
 * which it was given.
 */
public final class PreparedBlock {
  /** What is less likely is no evidence. */
  private static final double FLOOR = Evidence.NEGLIGIBLE_WEIGHT;

  private static final int NOBODY = -1;
  private static final int SPARE = 2;

  /** The keys in order, and where the mentions under each begin. */
  private final long[] keys;

  private final int[] from;

  /**
   * The mentions under each key, in order of their ids; one under several keys is here as often.
   */
  private final IndexedMention[] mentions;

  /** The groups that are worth keeping, by the place of their key. */
  private final @Nullable Group[] large;

  /** Open addressing: 1 + the place of a key, or 0. */
  private final int[] slots;

  private final int size;

  /**
   * Builds a block.
   *
   * @param given its mentions
   * @param keysHere tells by the hash of a key whether it belongs to the block: a mention lies
   *     under those of its keys that do
   */
  public PreparedBlock(List<IndexedMention> given, LongPredicate keysHere) {
    IndexedMention[] sorted = given.toArray(IndexedMention[]::new);
    Arrays.sort(sorted, Comparator.comparingLong(m -> m.prepared().id()));
    size = sorted.length;
    int entries = 0;
    long[] keyOf = new long[size];
    int[] mentionOf = new int[size];
    for (int m = 0; m < size; m++) {
      for (int i = 0; i < sorted[m].keys().size(); i++) {
        if (keysHere.test(sorted[m].keys().hash(i))) {
          if (entries == keyOf.length) {
            keyOf = Arrays.copyOf(keyOf, 2 * entries);
            mentionOf = Arrays.copyOf(mentionOf, 2 * entries);
          }
          keyOf[entries] = sorted[m].keys().hash(i);
          mentionOf[entries++] = m;
        }
      }
    }
    keys = Arrays.stream(keyOf, 0, entries).sorted().distinct().toArray();
    slots = slots(keys);
    from = new int[keys.length + 1];
    for (int entry = 0; entry < entries; entry++) {
      from[place(keyOf[entry]) + 1]++;
    }
    for (int place = 0; place < keys.length; place++) {
      from[place + 1] += from[place];
    }
    // Counting sort: mentions come in order of their ids, and so they stay under each key.
    int[] next = Arrays.copyOf(from, keys.length);
    mentions = new IndexedMention[entries];
    for (int entry = 0; entry < entries; entry++) {
      mentions[next[place(keyOf[entry])]++] = sorted[mentionOf[entry]];
    }
    large = new @Nullable Group[keys.length];
    for (int place = 0; place < keys.length; place++) {
      if (from[place + 1] - from[place] >= Group.LARGE) {
        large[place] = new Group(keys[place], mentions, from[place], from[place + 1]);
      }
    }
  }

  private static int[] slots(long[] keys) {
    int[] slots =
        new int[2 * Integer.highestOneBit(Math.max(1, keys.length + keys.length / SPARE))];
    for (int place = 0; place < keys.length; place++) {
      int slot = slot(keys[place], slots.length);
      while (slots[slot] != 0) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = place + 1;
    }
    return slots;
  }

  /** Keys are hashes; the lower bits may be the same for all keys of a block. */
  private static int slot(long key, int length) {
    return (int) (key >>> Integer.SIZE) & (length - 1);
  }

  private int place(long key) {
    int slot = slot(key, slots.length);
    while (slots[slot] != 0) {
      if (keys[slots[slot] - 1] == key) {
        return slots[slot] - 1;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return NOBODY;
  }

  private Group group(int place) {
    Group prepared = large[place];
    return prepared == null
        ? new Group(keys[place], mentions, from[place], from[place + 1])
        : prepared;
  }

  /** Returns whether anybody lies under a key: if not, a probe finds nothing there. */
  public boolean hasAnybodyUnder(long key) {
    return place(key) != NOBODY;
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
    int place = place(probe.keys().hash(position));
    if (place == NOBODY) {
      return new Answer(before, 0);
    }
    Group group = group(place);
    List<Candidate> found = new ArrayList<>(4);
    CandidateSearch search = group.search(FLOOR, scorer);
    if (search != null) {
      for (int i : search.find(probe.prepared())) {
        if (!group.sharesOneOfTheFirst(i, position, probe.keys().hashes())) {
          score(probe, group.mention(i), scorer, found);
        }
      }
      return new Answer(before.with(found), group.notSharing(position, probe.keys().hashes()));
    }
    long pairs = 0;
    Outlines outlines = group.outlines();
    Outlines own = group.isLarge() ? Outlines.of(List.of(probe.prepared())) : outlines;
    for (int i = 0; i < group.size(); i++) {
      if (!group.eachSharesOneOfTheFirst(i, position, probe.keys().hashes())) {
        pairs++;
        if (!group.isLarge()) {
          score(probe, group.mention(i), scorer, found);
        } else if (scorer.mayReach(FLOOR, own, 0, outlines, i)) {
          IndexedMention other = group.mention(i);
          add(
              other,
              scorer.weight(probe.prepared(), other.prepared(), FLOOR, own, 0, outlines, i),
              found);
        }
      }
    }
    return new Answer(before.with(found), pairs);
  }

  private static void score(
      IndexedMention probe, IndexedMention other, PairScorer scorer, List<Candidate> found) {
    add(other, scorer.weight(probe.prepared(), other.prepared(), FLOOR), found);
  }

  private static void add(IndexedMention other, double weight, List<Candidate> found) {
    if (weight != PairScorer.BELOW_FLOOR) {
      found.add(new Candidate(other.entity(), weight));
    }
  }

  /**
   * Gives everybody under one of the keys of a probe, except itself and those with whom it shares
   * an earlier key.
   *
   * @param position the position of the key among the probe's keys
   * @return how many were given
   */
  public long candidates(IndexedMention probe, int position, Consumer<PreparedMention> each) {
    int place = place(probe.keys().hash(position));
    if (place == NOBODY) {
      return 0;
    }
    Group group = group(place);
    long pairs = 0;
    for (int i = 0; i < group.size(); i++) {
      IndexedMention other = group.mention(i);
      if (other.prepared().id() == probe.prepared().id()
          || group.eachSharesOneOfTheFirst(i, position, probe.keys().hashes())) {
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
    for (int place = 0; place < keys.length; place++) {
      Group group = group(place);
      CandidateSearch search = group.search(atLeast, scorer);
      for (int i = 0; i < group.size(); i++) {
        IndexedMention one = group.mention(i);
        int position = one.position(keys[place]);
        if (search == null) {
          for (int j = i + 1; j < group.size(); j++) {
            if (!group.eachSharesOneOfTheFirst(j, position, one.keys().hashes())) {
              pairs++;
              score(group, i, j, atLeast, scorer, alike);
            }
          }
        } else {
          pairs += group.notSharingBehind(i, position, one.keys().hashes());
          int[] found = search.find(one.prepared());
          Arrays.sort(found);
          for (int j : found) {
            if (j > i && !group.sharesOneOfTheFirst(j, position, one.keys().hashes())) {
              score(group, i, j, atLeast, scorer, alike);
            }
          }
        }
        one.prepared().rest();
      }
    }
    return pairs;
  }

  private static void score(
      Group group, int i, int j, double atLeast, PairScorer scorer, PairConsumer alike) {
    PreparedMention one = group.mention(i).prepared();
    PreparedMention other = group.mention(j).prepared();
    double weight = PairScorer.BELOW_FLOOR;
    if (!group.isLarge()) {
      weight = scorer.weight(one, other, atLeast);
    } else if (scorer.mayReach(atLeast, group.outlines(), i, group.outlines(), j)) {
      weight = scorer.weight(one, other, atLeast, group.outlines(), i, group.outlines(), j);
    }
    if (weight != PairScorer.BELOW_FLOOR) {
      alike.accept(one.id(), other.id(), weight);
    }
  }
}
